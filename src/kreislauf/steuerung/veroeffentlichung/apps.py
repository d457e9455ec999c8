from django.apps import AppConfig


class VeroeffentlichungConfig(AppConfig):
    name = "kreislauf.steuerung.veroeffentlichung"
    label = "veroeffentlichung"
