"""Addresses of background runs."""

from django.urls import path

from kreislauf.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<uuid:lauf_id>/", views.lauf, name="lauf"),
    path("<uuid:lauf_id>/fortschritt/", views.fortschritt, name="fortschritt"),
    path("<uuid:lauf_id>/abbrechen/", views.abbrechen, name="abbrechen"),
    path("<uuid:lauf_id>/wiederholen/", views.wiederholen, name="wiederholen"),
]
