"""Addresses of schools and day-care."""

from django.urls import path

from kreislauf.leistungen.bildung_und_teilhabe.views import schule

app_name = "schule"
urlpatterns = [
    path("", schule.liste, name="fahrten"),
    path("neu/", schule.neu, name="fahrt_neu"),
    path("<uuid:fahrt_id>/", schule.fahrt, name="fahrt"),
    path("<uuid:fahrt_id>/aendern/", schule.aendern, name="fahrt_aendern"),
    path("<uuid:fahrt_id>/kinder/", schule.kinder, name="kinder"),
    path("<uuid:fahrt_id>/bestaetigen/", schule.bestaetigen, name="bestaetigen"),
    path("<uuid:fahrt_id>/sammeln/", schule.sammeln, name="sammeln"),
    path("<uuid:fahrt_id>/elternbrief/", schule.brief, name="elternbrief"),
    path("<uuid:fahrt_id>/qr.svg", schule.qr, name="qr"),
    path("<uuid:fahrt_id>/schritt/<slug:akt>/", schule.handeln, name="fahrt_handeln"),
]
