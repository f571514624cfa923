"""The doctor says what keeps letters from coming by themselves."""

from pathlib import Path

import pytest
from pytest_django import Settings

from loa.cli.doctor import check_intake


@pytest.mark.usefixtures("cast")
def test_a_folder_or_unit_that_is_not_there_is_said(settings: Settings, tmp_path: Path) -> None:
    assert check_intake() is None
    settings.WATCH_FOLDER = str(tmp_path / "gone")
    lost = check_intake()
    assert lost is not None
    assert "gone" in lost.what
    settings.WATCH_FOLDER = str(tmp_path)
    settings.INTAKE_UNIT = "p.khong-co"
    nobody = check_intake()
    assert nobody is not None
    assert "p.khong-co" in nobody.what
    settings.INTAKE_UNIT = "p.tt"
    assert check_intake() is None
