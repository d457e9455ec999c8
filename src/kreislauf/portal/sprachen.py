"""The portal's languages: one catalogue each, all with the same entries. The German text is the binding one."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

# In the order in which they are offered.
SPRACHEN = ("de", "ls", "en", "tr", "uk", "ru", "ar", "fr")
GRUNDSPRACHE = "de"
_HTML = {"ls": "de"}  # Leichte Sprache has no code of its own in HTML
_ORDNER = Path(__file__).parent / "texte"
_TEILE = ("antrag", "dienst", "spaeter", "stand", "fahrt")


@cache
def katalog(sprache: str) -> Mapping[str, str]:
    """All texts of one language; raises KeyError for a language that is not offered."""
    if sprache not in SPRACHEN:
        raise KeyError(sprache)
    teile = [_ORDNER / f"{sprache}.yaml", *(_ORDNER / teil / f"{sprache}.yaml" for teil in _TEILE)]
    return {k: text for teil in teile for k, text in yaml.safe_load(teil.read_text(encoding="utf-8")).items()}


def html_sprache(sprache: str) -> str:
    return _HTML.get(sprache, sprache)


def auswahl() -> list[tuple[str, str, str]]:
    """Code, HTML code and own name of each language."""
    return [(s, html_sprache(s), katalog(s)["sprache"]) for s in SPRACHEN]


def gewuenscht(accept_language: str) -> str:
    """The first language of the browser that is offered."""
    for kuerzel in re.findall(r"[a-zA-Z]{2,3}", re.sub(r";[^,]*|-[^,]*", "", accept_language)):
        if kuerzel.lower() in SPRACHEN:
            return str(kuerzel.lower())
    return GRUNDSPRACHE
