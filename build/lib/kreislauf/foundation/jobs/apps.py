from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "kreislauf.foundation.jobs"
    label = "jobs"
