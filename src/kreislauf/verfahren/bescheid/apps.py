from django.apps import AppConfig


class BescheidConfig(AppConfig):
    name = "kreislauf.verfahren.bescheid"
    label = "bescheid"

    def ready(self) -> None:
        from kreislauf.verfahren.bescheid import anschluss

        anschluss.anschliessen()
