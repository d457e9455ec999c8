from django.apps import AppConfig


class HaushaltConfig(AppConfig):
    name = "kreislauf.akten.haushalt"
    label = "haushalt"
