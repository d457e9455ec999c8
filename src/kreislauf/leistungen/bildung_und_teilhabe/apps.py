from django.apps import AppConfig


class BildungUndTeilhabeConfig(AppConfig):
    name = "kreislauf.leistungen.bildung_und_teilhabe"
    label = "bildung_und_teilhabe"
