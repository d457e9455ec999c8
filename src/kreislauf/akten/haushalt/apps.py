from django.apps import AppConfig


class HaushaltConfig(AppConfig):
    name = "kreislauf.akten.haushalt"
    label = "haushalt"

    def ready(self) -> None:
        from kreislauf.akten.haushalt import anschluss

        anschluss.anschliessen()
