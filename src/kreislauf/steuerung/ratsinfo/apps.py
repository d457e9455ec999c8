from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RatsinfoConfig(AppConfig):
    name = "kreislauf.steuerung.ratsinfo"
    label = "ratsinfo"

    def ready(self) -> None:
        from kreislauf.steuerung.ratsinfo import anschluss, permissions

        anschluss.anschliessen()
        post_migrate.connect(permissions.suchfunktionen_anlegen, sender=self)
