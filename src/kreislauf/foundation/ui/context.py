"""What every page's template gets."""

from django.http import HttpRequest


def seite(request: HttpRequest) -> dict[str, object]:
    return {}
