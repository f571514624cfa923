"""Things for tests, brought to their state through actions, as life would."""

from datetime import date

from loa.units import actions
from loa.units.models import Group, Kind, Level, Unit
from loa.units.words import Relation
from tests.people import NOW

FIRST_DAY = date(2024, 1, 1)

LEVELS = (
    ("central", "Trung ương", "Central"),
    ("province", "Cấp tỉnh", "Province"),
    ("district", "Cấp huyện", "District"),
    ("commune", "Cấp xã", "Commune"),
)
KINDS = (
    ("province_committee", "Ủy ban nhân dân tỉnh", "Province committee", Relation.ABOVE),
    ("department", "Sở", "Department", Relation.BESIDE),
    ("police", "Công an", "Police", Relation.VERTICAL),
    ("district_committee", "Ủy ban nhân dân huyện", "District committee", Relation.BELOW),
    ("commune_committee", "Ủy ban nhân dân xã", "Commune committee", Relation.BELOW),
    ("school", "Trường học", "School", Relation.BESIDE),
    ("newspaper", "Báo", "Newspaper", Relation.PRESS),
)
# code, name, kind, level, parent, sector parent
UNITS = (
    ("p", "Ủy ban nhân dân tỉnh Sông Xanh", "province_committee", "province", "", ""),
    ("p.tt", "Sở Thông tin và Truyền thông", "department", "province", "p", ""),
    ("p.gd", "Sở Giáo dục và Đào tạo", "department", "province", "p", ""),
    ("p.ca", "Công an tỉnh", "police", "province", "p", ""),
    ("p.bao", "Báo Sông Xanh", "newspaper", "province", "p", ""),
    ("p.h1", "Ủy ban nhân dân huyện Cồn Lớn", "district_committee", "district", "p", ""),
    ("p.h2", "Ủy ban nhân dân huyện Đất Sét", "district_committee", "district", "p", ""),
    ("p.h1.x1", "Ủy ban nhân dân xã Tân Phú", "commune_committee", "commune", "p.h1", ""),
    ("p.h1.x2", "Ủy ban nhân dân xã Ướng Hạ", "commune_committee", "commune", "p.h1", ""),
    ("p.h2.x3", "Ủy ban nhân dân xã Ánh Sáng", "commune_committee", "commune", "p.h2", ""),
    ("p.h2.t1", "Trường THPT Đất Sét", "school", "province", "p.h2", "p.gd"),
)
GROUPS = (
    ("communes", "UBND các xã", {"kinds": ["commune_committee"], "under": "p"}),
    ("districts", "UBND các huyện", {"kinds": ["district_committee"], "under": "p"}),
    ("departments", "Các sở", {"kinds": ["department"], "under": "p"}),
    ("schools", "Các trường học", {"kinds": ["school"], "under": "p"}),
)


def make_units() -> dict[str, Unit]:
    """Open the units of Sông Xanh, an invented province; return {code: unit}."""
    for position, (code, name_vi, name_en) in enumerate(LEVELS):
        actions.add_level(code, name_vi, name_en, position=position, by=None, at=NOW)
    for position, (code, name_vi, name_en, relation) in enumerate(KINDS):
        actions.add_kind(
            code, name_vi, name_en, position=position, relation=relation, by=None, at=NOW
        )
    kinds = {kind.code: kind for kind in Kind.objects.all()}
    levels = {level.code: level for level in Level.objects.all()}
    units: dict[str, Unit] = {}
    for position, (code, name, kind, level, parent, sector_parent) in enumerate(UNITS):
        units[code] = actions.open_unit(
            code,
            name,
            kind=kinds[kind],
            level=levels[level],
            parent=units.get(parent),
            sector_parent=units.get(sector_parent),
            position=position,
            valid_from=FIRST_DAY,
            identifiers={"test": f"X{position:02d}"},
            by=None,
            at=NOW,
            source="tests",
        )
    return units


def make_groups() -> dict[str, Group]:
    """Add the groups of recipients of Sông Xanh; return {code: group}."""
    return {
        code: actions.add_group(code, name, rule, position=position, by=None, at=NOW)
        for position, (code, name, rule) in enumerate(GROUPS)
    }
