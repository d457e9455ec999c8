"""Addresses of papers."""

from django.urls import path

from kreislauf.steuerung.ratsinfo.views import befunde, mitteilungen, vorlagen, zuordnungen

urlpatterns = [
    path("vorlagen/", vorlagen.liste, name="vorlagen"),
    path("vorlagen/neu/", zuordnungen.erfassen, name="vorlage_neu"),
    path("vorlagen/<uuid:vorlage_id>/", vorlagen.vorlage, name="vorlage"),
    path("vorlagen/<uuid:vorlage_id>/auffaelligkeiten/<str:schluessel>/", befunde.abweisen, name="befund_abweisen"),
    path("auffaelligkeiten/<uuid:entscheidung_id>/zuruecknehmen/", befunde.zuruecknehmen, name="befund_zuruecknehmen"),
    path("zuordnungen/", zuordnungen.liste, name="zuordnungen"),
    path("zuordnungen/<uuid:zuordnung_id>/loesen/", zuordnungen.loesen, name="zuordnung_loesen"),
    path("zuordnungen/<uuid:zuordnung_id>/<str:akt>/", zuordnungen.entscheiden, name="zuordnung_entscheiden"),
    path("vorlagen/<uuid:vorlage_id>/verfolgen/", mitteilungen.verfolgen, name="vorlage_verfolgen"),
    path("mitteilungen/", mitteilungen.liste, name="mitteilungen"),
    path("mitteilungen/gelesen/", mitteilungen.alle_gelesen, name="mitteilungen_gelesen"),
    path("mitteilungen/wahl/", mitteilungen.waehlen, name="mitteilungswahl"),
    path("mitteilungen/<uuid:mitteilung_id>/", mitteilungen.handeln, name="mitteilung"),
    path("vergleiche/<uuid:vergleich_id>/", vorlagen.vergleich, name="punktvergleich"),
]
