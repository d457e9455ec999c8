from django.apps import AppConfig


class ZahlungConfig(AppConfig):
    name = "kreislauf.verfahren.zahlung"
    label = "zahlung"
