"""`kreislauf journal pruefen | ankern | export | loeschen`."""

import argparse
import json
import struct
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.conf import settings
from django.db import DataError, connection, transaction
from django.utils import timezone

from kreislauf.foundation.journal import anker, pruefer, services

ZUGRIFFE_MONATE = 6  # § 79 Abs. 4 SGB X: logs of retrievals are deleted after six months at the latest
_BUENDEL = 2_000
# Many links in one value: asking for each by itself costs more than verifying it. No hash is all zeros, so one of
# another length is found as changed.
_SQL = """
SELECT max(nr), string_agg(int8send(nr) || int8send(zeile_id) || festlegung || hash
                           || int4send(coalesce(length(salz), -1)) || int4send(coalesce(length(inhalt), -1))
                           || coalesce(salz, '') || coalesce(inhalt, ''), ''::bytea ORDER BY nr)
FROM (SELECT g.nr, g.zeile_id, z.salz,
             CASE length(g.festlegung) WHEN 32 THEN g.festlegung ELSE decode(repeat('00', 32), 'hex') END AS festlegung,
             CASE length(g.hash) WHEN 32 THEN g.hash ELSE decode(repeat('00', 32), 'hex') END AS hash,
             convert_to(z.inhalt, 'UTF8') AS inhalt
      FROM journal_glied g LEFT JOIN journal_zeile z ON z.id = g.zeile_id
      WHERE g.nr > %s ORDER BY g.nr LIMIT %s) AS buendel
"""
_VOR_ALLEN = -(2**63)
_ABWEICHEND = """
SELECT z.id
FROM journal_zeile z CROSS JOIN LATERAL jsonb_to_record(coalesce(z.inhalt::jsonb, '{}')) AS
     i(akt text, at timestamptz, person uuid, tabelle text, objekt text, klasse text, bereich bigint, lesend boolean)
WHERE (z.akt, z.at, z.person_id, z.tabelle, z.objekt_id, z.klasse, z.bereich_id)
      IS DISTINCT FROM
      (coalesce(i.akt, ''), i.at, i.person, coalesce(i.tabelle, ''), coalesce(i.objekt, ''), coalesce(i.klasse, ''),
       i.bereich)
   OR z.inhalt IS NOT NULL AND z.lesend IS DISTINCT FROM i.lesend
ORDER BY z.id LIMIT 20
"""


def glieder() -> Iterator[pruefer.Glied]:
    """All links in order, some thousand at a time."""
    nach = _VOR_ALLEN
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_SQL, [nach, _BUENDEL])
            letzte, buendel = cursor.fetchone()
        if letzte is None:
            return
        yield from glieder_aus(bytes(buendel))
        nach = letzte


def glieder_aus(buendel: bytes) -> Iterator[pruefer.Glied]:
    """Links from one bundle: number, line, commitment, hash, length of salt and text (-1: deleted), salt, text."""
    fest = struct.Struct(">qq32s32sii")
    ab, ende = 0, len(buendel)
    while ab < ende:
        nr, zeile_id, festlegung, kettenhash, n_salz, n_inhalt = fest.unpack_from(buendel, ab)
        salz_ab = ab + fest.size
        inhalt_ab = salz_ab + max(n_salz, 0)
        ab = inhalt_ab + max(n_inhalt, 0)
        yield (
            nr,
            zeile_id,
            festlegung,
            kettenhash,
            None if n_salz < 0 else buendel[salz_ab:inhalt_ab],
            None if n_inhalt < 0 else buendel[inhalt_ab:ab],
        )


def lose_zeilen() -> list[str]:
    """Lines that hang on no link: somebody wrote them past the chain."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT z.id FROM journal_zeile z WHERE NOT EXISTS (SELECT 1 FROM journal_glied g WHERE g.zeile_id = z.id) "
            "ORDER BY z.id LIMIT 20"
        )
        return [f"Zeile {nummer}: hängt an keinem Kettenglied" for (nummer,) in cursor.fetchall()]


def abweichende_spalten() -> list[str]:
    """Lines whose columns say something else than their text, or anything at all where the text was deleted."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_ABWEICHEND)
            return [f"Zeile {nummer}: die Spalten sagen anderes als der Inhalt" for (nummer,) in cursor.fetchall()]
    except DataError as grund:  # a forged text need not be readable
        return [f"Der Inhalt einer Zeile lässt sich nicht lesen: {str(grund).splitlines()[0]}"]


def pruefen(anker_datei: Path | None) -> tuple[pruefer.Ergebnis, list[str]]:
    """The whole verification: chain, anchors and their signatures, loose lines, columns."""
    maengel: list[str] = []
    verankert: dict[int, bytes] = {}
    if anker_datei is not None and anker_datei.exists():
        text = anker_datei.read_text(encoding="utf-8")
        verankert, maengel = pruefer.lies_anker(text)
        oeffentlich = anker_datei.with_name("oeffentlich.pem")
        if oeffentlich.exists():
            schluessel = load_pem_public_key(oeffentlich.read_bytes())
            assert isinstance(schluessel, Ed25519PublicKey)
            maengel += anker.falsche_unterschriften(text, schluessel)
    ergebnis = pruefer.pruefe(glieder(), verankert)
    return ergebnis, maengel + lose_zeilen() + abweichende_spalten()


def _pruefen(angaben: argparse.Namespace) -> int:
    datei = Path(angaben.anker) if angaben.anker else Path(settings.DATEN) / "anker" / "anker.jsonl"
    if angaben.anker and not datei.exists():
        sys.stderr.write(f"Die Ankerdatei {datei} gibt es nicht.\n")
        return 2
    ergebnis, weitere = pruefen(datei)
    for mangel in [*ergebnis.maengel, *weitere]:
        sys.stdout.write(f"✗ {mangel}\n")
    if not datei.exists():
        sys.stdout.write("! Es gibt noch keinen Anker: ein abgeschnittenes Ende fiele nicht auf.\n")
    gut = not ergebnis.maengel and not weitere
    sys.stdout.write(
        f"{'✓ Das Journal ist unversehrt' if gut else '✗ Das Journal ist beschädigt'}: "
        f"{ergebnis.geprueft} Zeilen geprüft, {ergebnis.geleert} davon geleert.\n"
    )
    return 0 if gut else 1


def _ankern(angaben: argparse.Namespace) -> int:
    zeile = anker.ankern(Path(settings.DATEN) / "anker", at=timezone.now())
    sys.stdout.write(f"{zeile}\n" if zeile else "Seit dem letzten Anker ist nichts hinzugekommen.\n")
    return 0


def als_export(glied: pruefer.Glied) -> str:
    """One line of an export, as `pruefer.aus_export` reads it."""
    nr, zeile_id, festlegung, kettenhash, salz, inhalt = glied
    eintrag = {
        "nr": nr,
        "zeile": zeile_id,
        "festlegung": festlegung.hex(),
        "hash": kettenhash.hex(),
        "salz": salz.hex() if salz is not None else None,
        "inhalt": inhalt.decode() if inhalt is not None else None,
    }
    return json.dumps(eintrag, ensure_ascii=False)


def _export(angaben: argparse.Namespace) -> int:
    for glied in glieder():
        sys.stdout.write(als_export(glied) + "\n")
    return 0


def _loeschen(angaben: argparse.Namespace) -> int:
    at = timezone.now()
    with transaction.atomic():
        anzahl = services.delete_content(
            bis=at - timedelta(days=ZUGRIFFE_MONATE * 30 + 3),
            nur_zugriffe=True,
            grund="§ 79 Abs. 4 SGB X",
            actor=None,
            at=at,
        )
    sys.stdout.write(f"{anzahl} Zugriffszeilen geleert.\n")
    return 0


def main(argv: Sequence[str]) -> int:
    """Exit status 0: all well; 1: the journal is damaged; 2: wrong call."""
    zerleger = argparse.ArgumentParser(prog="kreislauf journal", description="Journal prüfen, verankern, ausgeben.")
    unter = zerleger.add_subparsers(dest="was", required=True, metavar="WAS")
    p = unter.add_parser("pruefen", help="jede Zeile, die Kette und die Anker prüfen")
    p.add_argument("--anker", help="Ankerdatei (sonst die im Datenordner)")
    p.set_defaults(tun=_pruefen)
    unter.add_parser("ankern", help="das Ende der Kette außerhalb der Datenbank festhalten").set_defaults(tun=_ankern)
    unter.add_parser("export", help="als JSON-Zeilen ausgeben, für eine Prüfung ohne Datenbank").set_defaults(
        tun=_export
    )
    unter.add_parser("loeschen", help="Inhalte abgelaufener Zugriffszeilen entfernen").set_defaults(tun=_loeschen)
    angaben = zerleger.parse_args(argv)
    status: int = angaben.tun(angaben)
    return status
