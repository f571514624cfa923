from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "loa.topics"
    label = "topics"
