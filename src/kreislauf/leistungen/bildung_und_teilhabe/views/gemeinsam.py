"""What all pages of this Leistung need."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kreislauf.foundation.access.selectors import Rechte
from kreislauf.foundation.accounts.models import User


def person(request: HttpRequest) -> User:
    """Who is signed in; only behind login_required."""
    return cast(User, request.user)


def rechte(request: HttpRequest) -> Rechte:
    return cast(Rechte, request.rechte)  # type: ignore[attr-defined]


def wer(request: HttpRequest) -> dict[str, Any]:
    """Actor and time for a service."""
    return {"actor": person(request), "at": timezone.now()}


def bereiche(request: HttpRequest) -> list[int]:
    """Areas in which this person may enter applications."""
    return sorted(rechte(request).bereiche.get(("antrag", "anlegen"), ()))


def zum_antrag(antrag_id: object, anker: str = "") -> HttpResponse:
    antwort = redirect("but:antrag", antrag_id=antrag_id)
    if anker:
        antwort["Location"] += f"#{anker}"
    return antwort


def uuids(texte: Iterable[str]) -> list[UUID]:
    """What of this is the number of a row; the rest is left out."""
    gefunden = []
    for text in texte:
        with suppress(ValueError):
            gefunden.append(UUID(text))
    return gefunden
