from django.apps import AppConfig


class FallakteConfig(AppConfig):
    name = "kreislauf.akten.fallakte"
    label = "fallakte"
