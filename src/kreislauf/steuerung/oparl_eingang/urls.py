"""Addresses of the sources."""

from django.urls import path

from kreislauf.steuerung.oparl_eingang.views import quellen, vorlagen

app_name = "oparl_eingang"
urlpatterns = [
    path("", quellen.liste, name="quellen"),
    path("neu/", quellen.neu, name="quelle_neu"),
    path("<uuid:quelle_id>/", quellen.quelle, name="quelle"),
    path("<uuid:quelle_id>/bearbeiten/", quellen.bearbeiten, name="quelle_bearbeiten"),
    path("<uuid:quelle_id>/abrufen/", quellen.abrufen, name="quelle_abrufen"),
    path("<uuid:quelle_id>/schalten/", quellen.schalten, name="quelle_schalten"),
    path("<uuid:quelle_id>/vorlagen/", vorlagen.vorlagen, name="quelle_vorlagen"),
    path("vorlage/<uuid:bindung_id>/", vorlagen.vorlage, name="bindung"),
    path("vorlage/<uuid:bindung_id>/datei/", vorlagen.datei, name="datei"),
    path("vorlage/<uuid:bindung_id>/<str:akt>/", vorlagen.entscheiden, name="bindung_handeln"),
    path("abruf/<uuid:abruf_id>/", quellen.abruf, name="abruf"),
]
