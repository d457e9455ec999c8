"""Parts of words without which a turn of phrase cannot stand: looked for before its expression runs."""

from collections.abc import Iterable

BEAUFTRAGT = ("beauftragt", "ersucht", "fordert", "gebeten", "verpflichtet", "gehalten", "hatt")
BITTET = ("bit", "bat", "gebeten", "ersucht")
PASSIV = ("wird", "werden")
WIRD_TUN = ("wird", "werde", "will", "woll", "soll")
LIEFERT = ("wird", "werde", "würden")
PRUEFT = (
    "prüf", "erarbeitet", "klär", "erstell", "liefert", "reicht", "lädt", "bereitet", "übern", "stimmt",
)  # fmt: skip
VEREINBART = (
    "vereinbar", "verabred", "inig", "verständig", "kündig", "sagt", "Zusage", "angeboten", "verpflichte", "ereit",
    "beabsichtigt", "geplant", "vorgesehen", "festge", "übereingekommen", "bittet", "bitten", "bat", "beschlossen",
    "schlägt", "strebt", "nimmt", "sichert", "stellt", "Einvernehmen", "spr",
)  # fmt: skip


def steht_in(text: str, worte: Iterable[str]) -> bool:
    for wort in worte:  # noqa: SIM110  half the time of any() with a generator
        if wort in text:
            return True
    return False
