"""`python -m kreislauf.lesen.muster`: work out anew what each expression needs."""

import json
import sys

from kreislauf.lesen.muster.tabelle import DATEI, rechne_neu

neu = rechne_neu()
zeilen = ",\n".join(f"{json.dumps(name)}: {json.dumps(mengen, ensure_ascii=False)}" for name, mengen in neu.items())
DATEI.write_text("{\n" + zeilen + "\n}\n", encoding="utf-8")
sys.stdout.write(f"{len(neu)} Ausdrücke\n")
