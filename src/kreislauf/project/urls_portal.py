"""The public addresses: the only ones the portal's process answers."""

from django.urls import include, path

urlpatterns = [path("", include("kreislauf.portal.urls"))]
handler400 = "kreislauf.portal.views.seitenfehler_400"
handler403 = "kreislauf.portal.views.seitenfehler_403"
handler404 = "kreislauf.portal.views.seitenfehler_404"
handler500 = "kreislauf.portal.views.seitenfehler_500"
