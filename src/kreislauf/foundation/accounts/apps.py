from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kreislauf.foundation.accounts"
    label = "accounts"
