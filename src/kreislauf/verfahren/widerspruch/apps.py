from django.apps import AppConfig


class WiderspruchConfig(AppConfig):
    name = "kreislauf.verfahren.widerspruch"
    label = "widerspruch"
