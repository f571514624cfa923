"""Does the process answer, and could it work?"""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


def test_healthz_asks_nobody() -> None:
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_is_200_when_database_migrations_and_storage_are_ready() -> None:
    response = Client().get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "trouble": {}}


@pytest.mark.django_db
def test_readyz_is_503_and_says_so_when_a_migration_is_missing() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("sessions", "0001_initial")
    try:
        response = Client().get("/readyz")
    finally:
        recorder.record_applied("sessions", "0001_initial")
    assert response.status_code == 503
    assert set(response.json()["trouble"]) == {"migrations"}
