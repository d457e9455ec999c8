from django.apps import AppConfig


class BescheidConfig(AppConfig):
    name = "kreislauf.verfahren.bescheid"
    label = "bescheid"
