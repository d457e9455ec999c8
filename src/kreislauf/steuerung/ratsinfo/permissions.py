"""Who may do what in the council loop; the rights stand in `accounts.rollen`."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.expressions import RawSQL

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.access.permissions import may, may_akt
from kreislauf.foundation.access.rls import APP, PERSON, Bedingung, Bereichsschutz, WieEltern
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.rollen import LESEN
from kreislauf.steuerung.ratsinfo.models import Auftrag, Umsetzungsbericht

_RATSINFO = Bereichsschutz("ratsinfo")
_EINLESEN = Bereichsschutz("einlesen", nur=("lesen", "anlegen", "aendern", "loeschen"))
_AUFTRAG = Bereichsschutz("auftrag", spalten=("bereich_id", "verantwortlich_id"))
_BERICHT = Bereichsschutz("bericht", spalten=("bereich_id", "federfuehrend_id"))

_EREIGNIS_AUFTRAG = WieEltern("ratsinfo_ereignis", "auftrag_id", "ratsinfo_auftrag", _AUFTRAG)
_EREIGNIS_BERICHT = WieEltern("ratsinfo_ereignis", "bericht_id", "ratsinfo_umsetzungsbericht", _BERICHT)
_EREIGNIS = Bedingung(
    tuple(
        (verb, f"{_EREIGNIS_AUFTRAG.bedingung(verb)} OR {_EREIGNIS_BERICHT.bedingung(verb)}")
        for verb in ("lesen", "anlegen")
    )
)
_EIGENE = Bedingung(tuple((verb, f"user_id::text = {PERSON}") for verb in ("lesen", "anlegen", "aendern")))
_EIGENE_LOESCHBAR = Bedingung((*_EIGENE.je_verb, ("loeschen", f"user_id::text = {PERSON}")))

SCHUTZ = {
    "ratsinfo_gremium": _RATSINFO,
    "ratsinfo_vorlage": _RATSINFO,
    "ratsinfo_vorlagenbezug": Bereichsschutz("ratsinfo", nur=("lesen", "anlegen", "aendern", "loeschen")),
    "ratsinfo_beratung": _RATSINFO,
    "ratsinfo_beschluss": _RATSINFO,
    "ratsinfo_beschlusspunkt": _RATSINFO,
    "ratsinfo_punktvergleich": Bereichsschutz("ratsinfo", nur=("lesen", "anlegen", "aendern", "loeschen")),
    "ratsinfo_auftrag": _AUFTRAG,
    "ratsinfo_fristverschiebung": WieEltern(
        "ratsinfo_fristverschiebung", "auftrag_id", "ratsinfo_auftrag", _AUFTRAG, nur=("lesen", "anlegen")
    ),
    "ratsinfo_nachweis": WieEltern(
        "ratsinfo_nachweis", "auftrag_id", "ratsinfo_auftrag", _AUFTRAG, nur=("lesen", "anlegen")
    ),
    "ratsinfo_umsetzungsbericht": _BERICHT,
    "ratsinfo_berichtspunkt": WieEltern("ratsinfo_berichtspunkt", "bericht_id", "ratsinfo_umsetzungsbericht", _BERICHT),
    "ratsinfo_befundentscheidung": _RATSINFO,
    "ratsinfo_zuordnung": _RATSINFO,
    "ratsinfo_vorlagenquelle": _RATSINFO,
    "ratsinfo_ereignis": _EREIGNIS,
    "ratsinfo_mitteilung": _EIGENE,
    "ratsinfo_mitteilungswahl": _EIGENE,
    "ratsinfo_verfolgung": _EIGENE_LOESCHBAR,
    "ratsinfo_einlesung": _EINLESEN,
    "ratsinfo_vorschlag": _EINLESEN,
    "ratsinfo_einlesungsbefund": _EINLESEN,
}


def may_read_papers(user: User, bereich_id: int, *, tag: date) -> bool:
    return may(user, "einlesen", "anlegen", bereich_id, tag=tag)


def may_confirm_einlesung(user: User, einlesung: Geschuetzt, *, tag: date) -> bool:
    return may_akt(user, "import.confirm", einlesung.bereich_id, tag=tag)


def may_dismiss_befund(user: User, vorlage: Geschuetzt, *, tag: date) -> bool:
    return may(user, "ratsinfo", "aendern", vorlage.bereich_id, tag=tag)


def may_join_vorlagen(user: User, vorlage: Geschuetzt, *, tag: date) -> bool:
    return may(user, "ratsinfo", "aendern", vorlage.bereich_id, tag=tag)


def may_create_vorlage(user: User, bereich_id: int, *, tag: date) -> bool:
    return may(user, "ratsinfo", "anlegen", bereich_id, tag=tag)


def may_compare_punkte(user: User, vergleich: Geschuetzt, *, tag: date) -> bool:
    return may(user, "ratsinfo", "aendern", vergleich.bereich_id, tag=tag)


def _responsible(user: User, auftrag: Auftrag, verb: str, tag: date) -> bool:
    return any(may(user, "auftrag", verb, b, tag=tag) for b in (auftrag.bereich_id, auftrag.verantwortlich_id))


def may_change_auftrag(user: User, auftrag: Auftrag, *, tag: date) -> bool:
    return _responsible(user, auftrag, "aendern", tag)


def may_postpone_auftrag(user: User, auftrag: Auftrag, *, tag: date) -> bool:
    return any(may_akt(user, "auftrag.postpone", b, tag=tag) for b in (auftrag.bereich_id, auftrag.verantwortlich_id))


def may_drop_auftrag(user: User, auftrag: Auftrag, *, tag: date) -> bool:
    """Only the office of the body: nobody releases himself from a duty."""
    return may_akt(user, "auftrag.drop", auftrag.bereich_id, tag=tag)


def _bericht_bereiche(bericht: Umsetzungsbericht) -> list[int]:
    return [b for b in (bericht.bereich_id, bericht.federfuehrend_id) if b is not None]


def may_write_bericht(user: User, bericht: Umsetzungsbericht, *, tag: date) -> bool:
    return any(may(user, "bericht", "aendern", b, tag=tag) for b in _bericht_bereiche(bericht))


def may_approve_bericht(user: User, bericht: Umsetzungsbericht, *, tag: date) -> bool:
    return any(may_akt(user, "bericht.approve", b, tag=tag) for b in _bericht_bereiche(bericht))


def may_send_bericht(user: User, bericht: Umsetzungsbericht, *, tag: date) -> bool:
    return may_akt(user, "bericht.send", bericht.bereich_id, tag=tag)


# Below row-level security PostgreSQL uses no index for ILIKE, because it is not leakproof. So functions of the tables'
# owner look the words up, under the same condition; what they give is read under row-level security again.
_VORLAGEN_MIT = f"""
CREATE OR REPLACE FUNCTION ratsinfo_vorlagen_mit(wort text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200 SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY EXECUTE format($sql$
        SELECT id FROM ratsinfo_vorlage
        WHERE (betreff ILIKE %1$L OR nummer ILIKE %1$L OR einreicher ILIKE %1$L)
          AND ({_RATSINFO.bedingung(LESEN)})$sql$, wort);
END $$
"""
_AUFTRAEGE_MIT = f"""
CREATE OR REPLACE FUNCTION ratsinfo_auftraege_mit(wort text, hoechstens int) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200 SET search_path = public, pg_temp AS $$
DECLARE
    anzahl int;
    grenze text := coalesce(hoechstens::text, 'ALL');
BEGIN
    RETURN QUERY EXECUTE format($sql$
        SELECT id FROM ratsinfo_auftrag WHERE text ILIKE %1$L AND ({_AUFTRAG.bedingung(LESEN)}) LIMIT %2$s
        $sql$, wort, grenze);
    GET DIAGNOSTICS anzahl = ROW_COUNT;
    IF anzahl >= hoechstens THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format($sql$
        SELECT id FROM ratsinfo_auftrag
        WHERE vorlage_id IN (SELECT id FROM ratsinfo_vorlage WHERE (betreff ILIKE %1$L OR nummer ILIKE %1$L)
                             AND ({_RATSINFO.bedingung(LESEN)}))
          AND ({_AUFTRAG.bedingung(LESEN)}) LIMIT %2$s$sql$, wort, grenze);
END $$
"""

_VORLAGEN_AEHNLICH = f"""
CREATE OR REPLACE FUNCTION ratsinfo_vorlagen_aehnlich(thema text, anfang text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY EXECUTE format($sql$
        (SELECT id FROM ratsinfo_vorlage
         WHERE betreff %% %1$L AND aufgegangen_in_id IS NULL AND ({_RATSINFO.bedingung(LESEN)})
         ORDER BY similarity(betreff, %1$L) DESC, id LIMIT 40)
        UNION
        (SELECT id FROM ratsinfo_vorlage
         WHERE %2$L <> '' AND nummer_norm LIKE %2$L || '%%' AND aufgegangen_in_id IS NULL
           AND ({_RATSINFO.bedingung(LESEN)}) ORDER BY nummer_norm LIMIT 40)$sql$, thema, anfang);
END $$
"""
_FUNKTIONEN = (
    ("ratsinfo_vorlagen_mit(text)", _VORLAGEN_MIT),
    ("ratsinfo_auftraege_mit(text, int)", _AUFTRAEGE_MIT),
    ("ratsinfo_vorlagen_aehnlich(text, text)", _VORLAGEN_AEHNLICH),
)


def suchfunktionen_anlegen(**_: Any) -> None:
    """Write the functions anew after each migration: their condition follows the protection above."""
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION IF EXISTS ratsinfo_auftraege_mit(text)")
        for name, sql in _FUNKTIONEN:
            cursor.execute(sql)
            cursor.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {name} TO {APP}")


def _muster(wort: str) -> str:
    sauber = wort.replace("\x00", "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{sauber}%"


def vorlagen_mit(wort: str) -> RawSQL:
    """Keys of readable papers with these letters in subject, number or mover; for `pk__in`."""
    return RawSQL("SELECT ratsinfo_vorlagen_mit(%s)", [_muster(wort)])


def auftraege_mit(wort: str) -> RawSQL:
    """Keys of readable duties with these letters in their text or in subject or number of their paper."""
    return RawSQL("SELECT ratsinfo_auftraege_mit(%s, NULL)", [_muster(wort)])


def auftraege_mit_hoechstens(wort: str, hoechstens: int) -> list[UUID]:
    """The same keys, in no order, and only so many of each kind: for words that may stand in every tenth duty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT ratsinfo_auftraege_mit(%s, %s)", [_muster(wort), hoechstens])
        return [pk for (pk,) in cursor.fetchall()]


def auftraege_lesend_mit(wort: str) -> tuple[list[str], list[str]]:
    """The same question as a condition that is asked row by row, for `extra`: quick where nearly each row fits."""
    sql = (
        "(ratsinfo_auftrag.text ILIKE %s OR (SELECT v.betreff ILIKE %s OR v.nummer ILIKE %s "
        "FROM ratsinfo_vorlage AS v WHERE v.id = ratsinfo_auftrag.vorlage_id))"  # EXISTS would look at all papers first
    )
    return [sql], [_muster(wort)] * 3


def vorlagen_aehnlich(thema: str, anfang: str) -> RawSQL:
    """Keys of readable papers with a similar subject (trigrams, by index) or a number that begins alike."""
    return RawSQL("SELECT ratsinfo_vorlagen_aehnlich(%s, %s)", [thema.replace("\x00", ""), anfang])
