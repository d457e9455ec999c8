from django.apps import AppConfig


class TraegerConfig(AppConfig):
    name = "kreislauf.akten.traeger"
    label = "traeger"

    def ready(self) -> None:
        from kreislauf.akten.traeger import anschluss

        anschluss.anschliessen()
