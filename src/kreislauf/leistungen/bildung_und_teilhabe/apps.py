from django.apps import AppConfig


class BildungUndTeilhabeConfig(AppConfig):
    name = "kreislauf.leistungen.bildung_und_teilhabe"
    label = "bildung_und_teilhabe"

    def ready(self) -> None:
        from kreislauf.leistungen.bildung_und_teilhabe import anschluss

        anschluss.anschliessen()
