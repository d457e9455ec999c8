from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kreislauf.foundation.search"
    label = "search"
