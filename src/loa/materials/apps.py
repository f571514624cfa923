from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    name = "loa.materials"
    label = "materials"
