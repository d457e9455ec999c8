"""Addresses of the import."""

from django.urls import path

from kreislauf.steuerung.ratsinfo.views import einlesen

urlpatterns = [
    path("einlesen/", einlesen.liste, name="einlesungen"),
    path("einlesen/neu/", einlesen.hochladen, name="einlesung_neu"),
    path("einlesen/<uuid:einlesung_id>/", einlesen.pruefen, name="einlesung"),
    path("einlesen/<uuid:einlesung_id>/ergaenzen/<str:art>/", einlesen.ergaenzen, name="vorschlag_ergaenzen"),
    path("einlesen/<uuid:einlesung_id>/alle/", einlesen.alle_entscheiden, name="vorschlaege_entscheiden"),
    path("einlesen/<uuid:einlesung_id>/bestaetigen/", einlesen.bestaetigen, name="einlesung_bestaetigen"),
    path("einlesen/<uuid:einlesung_id>/verwerfen/", einlesen.verwerfen, name="einlesung_verwerfen"),
    path("einlesen/<uuid:einlesung_id>/aufnehmen/", einlesen.aufnehmen, name="einlesung_aufnehmen"),
    path("einlesen/<uuid:einlesung_id>/neu-lesen/", einlesen.neu_lesen, name="einlesung_neu_lesen"),
    path("einlesen/vorschlag/<uuid:vorschlag_id>/", einlesen.vorschlag, name="vorschlag"),
    path("einlesen/vorschlag/<uuid:vorschlag_id>/entscheiden/", einlesen.entscheiden, name="vorschlag_entscheiden"),
]
