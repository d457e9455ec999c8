"""Addresses of the journal."""

from django.urls import path

from kreislauf.foundation.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("journal.csv", views.als_csv, name="csv"),
    path("<int:zeile_id>/", views.zeile, name="zeile"),
]
