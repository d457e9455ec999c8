"""Addresses of Bildung und Teilhabe."""

from django.urls import path

from kreislauf.leistungen.bildung_und_teilhabe.views import (
    akten,
    aufhebungen,
    bescheide,
    fall,
    importe,
    mitwirkung,
    postkorb,
    vorgaben,
    zahlungen,
)

app_name = "but"
urlpatterns = [
    path("", postkorb.liste, name="postkorb"),
    path("antraege/neu/", postkorb.neu, name="neu"),
    path("antraege/<uuid:antrag_id>/", fall.antrag, name="antrag"),
    path("antraege/<uuid:antrag_id>/anfordern/", fall.anfordern, name="anfordern"),
    path("antraege/<uuid:antrag_id>/entscheiden/", fall.entscheiden, name="entscheiden"),
    path("antraege/<uuid:antrag_id>/versagung/", mitwirkung.versagung, name="versagung"),
    path("antraege/<uuid:antrag_id>/schritt/<slug:akt>/", fall.handeln, name="antrag_handeln"),
    path("antraege/<uuid:antrag_id>/kinder/<uuid:kind_id>/<slug:akt>/", fall.sachverhalt, name="sachverhalt"),
    path("aufforderungen/<uuid:aufforderung_id>/<slug:akt>/", mitwirkung.aufforderung, name="aufforderung_handeln"),
    path("nachweise/<uuid:forderung_id>/<slug:akt>/", fall.nachweis, name="nachweis"),
    path("bescheide/<uuid:bescheid_id>/", bescheide.bescheid, name="bescheid"),
    path("bescheide/<uuid:bescheid_id>/aufhebung/", aufhebungen.neu, name="aufhebung_neu"),
    path("aufhebungen/<uuid:aufhebung_id>/", aufhebungen.aufhebung, name="aufhebung"),
    path("aufhebungen/<uuid:aufhebung_id>/<slug:akt>/", aufhebungen.handeln, name="aufhebung_handeln"),
    path("bescheide/<uuid:bescheid_id>/widerspruch/", bescheide.widerspruch_neu, name="widerspruch_neu"),
    path("bescheide/<uuid:bescheid_id>/<slug:akt>/", bescheide.handeln, name="bescheid_handeln"),
    path("widersprueche/<uuid:widerspruch_id>/", bescheide.widerspruch, name="widerspruch"),
    path("widersprueche/<uuid:widerspruch_id>/zurueck/", bescheide.widerspruch_zurueck, name="widerspruch_zurueck"),
    path("akten/", akten.liste, name="akten"),
    path("akten/<uuid:akte_id>/", akten.akte, name="akte"),
    path("akten/<uuid:akte_id>/notiz/", akten.notiz, name="notiz"),
    path("dubletten/", akten.dubletten, name="dubletten"),
    path("dubletten/<uuid:verdacht_id>/", akten.dublette, name="dublette"),
    path("konten/", akten.konten, name="konten"),
    path("konten/<uuid:empfaenger_id>/", akten.empfaenger, name="empfaenger"),
    path("bankverbindungen/<uuid:bankverbindung_id>/<slug:akt>/", akten.bankverbindung, name="bankverbindung_handeln"),
    path("importe/", importe.liste, name="importe"),
    path("importe/<uuid:import_id>/", importe.bericht, name="import"),
    path("importe/<uuid:import_id>/<slug:akt>/", importe.handeln, name="import_handeln"),
    path("zahlungen/", zahlungen.liste, name="zahlungen"),
    path("zahlungen/neu/", zahlungen.neu, name="zahllauf_neu"),
    path("zahlungen/<uuid:zahllauf_id>/", zahlungen.lauf, name="zahllauf"),
    path("zahlungen/<uuid:zahllauf_id>/<slug:akt>/", zahlungen.handeln, name="zahllauf_handeln"),
    path("vorgaben/", vorgaben.vorgaben, name="vorgaben"),
]
