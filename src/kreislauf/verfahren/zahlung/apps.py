from django.apps import AppConfig


class ZahlungConfig(AppConfig):
    name = "kreislauf.verfahren.zahlung"
    label = "zahlung"

    def ready(self) -> None:
        from kreislauf.verfahren.zahlung import anschluss

        anschluss.anschliessen()
