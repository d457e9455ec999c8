from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "kreislauf.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        from kreislauf.foundation.ui import navigation

        navigation.register(navigation.Eintrag("Meine Aufgaben", "start", lambda rechte: bool(rechte.bereiche), 0))
