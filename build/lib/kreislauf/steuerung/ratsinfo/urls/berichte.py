"""Addresses of reports."""

from django.urls import path

from kreislauf.steuerung.ratsinfo.views import berichte, jahresuebersicht

urlpatterns = [
    path("berichte/", berichte.liste, name="berichte"),
    path("berichte/jahr/", jahresuebersicht.seite, name="jahresuebersicht"),
    path("berichte/jahr/<str:form>/", jahresuebersicht.datei, name="jahresuebersicht_datei"),
    path("vorlagen/<uuid:vorlage_id>/bericht/", berichte.entwerfen, name="bericht_entwerfen"),
    path("berichte/<uuid:bericht_id>/", berichte.bericht, name="bericht"),
    path("berichte/<uuid:bericht_id>/punkt/<uuid:punkt_id>/", berichte.punkt, name="berichtspunkt"),
    path("berichte/<uuid:bericht_id>/vorschau/", berichte.vorschau, name="bericht_vorschau"),
    path("berichte/<uuid:bericht_id>/zurueckgeben/", berichte.zurueckgeben, name="bericht_zurueckgeben"),
    path("berichte/<uuid:bericht_id>/<str:akt>/", berichte.handeln, name="bericht_handeln"),
]
