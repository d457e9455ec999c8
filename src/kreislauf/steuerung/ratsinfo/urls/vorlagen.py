"""Addresses of papers."""

from django.urls import path

from kreislauf.steuerung.ratsinfo.views import befunde, vorlagen

urlpatterns = [
    path("vorlagen/", vorlagen.liste, name="vorlagen"),
    path("vorlagen/<uuid:vorlage_id>/", vorlagen.vorlage, name="vorlage"),
    path("vorlagen/<uuid:vorlage_id>/auffaelligkeiten/<str:schluessel>/", befunde.abweisen, name="befund_abweisen"),
    path("auffaelligkeiten/<uuid:entscheidung_id>/zuruecknehmen/", befunde.zuruecknehmen, name="befund_zuruecknehmen"),
    path("vergleiche/<uuid:vergleich_id>/", vorlagen.vergleich, name="punktvergleich"),
]
