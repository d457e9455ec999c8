"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from kreislauf.foundation.search import views

urlpatterns: list[URLPattern | URLResolver] = [path("", views.suchen, name="suche")]
