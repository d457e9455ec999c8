"""A school's letter to parents about a trip, in plain words: one catalogue per language, all with the same entries."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

ORDNER = Path(__file__).parent
SPRACHEN = ("de", "ls", "en", "tr", "uk", "ru", "ar", "fr")  # those of the portal


@cache
def katalog(sprache: str) -> Mapping[str, str]:
    """All texts of one language; raises KeyError for a language that is not offered."""
    if sprache not in SPRACHEN:
        raise KeyError(sprache)
    texte: Mapping[str, str] = yaml.safe_load((ORDNER / f"{sprache}.yaml").read_text("utf-8"))
    return texte
