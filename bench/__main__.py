"""Measurements: `python -m bench` runs all parts, `python -m bench NAME [options]` one. Nothing is written."""

import sys
from pathlib import Path

from soak._teile import starte

if __name__ == "__main__":
    sys.exit(starte(Path(__file__).resolve().parent, sys.argv[1:]))
