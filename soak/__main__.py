"""Long runs: `python -m soak` runs all parts, `python -m soak NAME [--anzahl N]` one."""

import sys
from pathlib import Path

from soak._teile import starte

if __name__ == "__main__":
    sys.exit(starte(Path(__file__).resolve().parent, sys.argv[1:]))
