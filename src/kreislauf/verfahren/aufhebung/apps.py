from django.apps import AppConfig


class AufhebungConfig(AppConfig):
    name = "kreislauf.verfahren.aufhebung"
    label = "aufhebung"

    def ready(self) -> None:
        from kreislauf.verfahren.aufhebung import anschluss

        anschluss.anschliessen()
