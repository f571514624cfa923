from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "loa.ledger"
    label = "ledger"
