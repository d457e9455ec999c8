"""What the council of the test server holds: own objects, a round of council work, real ones from a folder."""

import json
import random
import re
from pathlib import Path

from kreislauf.steuerung.oparl_eingang.tests.ratsserver import Ratsserver


def fill(rat: Ratsserver) -> None:
    for n in range(1, 4):
        rat.put("organization", n, name=f"Ausschuss für Äußeres {n}")
    for n in range(1, 12):
        punkte = [rat.embedded("meeting", n, "AgendaItem", k, name=f"Punkt {k}") for k in range(n % 4)]
        rat.put("meeting", n, name=f"Sitzung {n}", start=f"2026-03-{n:02d}T17:00:00+01:00", agendaItem=punkte)
        beratung = [rat.embedded("paper", n, "Consultation", k) for k in range(1 + n % 3)]
        rat.put("paper", n, name=f"Plätze für Kinder {n}", reference=f"0{n}/26", consultation=beratung)


def change(rat: Ratsserver, zufall: random.Random) -> None:
    """One round of council work: a new paper, a moved meeting, a dropped agenda item, a withdrawn paper."""
    rat.tag += 1
    neu = max(rat.stand["paper"]) + 1
    rat.put("paper", neu, name=f"Neu {neu}", reference=f"0{neu}/26", consultation=[])
    lebend = {f: [n for n, o in rat.stand[f].items() if not o.get("deleted")] for f in rat.stand}
    sitzung = zufall.choice(lebend["meeting"])
    punkte = rat.stand["meeting"][sitzung].get("agendaItem", [])[:-1]
    rat.put("meeting", sitzung, start=f"2026-05-{1 + rat.tag % 28:02d}T18:00:00+02:00", agendaItem=punkte)
    rat.remove("paper", zufall.choice(lebend["paper"][:-1]))


def load_folder(rat: Ratsserver, ordner: Path) -> None:
    """Real objects from files, with the addresses of this server; their stamps stay as they are."""
    arten = {"papers/vo": "paper", "meetings": "meeting", "agendaitems": "agendaItem", "consultations": "consultation",
             "organizations/gr": "organization", "organizations/at": "organization", "files": "file"}  # fmt: skip
    for datei in sorted(ordner.rglob("*.json")):
        text = datei.read_text(encoding="utf-8")
        for alt, neu in arten.items():
            text = re.sub(rf"https?://[^/\"]+/bodies/0001/{alt}/(\d+)", rf"{rat.adresse}/oparl/{neu}/\1", text)
        text = re.sub(r"https?://[^/\"]+/bodies/0001\"", f'{rat.adresse}/oparl/body/1"', text)
        objekt = json.loads(text)
        feld, nummer = objekt["id"].split("/")[-2:]
        rat.stand[feld][int(nummer)] = objekt
