from django.apps import AppConfig


class AntragConfig(AppConfig):
    name = "kreislauf.verfahren.antrag"
    label = "antrag"

    def ready(self) -> None:
        from kreislauf.verfahren.antrag import anschluss

        anschluss.anschliessen()
