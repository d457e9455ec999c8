from django.apps import AppConfig


class AnschreibenConfig(AppConfig):
    name = "kreislauf.verfahren.anschreiben"
    label = "anschreiben"
