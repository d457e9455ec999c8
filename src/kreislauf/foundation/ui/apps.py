from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "kreislauf.foundation.ui"
    label = "ui"
