from django.apps import AppConfig


class ErinnerungenConfig(AppConfig):
    name = "kreislauf.foundation.erinnerungen"
    label = "erinnerungen"
