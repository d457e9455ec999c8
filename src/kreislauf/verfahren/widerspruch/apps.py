from django.apps import AppConfig


class WiderspruchConfig(AppConfig):
    name = "kreislauf.verfahren.widerspruch"
    label = "widerspruch"

    def ready(self) -> None:
        from kreislauf.verfahren.widerspruch import anschluss

        anschluss.anschliessen()
