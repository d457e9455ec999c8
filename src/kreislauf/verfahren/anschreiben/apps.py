from django.apps import AppConfig


class AnschreibenConfig(AppConfig):
    name = "kreislauf.verfahren.anschreiben"
    label = "anschreiben"

    def ready(self) -> None:
        from kreislauf.verfahren.anschreiben import anschluss

        anschluss.anschliessen()
