from django.urls import path

from kreislauf.portal import (
    views,
    views_antrag,
    views_dienst,
    views_fahrt,
    views_helfer,
    views_nachsendung,
    views_spaeter,
    views_stand,
)

app_name = "portal"
urlpatterns = [
    path("", views.anfang, name="anfang"),
    path("f/<slug:code>/", views_fahrt.kurz, name="fahrtkurz"),
    path("<slug:sprache>/", views.start, name="start"),
    path("<slug:sprache>/anspruch/", views.pruefen, name="pruefen"),
    path("<slug:sprache>/antrag/", views_antrag.antrag, name="antrag"),
    path("<slug:sprache>/antrag/spaeter/", views_spaeter.spaeter, name="spaeter"),
    path("<slug:sprache>/weiter/<str:token>/", views_spaeter.weiter, name="weiter"),
    path("<slug:sprache>/anmelden/", views_dienst.anmelden, name="anmelden"),
    path("anmeldung/zurueck/", views_dienst.rueckkehr, name="rueckkehr"),
    path("<slug:sprache>/eigene/", views_dienst.eigene, name="eigene"),
    path("<slug:sprache>/antrag/formular.pdf", views.papier, name="papier"),
    path("<slug:sprache>/fahrt/", views_fahrt.fahrt, name="fahrt"),
    path("<slug:sprache>/stand/", views_stand.stand, name="stand"),
    path("<slug:sprache>/stand/abmelden/", views_stand.abmelden, name="abmelden"),
    path("<slug:sprache>/stand/nachweise/", views_nachsendung.nachweise, name="nachweise"),
    path("<slug:sprache>/stand/widerspruch/", views_nachsendung.widerspruch, name="widerspruch"),
    path("<slug:sprache>/stand/helfer/", views_helfer.helfer, name="helfer"),
    path("<slug:sprache>/stand/helfer/beenden/", views_helfer.beenden, name="helfer_beenden"),
]
