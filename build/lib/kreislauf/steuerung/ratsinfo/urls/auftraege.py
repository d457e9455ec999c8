"""Addresses of duties."""

from django.urls import path

from kreislauf.steuerung.ratsinfo.views import auftraege, kalender

urlpatterns = [
    path("auftraege/", auftraege.liste, name="auftraege"),
    path("auftraege/tafel/", auftraege.tafel, name="tafel"),
    path("auftraege/auftraege.csv", auftraege.als_csv, name="auftraege_csv"),
    path("auftraege/auftraege.xlsx", auftraege.als_xlsx, name="auftraege_xlsx"),
    path("auftraege/kalender/", kalender.uebersicht, name="kalender"),
    path("auftraege/kalender/<str:schluessel>.ics", kalender.ical, name="ical"),
    path("auftraege/<uuid:auftrag_id>/", auftraege.auftrag, name="auftrag"),
    path("auftraege/<uuid:auftrag_id>/<str:akt>/", auftraege.handeln, name="auftrag_handeln"),
]
