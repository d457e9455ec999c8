from django.apps import AppConfig


class PersonConfig(AppConfig):
    name = "kreislauf.akten.person"
    label = "person"
