from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kreislauf.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        from kreislauf.foundation.accounts import anmeldung  # noqa: F401 -- connects the signals
        from kreislauf.foundation.ui.navigation import Eintrag, register

        register(
            Eintrag("Personen und Rollen", "accounts:personen", lambda rechte: rechte.darf_akt("konto.manage"), 70)
        )
