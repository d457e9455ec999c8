"""Addresses of the inside; the portal's own process has none of them."""

from django.urls import path

from kreislauf.portal import views_innen

app_name = "eingang"
urlpatterns = [path("anlagen/<uuid:anlage_id>/", views_innen.anlage, name="anlage")]
