"""A small share of the long run: hostile requests in a process with the portal's own settings."""

import subprocess
import sys
from pathlib import Path

WURZEL = Path(__file__).resolve().parents[4]


def test_hostile_requests_bring_no_server_error_and_a_stumbling_view_is_seen() -> None:
    befehl = [sys.executable, "-m", "soak", "portal_feindlich", "--anzahl", "150"]

    lauf = subprocess.run(befehl, cwd=WURZEL, capture_output=True, text=True, check=False, timeout=120)

    assert lauf.returncode == 0, lauf.stdout + lauf.stderr


def test_one_hostile_file_of_each_class_is_refused_or_harmless_within_its_limits() -> None:
    befehl = [sys.executable, "-m", "soak", "portal_dateien", "--anzahl", "1"]

    lauf = subprocess.run(befehl, cwd=WURZEL, capture_output=True, text=True, check=False, timeout=120)

    assert lauf.returncode == 0, lauf.stdout + lauf.stderr
    assert "aus 25 Klassen" in lauf.stdout
