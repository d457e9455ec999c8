"""Days from `beginn` to `ende`, both included; no `ende` means open."""

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db.models import F, Func, Q, Value


def tage(beginn: str = "beginn", ende: str = "ende") -> Func:
    """Both columns as a range, for exclusion constraints."""
    return Func(F(beginn), F(ende), Value("[]"), function="daterange", output_field=DateRangeField())


def geordnet(beginn: str = "beginn", ende: str = "ende") -> Q:
    """Check: the end is not before the beginning."""
    return Q(**{f"{ende}__isnull": True}) | Q(**{f"{ende}__gte": F(beginn)})


def gilt_am(tag: date, vorsatz: str = "") -> Q:
    """Rows in force on this day; `vorsatz` is a path such as `mitgliedschaften__`."""
    offen = Q(**{f"{vorsatz}ende__isnull": True}) | Q(**{f"{vorsatz}ende__gte": tag})
    return Q(**{f"{vorsatz}beginn__lte": tag}) & offen
