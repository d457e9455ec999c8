"""What the portal's own database role may do: put something in, and nothing else."""

from kreislauf.foundation.access.rls import Bereichsschutz, Gesperrt, Portaleinwurf, WieEltern

_EINGANG = Bereichsschutz("antrag", oeffentlich_moeglich=False)

SCHUTZ = {
    "portal_anlage": WieEltern("portal_anlage", "eingang_id", "antrag_eingang", _EINGANG, nur=("lesen", "anlegen")),
    "portal_auskunft": WieEltern("portal_auskunft", "eingang_id", "antrag_eingang", _EINGANG, nur=("lesen",)),
    "portal_zugang": Gesperrt("nur Funktionen der Datenbank prüfen, ob Nummer und Geheimnis stimmen"),
    "portal_zaehler": Gesperrt("nur Funktionen der Datenbank zählen Versuche"),
    "portal_abmeldung": Gesperrt("nur Funktionen der Datenbank prüfen beendete Anmeldungen"),
    "portal_zwischenstand": Gesperrt("nur Funktionen der Datenbank geben heraus, was ein Link öffnet"),
}

_JETZT = "between now() - interval '5 minutes' and now() + interval '5 minutes'"
PORTAL = {
    "antrag_eingang": Portaleinwurf(
        spalten=(
            "id", "bereich_id", "schutzstufe", "sichtbar_fuer", "kanal", "sprache", "betreff", "absender", "inhalt",
            "text", "externe_kennung", "state", "received_at", "created_at",
        ),
        bedingung=(
            "kanal = 'portal' AND state = 'neu' AND schutzstufe = 2 AND sichtbar_fuer = '{}' AND externe_kennung <> '' "
            f"AND received_at {_JETZT} AND octet_length(inhalt::text) < 300000 AND octet_length(text) < 300000"
        ),
    ),
    "portal_anlage": Portaleinwurf(
        spalten=("id", "eingang_id", "dateiname", "medientyp", "inhalt", "created_at"),
        bedingung=(
            "medientyp IN ('image/jpeg', 'application/pdf') AND octet_length(inhalt) <= 11000000 "
            f"AND created_at {_JETZT}"
        ),
    ),
    "portal_zugang": Portaleinwurf(
        spalten=("id", "eingang_id", "nummer", "schluessel", "art", "name", "umfang", "subjekt", "created_at"),
        bedingung=f"art = 'familie' AND name = '' AND umfang = '{{}}' AND created_at {_JETZT}",
    ),
    "portal_zwischenstand": Portaleinwurf(
        spalten=("id", "kennung", "teil", "inhalt", "gueltig_bis", "created_at"),
        bedingung=(
            "teil BETWEEN 0 AND 10 AND octet_length(inhalt) <= 11000000 "
            f"AND gueltig_bis BETWEEN now() AND now() + interval '93 days' AND created_at {_JETZT}"
        ),
    ),
    "portal_abmeldung": Portaleinwurf(spalten=("sitzung", "created_at"), bedingung=f"created_at {_JETZT}"),
}  # fmt: skip
