"""Looking for parts of words first changes no answer: the expressions alone say the same."""

from random import Random

import pytest

from kreislauf.lesen.inhalt import signalworte, wendungen

STUECKE = (
    "wird|werden|werde|hat|ist|sind|soll|will|vereinbart|verabredet|beauftragt|ersucht|auffordert|gebeten|verpflichtet|"
    "bittet|bat|angekündigt|zugesagt|sagt|Zusage|angeboten|Bereitschaft|geplant|festgelegt|beschlossen|schlägt|strebt|"
    "sichert|Einvernehmen|Einigkeit|spricht|prüft|klärt|erstellt|liefert|reicht|übernimmt|stimmt|geprüft|vorgelegt|"
    "künftig|zeitnah|berichten|an|vor|um|zu|zu.|sich|dass|,|.|Vorlage|Jugendamt|die Verwaltung|Das Jugendamt|"
    "zu prüfen|um die Vorlage|bereit erklärt|dafür aus|in Aussicht|Die Verwaltung wird|im Anschluss|geprüft werden|"
    ", dass sie berichten sollen"
)


def _saetze(anzahl: int) -> list[str]:
    wahl = Random(5)
    gewuerfelt = [" ".join(wahl.choices(STUECKE.split("|"), k=wahl.randrange(3, 14))) for _ in range(anzahl)]
    return ["Das Jugendamt wird den Bericht schreiben.", *gewuerfelt]


def _abweichungen(monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """(sentences that order something, sentences that the words in front decide differently)."""
    saetze = _saetze(1_500)
    mit = [wendungen.ist_auftrag(satz) for satz in saetze]
    monkeypatch.setattr(wendungen, "steht_in", lambda text, worte: True)
    ohne = [wendungen.ist_auftrag(satz) for satz in saetze]
    return sum(a is not None for a in ohne), sum(a != b for a, b in zip(mit, ohne, strict=True))


def test_words_in_front_change_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    treffer, anders = _abweichungen(monkeypatch)

    assert treffer > 200
    assert anders == 0


@pytest.mark.parametrize("name", ["BEAUFTRAGT", "BITTET", "PASSIV", "WIRD_TUN", "PRUEFT", "VEREINBART"])
def test_a_missing_word_would_be_seen(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(signalworte, name, ("xyz",))

    assert _abweichungen(monkeypatch)[1] > 0
