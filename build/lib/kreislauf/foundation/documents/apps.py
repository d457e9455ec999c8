from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "kreislauf.foundation.documents"
    label = "documents"
