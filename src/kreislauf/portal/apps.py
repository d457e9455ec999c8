from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "kreislauf.portal"
    verbose_name = "Portal"
