"""Supply chain: list of components (SBOM), two builds compared bit by bit, findings of bandit; 1 on a fault."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WURZEL = Path(__file__).resolve().parents[1]
ZIEL = WURZEL / "dist"


def rufe(*befehl: str) -> str:
    ergebnis = subprocess.run([sys.executable, "-m", *befehl], cwd=WURZEL, capture_output=True, text=True, check=False)
    if ergebnis.returncode not in {0, 1}:
        sys.exit(f"{' '.join(befehl)}\n{ergebnis.stderr}")
    return ergebnis.stdout


def stueckliste() -> int:
    """CycloneDX list of what runs in production; the number of components."""
    datei = ZIEL / "sbom.cdx.json"
    rufe("cyclonedx_py", "requirements", "requirements/run.txt", "--output-reproducible", "-o", str(datei))
    return len(json.loads(datei.read_text())["components"])


def bau(ordner: Path) -> str:
    """Hash of the wheel; the time of the last commit stands for the time of the build."""
    zeit = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=WURZEL, capture_output=True, text=True, check=True)
    os.environ["SOURCE_DATE_EPOCH"] = zeit.stdout.strip()
    shutil.rmtree(WURZEL / "build", ignore_errors=True)  # what an earlier build left would go into this one
    rufe("build", "--wheel", "--outdir", str(ordner))
    shutil.rmtree(WURZEL / "build", ignore_errors=True)
    (rad,) = ordner.glob("*.whl")
    return hashlib.sha256(rad.read_bytes()).hexdigest()


def schwere_funde() -> list[str]:
    bericht = json.loads(rufe("bandit", "-r", "src", "-f", "json", "-q", "-lll"))
    return [f"{f['filename']}:{f['line_number']} {f['issue_text']}" for f in bericht["results"]]


def main() -> int:
    ZIEL.mkdir(exist_ok=True)
    print(f"Stückliste: {stueckliste()} Bestandteile in dist/sbom.cdx.json")
    with tempfile.TemporaryDirectory() as eins, tempfile.TemporaryDirectory() as zwei:
        erster, zweiter = bau(Path(eins)), bau(Path(zwei))
    print(f"Zwei Bauten: {'gleich' if erster == zweiter else 'VERSCHIEDEN'} ({erster[:16]}, {zweiter[:16]})")
    funde = schwere_funde()
    print("\n".join(funde) or "bandit: keine schweren Funde")
    return int(bool(funde) or erster != zweiter)


if __name__ == "__main__":
    sys.exit(main())
