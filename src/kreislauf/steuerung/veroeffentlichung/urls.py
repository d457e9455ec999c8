"""Addresses of what is public."""

from django.urls import path

from kreislauf.steuerung.veroeffentlichung.views import freigabe, oparl, seite

app_name = "veroeffentlichung"
urlpatterns = [
    path("beschluesse/", seite.liste, name="beschluesse"),
    path("beschluesse/<uuid:vorlage_id>/", seite.beschluss, name="beschluss"),
    path("rat/vorlagen/<uuid:vorlage_id>/buergerseite/", freigabe.schalten, name="schalten"),
    path("oparl/", oparl.system, name="oparl_system"),
    path("oparl/openapi.json", oparl.beschreibung, name="oparl_beschreibung"),
    path("oparl/bodies", oparl.bodies, name="oparl_bodies"),
    path("oparl/body/1", oparl.body, name="oparl_body"),
    path("oparl/body/1/<str:name>", oparl.liste, name="oparl_liste"),
    path("oparl/file/<uuid:dokument_id>/inhalt", oparl.inhalt, name="oparl_inhalt"),
    path("oparl/<path:adresse>", oparl.objekt, name="oparl_objekt"),
]
