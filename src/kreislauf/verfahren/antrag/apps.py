from django.apps import AppConfig


class AntragConfig(AppConfig):
    name = "kreislauf.verfahren.antrag"
    label = "antrag"
