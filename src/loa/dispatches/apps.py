from django.apps import AppConfig


class DispatchesConfig(AppConfig):
    name = "loa.dispatches"
    label = "dispatches"
