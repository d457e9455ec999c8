"""Addresses of the council loop, by subject."""

from django.urls import URLPattern, URLResolver

from kreislauf.steuerung.ratsinfo.urls import auftraege, berichte, einlesen, vorlagen

app_name = "ratsinfo"
urlpatterns: list[URLPattern | URLResolver] = [
    *einlesen.urlpatterns,
    *vorlagen.urlpatterns,
    *auftraege.urlpatterns,
    *berichte.urlpatterns,
]
