"""Addresses of papers."""

from django.urls import path

from kreislauf.steuerung.ratsinfo.views import vorlagen

urlpatterns = [
    path("vorlagen/", vorlagen.liste, name="vorlagen"),
    path("vorlagen/<uuid:vorlage_id>/", vorlagen.vorlage, name="vorlage"),
    path("vergleiche/<uuid:vergleich_id>/", vorlagen.vergleich, name="punktvergleich"),
]
