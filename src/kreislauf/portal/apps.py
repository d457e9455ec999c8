from django.apps import AppConfig, apps


class PortalConfig(AppConfig):
    name = "kreislauf.portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        if apps.is_installed("kreislauf.verfahren.antrag"):  # the inside; the portal's own process has none of it
            from kreislauf.portal import anschluss  # noqa: F401 -- connects its receiver
