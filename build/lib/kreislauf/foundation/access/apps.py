from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "kreislauf.foundation.access"
    label = "access"
