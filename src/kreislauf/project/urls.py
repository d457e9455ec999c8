"""All addresses of Kreislauf."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("kreislauf.foundation.accounts.urls")),
    path("journal/", include("kreislauf.foundation.journal.urls")),
    path("dokumente/", include("kreislauf.foundation.documents.urls")),
    path("laeufe/", include("kreislauf.foundation.jobs.urls")),
    path("suche/", include("kreislauf.foundation.search.urls")),
    path("but/", include("kreislauf.leistungen.bildung_und_teilhabe.urls")),
    path("schule/", include("kreislauf.leistungen.bildung_und_teilhabe.urls.schule")),
    path("eingang/", include("kreislauf.portal.urls_innen")),
    path("rat/", include("kreislauf.steuerung.ratsinfo.urls")),
    path("rat/quellen/", include("kreislauf.steuerung.oparl_eingang.urls")),
    path("", include("kreislauf.steuerung.veroeffentlichung.urls")),
    path("", include("kreislauf.foundation.ui.urls")),
]
