from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "kreislauf.foundation.journal"
    label = "journal"

    def ready(self) -> None:
        from kreislauf.foundation.ui.navigation import Eintrag, register

        register(Eintrag("Journal", "journal:liste", lambda rechte: rechte.darf("journal", "lesen"), 80))
