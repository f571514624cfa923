"""Whom the words of a letter mean, on the letter's date.

A group's or unit's synonym in the register first, then the names of the bodies beside the
owner, then any unit's full name; only after them what persons said of the same words in an
earlier letter of an issuer of the same level. A line that lists several ("Báo …, Đài …") means
each of them. What nobody knows stays unknown: a person says it once and it is learned.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from loa.campaigns.models import LearnedName
from loa.crafts.viet import fold
from loa.units.bodies import without_area
from loa.units.models import Group, GroupSynonym, Level, Unit, UnitName
from loa.units.queries import expand, names_on, parents_on

_BRACKETS = re.compile(r"\s*\([^)]*\)")
_EDGES = re.compile(r"^[\s\W]+|[\s\W]+$")
_SPACE = re.compile(r"\s+")
_SPELLINGS = (
    ("uy ban nhan dan", "ubnd"),
    ("&", " va "),
    (" - ", " va "),
    ("dai hoc va cao dang", "dai hoc, cao dang"),
)
# Written in letters without their meaning; as the register spells them out.
_ABBREVIATIONS = {
    "stttt": "so thong tin va truyen thong",
    "sgddt": "so giao duc va dao tao",
    "sgd&dt": "so giao duc va dao tao",
    "syt": "so y te",
    "snv": "so noi vu",
    "stp": "so tu phap",
    "stc": "so tai chinh",
    "sct": "so cong thuong",
    "sxd": "so xay dung",
    "sgtvt": "so giao thong van tai",
    "skhcn": "so khoa hoc va cong nghe",
    "skhdt": "so ke hoach va dau tu",
    "stnmt": "so tai nguyen va moi truong",
    "snnptnt": "so nong nghiep va phat trien nong thon",
    "sldtbxh": "so lao dong, thuong binh va xa hoi",
    "svhttdl": "so van hoa, the thao va du lich",
    "pgddt": "phong giao duc va dao tao",
    "ttyt": "trung tam y te",
    "ubmttq": "uy ban mat tran to quoc",
    "ldld": "lien doan lao dong",
    "hlhpn": "hoi lien hiep phu nu",
    "hnd": "hoi nong dan",
    "hccb": "hoi cuu chien binh",
    "bchqs": "bo chi huy quan su",
}
_ABBREVIATED = re.compile(rf"\b(?:{'|'.join(map(re.escape, _ABBREVIATIONS))})\b")
_BEGINNINGS = ("cac ", "nhung ", "toan the ")
_OF_AREA = re.compile(r"\b(tỉnh|thành phố|huyện|thị xã|xã|phường|thị trấn)\s.+$")
_LIST = re.compile(r"\s*[,;]\s*|\s+và\s+(?=[A-ZĐ])")


@dataclass(frozen=True)
class Target:
    """A group or a unit, by the `name` people know; `learned`: by whose word, if by one."""

    name: str
    group: Group | None = None
    unit: Unit | None = None
    learned: LearnedName | None = None

    @property
    def key(self) -> tuple[int | None, int | None]:
        return (self.group.pk if self.group else None, self.unit.pk if self.unit else None)


def loosen(words: str) -> str:
    """Return the words as they are compared: without marks, brackets and little words."""
    text = f" {fold(_BRACKETS.sub('', words))} "
    text = _ABBREVIATED.sub(lambda found: _ABBREVIATIONS[found[0]], text)
    for written, plain in _SPELLINGS:
        text = text.replace(written, plain)
    text = _SPACE.sub(" ", _EDGES.sub("", text))
    for beginning in _BEGINNINGS:
        text = text.removeprefix(beginning)
    return text


class AddressBook:
    """Everything one needs to understand a letter's recipients. Six queries when made.

    `issuer` as the letter names it: what was learned from letters of its level counts.
    """

    def __init__(self, owner: Unit, day: date, *, issuer: str = "") -> None:
        self.owner, self.day = owner, day
        self._known: dict[str, Target] = {}
        parents = parents_on(day)
        top = parents.get(owner.pk)
        beside = [u for u, p in parents.items() if p == top]
        for row in names_on(day).filter(unit_id__in=beside):
            for text in (row.short_name, row.name, without_area(row.name)):
                if text:
                    self._known.setdefault(loosen(text), Target(row.name, unit=row.unit))
        for row in names_on(day).filter(unit_id=top or 0):
            for text in (row.name, row.short_name, _OF_AREA.sub(r"\1", row.name)):
                if text:
                    self._known.setdefault(loosen(text), Target(row.name, unit=row.unit))
        for said in GroupSynonym.objects.select_related("group", "unit").order_by("pk"):
            name = said.group.name if said.group else said.text
            self._known[loosen(said.text)] = Target(name, said.group, said.unit)
        self.level = self._level_of(issuer)
        self._learned = self._recall()

    def find(self, words: str) -> tuple[Target, ...]:
        """Return what the words mean, most direct reading first; empty: unknown.

        What the register knows is asked first, the whole and the list: learning adds to it and
        changes nothing in it.
        """
        return self._find(words, self._in_register) or self._find(words, self._anywhere)

    def _find(self, words: str, find_one: Callable[[str], Target | None]) -> tuple[Target, ...]:
        whole = find_one(words)
        if whole is not None:
            return (whole,)
        parts = [part for part in _LIST.split(words) if part.strip()]
        found = [find_one(part) for part in parts] if len(parts) > 1 else []
        return tuple(each for each in found if each) if found and all(found) else ()

    def _in_register(self, words: str) -> Target | None:
        wanted = loosen(words)
        if not wanted:
            return None
        if wanted in self._known:
            return self._known[wanted]
        row = names_on(self.day).filter(name_fold=fold(words)).first()
        return Target(row.name, unit=row.unit) if row is not None else None

    def _anywhere(self, words: str) -> Target | None:
        return self._in_register(words) or self._learned.get(loosen(words))

    def _level_of(self, issuer: str) -> Level | None:
        """Return the level of who issued the letter; of the owner where nobody says who."""
        found = self._in_register(issuer) if issuer else None
        unit_id = found.unit.pk if found is not None and found.unit else None
        if issuer and unit_id is None:
            return None
        row = names_on(self.day).filter(unit_id=unit_id or self.owner.pk).first()
        return row.level if row is not None else None

    def _recall(self) -> dict[str, Target]:
        rows = LearnedName.objects.filter(
            owner=self.owner, level=self.level, undone_at__isnull=True
        ).select_related("group", "unit", "dispatch", "by")
        here = {
            row.unit_id: row.name
            for row in names_on(self.day).filter(unit_id__in=rows.values("unit_id"))
        }
        return {
            row.words_loose: Target(
                row.group.name if row.group else here[row.unit_id or 0],
                row.group, row.unit, row,
            )
            for row in rows
            if row.group is not None or row.unit_id in here
        }  # fmt: skip


class Roll:
    """The units that groups and targets mean on a day, the owner left out. Remembers."""

    def __init__(self, owner: Unit, day: date) -> None:
        self.owner, self.day = owner, day
        self.rows: dict[int, UnitName] = {}
        self._groups: dict[int, tuple[int, ...]] = {}

    def of_group(self, group: Group) -> tuple[int, ...]:
        """Return the ids of a group's units, in order of precedence."""
        if group.pk not in self._groups:
            rows = [row for row in expand(group, self.day) if row.unit_id != self.owner.pk]
            self.rows.update({row.unit_id: row for row in rows})
            self._groups[group.pk] = tuple(row.unit_id for row in rows)
        return self._groups[group.pk]

    def of(self, group: Group | None, unit: Unit | None) -> tuple[int, ...]:
        if group is not None:
            return self.of_group(group)
        if unit is None or unit.pk == self.owner.pk:
            return ()
        return (unit.pk,)

    def of_targets(self, targets: Iterable[Target]) -> tuple[int, ...]:
        found = dict.fromkeys(u for t in targets for u in self.of(t.group, t.unit))
        return tuple(found)

    def complete(self, unit_ids: Iterable[int]) -> dict[int, UnitName]:
        """Return the name rows of all these units; of one that is gone, its last name."""
        missing = [unit_id for unit_id in unit_ids if unit_id not in self.rows]
        if missing:
            rows = UnitName.objects.filter(
                unit_id__in=missing, valid_from__lte=self.day
            ).select_related("unit", "kind", "level")
            for row in rows.order_by("valid_from"):
                self.rows[row.unit_id] = row
        return self.rows
