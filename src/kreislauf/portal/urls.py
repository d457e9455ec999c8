from django.urls import path

from kreislauf.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.anfang, name="anfang"),
    path("<slug:sprache>/", views.start, name="start"),
    path("<slug:sprache>/anspruch/", views.pruefen, name="pruefen"),
]
