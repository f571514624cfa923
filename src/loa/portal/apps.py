from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "loa.portal"
    label = "portal"
