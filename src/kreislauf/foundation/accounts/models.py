"""People, areas (units and bodies) and who has which role where, from when to when."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import ExpressionWrapper, F, Func, Q, Value
from django.db.models.functions import Cast

from kreislauf.foundation.accounts.rollen import ROLLEN


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **angaben: Any) -> "User":
        """A person who may sign in; without a password only by single sign-on."""
        user = self.model(email=self.normalize_email(email).lower(), **angaben)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person of the authority, a Träger or a committee. Rights come only from Zustaendigkeit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("E-Mail", unique=True)
    vorname = models.CharField("Vorname", max_length=100, blank=True)
    nachname = models.CharField("Nachname", max_length=100)
    funktion = models.CharField("Funktion", max_length=200, blank=True)
    telefon = models.CharField("Telefon", max_length=50, blank=True)
    is_active = models.BooleanField("aktiv", default=True)
    passwort_vorlaeufig = models.BooleanField(
        "Startpasswort", default=False, help_text="Ein anderer kennt das Passwort; es muss zuerst geändert werden."
    )
    erinnerung_per_mail = models.BooleanField("Erinnerungen per E-Mail", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    last_login = None  # the journal knows; a write at sign-in would need rights that nobody has yet

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["nachname"]
    objects = UserManager()

    class Meta:
        verbose_name = "Person"
        verbose_name_plural = "Personen"
        ordering = ["nachname", "vorname"]

    def __str__(self) -> str:
        return self.get_full_name()

    def check_password(self, raw_password: str | None) -> bool:
        """Compare only: before sign-in nobody may write; `services.renew_password_hash` does so after it."""
        return check_password(raw_password, self.password)

    def get_full_name(self) -> str:
        return f"{self.vorname} {self.nachname}".strip()

    def get_short_name(self) -> str:
        return self.vorname or self.nachname


class Bereich(models.Model):
    """An area in which rights are held: the county, a unit, a body. Rights in an area hold in those below it."""

    class Art(models.TextChoices):
        KOERPERSCHAFT = "koerperschaft", "Körperschaft"
        EINHEIT = "einheit", "Organisationseinheit"
        GREMIUM = "gremium", "Gremium"

    name = models.CharField("Name", max_length=300)
    kurzname = models.CharField("Kurzname", max_length=50, blank=True)
    art = models.CharField("Art", max_length=20, choices=Art.choices)
    uebergeordnet = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="untergeordnete", verbose_name="gehört zu"
    )
    beginn = models.DateField("besteht seit", null=True, blank=True)
    ende = models.DateField("besteht bis", null=True, blank=True)

    class Meta:
        verbose_name = "Bereich"
        verbose_name_plural = "Bereiche"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ende__isnull=True) | Q(beginn__isnull=True) | Q(ende__gte=F("beginn")),
                name="bereich_ende_nach_beginn",
            ),
            models.UniqueConstraint(
                fields=["uebergeordnet", "name"], name="bereich_name_je_ebene", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.name


_TAG_DAVOR = ExpressionWrapper(Cast("beginn", models.DateField()) - Value(1), output_field=models.DateField())
_TAG_DANACH = ExpressionWrapper(Cast("ende", models.DateField()) + Value(1), output_field=models.DateField())


class Zustaendigkeit(models.Model):
    """One person holds one role in one area; both days included, no end means open.

    An end on the day before the beginning: withdrawn before it came into force.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="zustaendigkeiten", verbose_name="Person")
    rolle = models.CharField("Rolle", max_length=40, choices=[(k, r.label) for k, r in ROLLEN.items()])
    bereich = models.ForeignKey(Bereich, on_delete=models.PROTECT, related_name="zustaendigkeiten")
    beginn = models.DateField("von")
    ende = models.DateField("bis", null=True, blank=True)

    class Meta:
        verbose_name = "Zuständigkeit"
        verbose_name_plural = "Zuständigkeiten"
        ordering = ["bereich__name", "rolle", "beginn"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ende__isnull=True) | Q(ende__gte=_TAG_DAVOR), name="zustaendigkeit_ende_nach_beginn"
            ),
            ExclusionConstraint(
                name="zustaendigkeit_ohne_ueberschneidung",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("rolle", RangeOperators.EQUAL),
                    ("bereich", RangeOperators.EQUAL),
                    (
                        Func(
                            F("beginn"),
                            _TAG_DANACH,
                            Value("[)"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {ROLLEN[self.rolle].label} ({self.bereich})"

    @property
    def zurueckgenommen(self) -> bool:
        return self.ende is not None and self.ende < self.beginn
