"""Reading the files: typed cells, and errors that say where."""

from datetime import date
from pathlib import Path

import pytest

from loa.units.catalogue import CatalogueCellError, LevelRow
from loa.units.catalogue.files import read_rows

HEADER = "code,name_vi,name_en,position,valid_from,valid_to\n"


def test_cells_come_out_typed(tmp_path: Path) -> None:
    path = tmp_path / "levels.csv"
    path.write_text(HEADER + "district,Cấp huyện,District,3,2024-01-01,\n", encoding="utf-8")
    row = LevelRow("district", "Cấp huyện", "District", 3, date(2024, 1, 1), None)
    assert read_rows(path, LevelRow) == (row,)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        pytest.param("a,b,c,first,2024-01-01,\n", "position", id="a word for a number"),
        pytest.param("a,b,c,1,01/01/2024,\n", "valid_from", id="a day written another way"),
        pytest.param("a,b,c,1,2024-01-01\n", "valid_to", id="a cell short"),
    ],
)
def test_a_cell_that_cannot_be_read_says_where(tmp_path: Path, line: str, column: str) -> None:
    path = tmp_path / "levels.csv"
    path.write_text(HEADER + line, encoding="utf-8")
    with pytest.raises(CatalogueCellError) as caught:
        read_rows(path, LevelRow)
    assert (caught.value.line, caught.value.column) == (2, column)


def test_a_wrong_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "levels.csv"
    path.write_text("code,colour\n", encoding="utf-8")
    with pytest.raises(CatalogueCellError) as caught:
        read_rows(path, LevelRow)
    assert caught.value.line == 1
