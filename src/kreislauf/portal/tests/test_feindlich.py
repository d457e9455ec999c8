"""A small share of the long run: hostile requests in a process with the portal's own settings."""

import subprocess
import sys
from pathlib import Path

WURZEL = Path(__file__).resolve().parents[4]


def test_hostile_requests_bring_no_server_error_and_a_stumbling_view_is_seen() -> None:
    befehl = [sys.executable, "-m", "soak", "portal_feindlich", "--anzahl", "400"]

    lauf = subprocess.run(befehl, cwd=WURZEL, capture_output=True, text=True, check=False, timeout=120)

    assert lauf.returncode == 0, lauf.stdout + lauf.stderr
