from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "kreislauf.foundation.search"
    label = "search"

    def ready(self) -> None:
        from kreislauf.foundation.search.permissions import suchfunktion_anlegen

        post_migrate.connect(suchfunktion_anlegen, sender=self)
