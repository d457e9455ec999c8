from django.apps import AppConfig


class RatsinfoConfig(AppConfig):
    name = "kreislauf.steuerung.ratsinfo"
    label = "ratsinfo"

    def ready(self) -> None:
        from kreislauf.steuerung.ratsinfo import anschluss

        anschluss.anschliessen()
