"""Addresses of the account: of allauth only what is meant to be reached; nobody signs up or resets by mail."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.urls import include, path

from kreislauf.foundation.accounts import anmeldedienst, views

verwaltung = (
    [
        path("", views.personen, name="personen"),
        path("liste.csv", views.personen_csv, name="personen_csv"),
        path("neu/", views.person_neu, name="person_neu"),
        path("bereiche/", views.bereiche, name="bereiche"),
        path("bereiche/neu/", views.bereich_neu, name="bereich_neu"),
        path("<uuid:user_id>/", views.person, name="person"),
        path("bereiche/<int:bereich_id>/", views.bereich_bearbeiten, name="bereich_bearbeiten"),
        path("<uuid:user_id>/bearbeiten/", views.person_bearbeiten, name="person_bearbeiten"),
        path("<uuid:user_id>/rolle/", views.zustaendigkeit_neu, name="zustaendigkeit_neu"),
        path("<uuid:user_id>/<str:akt>/", views.person_handeln, name="person_handeln"),
        path("rolle/<int:zustaendigkeit_id>/beenden/", views.zustaendigkeit_beenden, name="zustaendigkeit_beenden"),
    ],
    "accounts",
)

urlpatterns = [
    path("", views.konto, name="konto"),
    path("erinnerungen/", views.konto_erinnerungen, name="konto_erinnerungen"),
    path("personen/", include(verwaltung)),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("gesperrt/", account.account_inactive, name="account_inactive"),
    path("passwort/", account.password_change, name="account_change_password"),
    path("bestaetigen/", account.reauthenticate, name="account_reauthenticate"),
    path("faktor/", mfa.index, name="mfa_index"),
    path("faktor/eingeben/", mfa.authenticate, name="mfa_authenticate"),
    path("faktor/bestaetigen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("faktor/app/einrichten/", totp.activate_totp, name="mfa_activate_totp"),
    path("faktor/app/entfernen/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("faktor/ersatz/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("faktor/ersatz/neu/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("faktor/ersatz/datei/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("dienst/abgebrochen/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("dienst/fehler/", social.login_error, name="socialaccount_login_error"),
    path("oidc/<str:provider_id>/login/", anmeldedienst.login, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", anmeldedienst.callback, name="openid_connect_callback"),
]
