from django.apps import AppConfig


class OparlEingangConfig(AppConfig):
    name = "kreislauf.steuerung.oparl_eingang"
    label = "oparl_eingang"

    def ready(self) -> None:
        from kreislauf.steuerung.oparl_eingang import anschluss

        anschluss.anschliessen()
