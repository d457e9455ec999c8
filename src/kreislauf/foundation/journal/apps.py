from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "kreislauf.foundation.journal"
    label = "journal"
