from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "loa.campaigns"
    label = "campaigns"
