"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from kreislauf.foundation.ui import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.start, name="start"),
    path("farbschema/", views.farbschema, name="farbschema"),
    path("impressum/", views.rechtstext, {"name": "impressum"}, name="impressum"),
    path("datenschutz/", views.rechtstext, {"name": "datenschutz"}, name="datenschutz"),
    path("barrierefreiheit/", views.rechtstext, {"name": "barrierefreiheit"}, name="barrierefreiheit"),
]
