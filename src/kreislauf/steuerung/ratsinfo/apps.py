from django.apps import AppConfig


class RatsinfoConfig(AppConfig):
    name = "kreislauf.steuerung.ratsinfo"
    label = "ratsinfo"
