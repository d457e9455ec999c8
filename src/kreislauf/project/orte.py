"""Where Kreislauf keeps its files, and which database it uses; read from the environment once."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from kreislauf.project import eingebettet

WURZEL = Path(__file__).resolve().parents[3]
QUELLE = Path(__file__).resolve().parents[1]


def datenordner() -> Path:
    """`KREISLAUF_DATEN`, else `var/` of the checkout, else the user's data folder."""
    if gesetzt := os.environ.get("KREISLAUF_DATEN"):
        return Path(gesetzt).resolve()
    if (WURZEL / "pyproject.toml").exists():
        return WURZEL / "var"
    return Path.home() / ".local" / "share" / "kreislauf"


def geheimnis(name: str) -> str:
    """A key, made once and kept in a file of the data folder that only the owner reads."""
    datei = datenordner() / name
    if not datei.exists():
        datei.parent.mkdir(parents=True, exist_ok=True)
        neu = Path(f"{datei}.{os.getpid()}")
        neu.touch(mode=0o600)
        neu.write_text(secrets.token_urlsafe(64))
        try:
            os.link(neu, datei)  # atomic: of two first starts, one wins and both read the same key
        except FileExistsError:
            pass
        finally:
            neu.unlink()
    return datei.read_text()


def eigene_datenbank() -> bool:
    """Whether the county's own server is configured."""
    return bool(os.environ.get("KREISLAUF_DATABASE_URL"))


def aus_url(url: str) -> dict[str, Any]:
    """Django's settings from `postgresql://user:password@host:port/name?option=value`."""
    teile = urlsplit(url)
    if teile.scheme not in {"postgresql", "postgres"}:
        raise ValueError("KREISLAUF_DATABASE_URL: erwartet wird postgresql://nutzer:passwort@rechner:5432/name")
    optionen = dict(parse_qsl(teile.query))
    return {
        "NAME": unquote(teile.path.lstrip("/")) or eingebettet.DATENBANK,
        "USER": unquote(teile.username or ""),
        "PASSWORD": unquote(teile.password or ""),
        "HOST": optionen.pop("host", unquote(teile.hostname or "")),
        "PORT": str(teile.port or ""),
        "OPTIONS": optionen,
    }


def datenbank(*, als_eigner: bool) -> dict[str, Any]:
    """Django's connection settings: as the owner for migrations, as the bound application role for all else.

    With one URL only, the application takes on the role `kreislauf_app` at the start of each connection.
    """
    if not eigene_datenbank():
        rolle = eingebettet.EIGNER if als_eigner else eingebettet.APP
        host = str(eingebettet.clusterordner(datenordner()))
        return {"NAME": eingebettet.DATENBANK, "USER": rolle, "HOST": host}
    eigner_url = os.environ.get("KREISLAUF_DATABASE_OWNER_URL")
    angaben = aus_url(eigner_url if als_eigner and eigner_url else os.environ["KREISLAUF_DATABASE_URL"])
    if not als_eigner and not eigner_url:
        angaben["OPTIONS"]["options"] = f"-c role={eingebettet.APP}"
    return angaben
