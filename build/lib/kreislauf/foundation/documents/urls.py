"""Addresses of files."""

from django.urls import path

from kreislauf.foundation.documents import views

app_name = "documents"
urlpatterns = [path("<uuid:dokument_id>/", views.download, name="download")]
