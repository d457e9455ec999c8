"""What a run met with, in plain German: what it is, and what people can do about it."""

from typing import NamedTuple


class Ratschlag(NamedTuple):
    was: str
    rat: str


# What kept something from being read.
RATSCHLAEGE = {
    "verbindung": Ratschlag(
        "Die Verbindung kam nicht zustande oder brach ab.",
        "Meist hilft ein neuer Abruf. Bleibt es dabei, fragen Sie den Betreiber, ob der Dienst erreichbar ist.",
    ),
    "zertifikat": Ratschlag(
        "Der Server weist sich nicht mit einem gültigen Zertifikat aus.",
        "Es wurde nichts gelesen. Gehört der Server zu Ihrem Haus, muss die Technik dessen Zertifizierungsstelle "
        "hinterlegen (KREISLAUF_OPARL_ZERTIFIKATE); sonst muss der Betreiber sein Zertifikat erneuern.",
    ),
    "verboten": Ratschlag(
        "Die Adresse führt von der Quelle weg oder in ein internes Netz.",
        "Prüfen Sie die Adresse der Quelle. Einen Server im eigenen Netz gibt die Technik frei "
        "(KREISLAUF_OPARL_INTERN).",
    ),
    "webseite": Ratschlag(
        "Statt Daten kam eine Webseite, etwa „Wartung“ oder eine Fehlerseite.",
        "Rufen Sie später noch einmal ab. Bleibt es dabei, stimmt vielleicht die Adresse der Quelle nicht mehr.",
    ),
    "json": Ratschlag(
        "Die Antwort ist kein lesbares JSON.",
        "Melden Sie dem Betreiber die genannte Adresse; die übrigen Listen sind gelesen.",
    ),
    "status": Ratschlag(
        "Der Server meldet einen Fehler.",
        "Weist er nur Anfragen nach Änderungen ab, schalten Sie in der Quelle „Der Server kann nach Änderungen "
        "filtern“ aus; dann wird jedes Mal alles gelesen.",
    ),
    "umleitung": Ratschlag("Der Server leitet im Kreis um.", "Prüfen Sie die Adresse der Quelle."),
    "gross": Ratschlag("Eine Antwort ist größer, als wir annehmen.", "Bitte wenden Sie sich an die Technik."),
    "gepackt": Ratschlag(
        "Der Server schickt gepackte Daten, die nicht verlangt waren.", "Melden Sie das dem Betreiber."
    ),
    "endlos": Ratschlag("Eine Liste nimmt kein Ende.", "Melden Sie das dem Betreiber; gelesen ist, was bis dahin kam."),
    "kein_oparl": Ratschlag(
        "Unter der Adresse antwortet kein OParl-System.",
        "Fragen Sie den Betreiber nach der OParl-Adresse; oft endet sie auf „/oparl/system“ oder „/oparl/v1.1“.",
    ),
    "ohne_kennung": Ratschlag(
        "Objekte ohne Kennung (id) lassen sich nicht wiedererkennen und wurden nicht übernommen.",
        "Melden Sie dem Betreiber die genannte Liste.",
    ),
    "unlesbar": Ratschlag("Etwas ließ sich nicht lesen.", "Rufen Sie noch einmal ab."),
}

# What was put right in reading; nothing is missing because of it.
BESONDERHEITEN = {
    "kodierung": "Die Zeichen waren anders kodiert, als der Standard verlangt.",
    "inhaltstyp": "Die Antwort war nicht als JSON gekennzeichnet.",
    "liste_ohne_seiten": "Eine Liste kam ohne Seitenangaben.",
    "leer_als_fehler": "„Nichts geändert“ kam als Fehler 404.",
    "typ_fehlt": "Objekte kamen ohne Typ; er wurde aus der Liste ergänzt.",
    "next_ohne_ende": "Der Verweis auf die nächste Seite führte im Kreis und wurde nicht weiter verfolgt.",
    "wiederholt": "Eine Seite gelang erst beim zweiten oder dritten Versuch.",
    "nicht_gelistet": "Ein Objekt steht in keiner Liste mehr, ist unter seiner Adresse aber noch da; es bleibt.",
    "nicht_abrufbar": "Eine Sitzung ließ sich unter ihrer eigenen Adresse nicht lesen; es gilt die Liste.",
}
