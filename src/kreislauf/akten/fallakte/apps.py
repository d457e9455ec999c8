from django.apps import AppConfig


class FallakteConfig(AppConfig):
    name = "kreislauf.akten.fallakte"
    label = "fallakte"

    def ready(self) -> None:
        from kreislauf.akten.fallakte import anschluss

        anschluss.anschliessen()
