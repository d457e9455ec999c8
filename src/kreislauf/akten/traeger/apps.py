from django.apps import AppConfig


class TraegerConfig(AppConfig):
    name = "kreislauf.akten.traeger"
    label = "traeger"
