from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "loa.desk"
    label = "desk"
