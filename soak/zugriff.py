"""T6 and T7 whole: every role at every table and every address (`make test` probes a fixed share).

`python -m soak zugriff`; ends with the exit status of the tests.
"""

import os
import subprocess
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] = ()) -> int:
    befehl = [sys.executable, "-m", "pytest", "-q", "tests/zugriff", *argv]
    return subprocess.run(befehl, env=os.environ | {"KREISLAUF_MATRIX_ANTEIL": "1"}, check=False).returncode
