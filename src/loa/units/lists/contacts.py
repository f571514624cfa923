"""Contact persons as people list them: a pasted table, a file, the columns of a unit list.

A header is read where there is one. Without, each cell says what it is: an address has an @,
a telephone is digits, a role is one of our words; what is left is the unit, then the name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loa.crafts.viet import clean, fold

MOST_LINES = 5000
HEADERS = {
    "code": ("Mã đơn vị", "Unit code", "code"),
    "unit": ("Đơn vị", "Tên đơn vị", "Unit", "Unit name", "name"),
    "name": ("Họ và tên", "Họ tên", "Người liên hệ", "Đầu mối", "Full name", "Contact"),
    "email": ("Thư điện tử", "Email", "E-mail", "Địa chỉ thư điện tử", "E-mail address"),
    "phone": ("Điện thoại", "Số điện thoại", "Telephone", "Phone"),
    "role": ("Vai trò", "Role"),
}
BY_HEADER = {fold(word): key for key, words in HEADERS.items() for word in words}
PHONE = re.compile(r"[+(]?[\d][\d ().-]{6,18}\d")


@dataclass(frozen=True, slots=True)
class Contact:
    """One line: its number, and what it says; nothing is checked yet."""

    number: int
    unit: str
    name: str
    email: str
    phone: str
    role: str

    def as_row(self) -> tuple[str, ...]:
        return (self.unit, self.name, self.email, self.phone, self.role)


def split_pasted(text: str) -> list[tuple[str, ...]]:
    """Return the rows of a pasted table: cells parted by tabs, semicolons or commas."""
    first = text.strip().partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    rows = csv.reader(io.StringIO(text.strip(), newline=""), delimiter=delimiter)
    return [tuple(clean(cell).strip() for cell in row) for row in rows]


def write_pasted(lines: Iterable[Contact]) -> str:
    """Return contacts as a table that `split_pasted` and `read_contacts` read back."""
    header = [HEADERS[key][0] for key in ("unit", "name", "email", "phone", "role")]
    cells = [header, *(line.as_row() for line in lines)]
    return "\n".join("\t".join(cell.replace("\t", " ") for cell in row) for row in cells)


def read_contacts(
    rows: Iterable[tuple[str, ...]], *, roles: Mapping[str, str]
) -> list[Contact]:
    """Return the contacts of a table; `roles` maps folded words to a role's code.

    With a header, lines that name nobody are passed over: a list of units names a contact for
    some of them only.
    """
    keys: list[str | None] | None = None
    found = []
    for number, row in enumerate(rows, start=1):
        if number == 1:
            named = [BY_HEADER.get(fold(cell).strip(" *")) for cell in row]
            if "email" in named:
                keys = named
                continue
        if not any(row) or number > MOST_LINES + 1:
            continue
        cells = _by_header(row, keys) if keys else _by_look(row, roles)
        if keys and not cells.get("email") and not cells.get("name"):
            continue
        role = cells.get("role", "")
        found.append(
            Contact(
                number=number,
                unit=cells.get("code") or cells.get("unit", ""),
                name=cells.get("name", ""),
                email=cells.get("email", ""),
                phone=cells.get("phone", ""),
                role=roles.get(fold(role), role),
            )
        )
    return found


def _by_header(row: tuple[str, ...], keys: list[str | None]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, cell in zip(keys, row, strict=False):
        if key and cell:
            cells.setdefault(key, cell)
    return cells


def _by_look(row: tuple[str, ...], roles: Mapping[str, str]) -> dict[str, str]:
    cells: dict[str, str] = {}
    rest = []
    for cell in filter(None, row):
        if "@" in cell:
            cells.setdefault("email", cell)
        elif PHONE.fullmatch(cell):
            cells.setdefault("phone", cell)
        elif fold(cell) in roles:
            cells.setdefault("role", cell)
        else:
            rest.append(cell)
    if len(rest) > 1:
        cells["unit"], cells["name"] = rest[:2]
    elif rest:
        cells["unit"] = rest[0]
    return cells
