"""The clauses of a sentence."""

from bisect import bisect_right

from kreislauf.lesen.muster import Muster

_TEILSATZ = Muster(
    r"[;:()\s,](?:(?<=[;:()])|(?<=\s)[–-]\s|(?<=\s)und\s(?=(?:läuft|laufen|endet|enden|wird|werden|tritt|treten|soll|sollen|beginnt|gilt|gelten|ist)\s)|(?<=,)\s(?=(?:dass|weil|wenn|da|ob|obwohl|sodass|damit|während|nachdem|bevor|sobald|sofern|soweit|falls|wobei|wonach|welche[rsmn]?|deren|dessen|denen|"
    r"um|so|und|sowie|aber|jedoch|sondern|wie|die|das|der|den|dem|in\s(?:dem|der|denen)|mit\s(?:dem|der|denen)|von\s(?:dem|der|denen)|auf\s(?:dem|der|denen))\s(?!\d)))"
)


class Teilsaetze:
    """The clauses of a sentence, by simple signs: commas before conjunctions and relative pronouns, brackets, dashes."""

    def __init__(self, satz: str) -> None:
        self.satz = satz
        self._grenzen: list[int] = []

    def um(self, ort: int) -> tuple[int, int]:
        """(from, to) of the clause in which this place lies."""
        if not self._grenzen:
            self._grenzen = [0, *(t.end() for t in _TEILSATZ.finditer(self.satz))]
        stelle = bisect_right(self._grenzen, ort) - 1
        ende = self._grenzen[stelle + 1] if stelle + 1 < len(self._grenzen) else len(self.satz)
        return self._grenzen[stelle], ende
