"""Letters in the marked text of `*.letters` → what is printed, and the answers.

A letter begins with `### name`; its head lines are `key: value`; after `---` each line is a
paragraph, after `===` what is bound behind. Marks inside a paragraph:
`[[Công văn số 1/A-B]]` a document cited as grounds; `[d 2025-01-31 16:00|words]` a deadline;
`[p 2025-01-01 2025-01-31|words]` a period; `@one ; two@` before a paragraph that gives a task,
`^` where the words of the task begin (`^^` also in the middle of a paragraph). Paragraphs that
begin with `|` are rows of a table; a second `sign:` is a second signature beside the first.
"""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_MARK = re.compile(r"\[\[(.+?)\]\]|\[([dp]) ([^|\]]+)\|([^\]]+)\]")
_NUMBER = re.compile(r"(?:số\s+|\s)(\d[\w./-]*/?[\w./-]+)$|(\S+/\S+)$")
_NO = re.compile(r"^\s*([\d]*[a-z]?)\s*[-/]?\s*(.*)$")
_DATE = re.compile(r"ngày\s*(\d*)\s*tháng\s*(\d*)\s*năm\s*(\d+)")
_LABEL = re.compile(r"\s*(?:[\d.]+\.?|[a-zđ]\)|[-+*])\s+")
_WORDS = "bc|ph/h|thay|phối hợp|thực hiện"
_TYPES = {"KẾ HOẠCH LIÊN NGÀNH": "Kế hoạch"}


@dataclass
class Sheet:
    """One letter: what stands on the paper, and the answers in the form of `gold.jsonl`."""

    name: str
    layout: str = "state"
    superior: list[str] = field(default_factory=list)
    issuer: list[str] = field(default_factory=list)
    star: str = ""
    number: str = ""
    place_date: str = ""
    type: str = ""
    subject: str = ""
    urgency: str = ""
    addressees: list[str] = field(default_factory=list)
    is_one_line: bool = False
    body: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    second: list[str] = field(default_factory=list)
    distribution: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    gold: dict[str, Any] = field(default_factory=dict)

    @property
    def is_unseen(self) -> bool:
        """One third by its name: rules are tuned on the others only."""
        return draw(self.name, "split") % 3 == 0

    @property
    def digits(self) -> str:
        """The number, which a clerk may write by hand."""
        return str(self.gold["number"] or "")


def draw(name: str, what: str) -> int:
    """Give a number that hangs on the letter's name only."""
    return int.from_bytes(hashlib.sha256(f"{name}/{what}".encode()).digest()[:6])


def all_sheets() -> list[Sheet]:
    """Every letter, in the order of the files."""
    out: list[Sheet] = []
    for path in sorted(FOLDER.glob("*.letters")):
        for part in path.read_text(encoding="utf-8").split("### ")[1:]:
            out.append(_sheet(part))
    return out


def _sheet(text: str) -> Sheet:
    head, _, rest = text.partition("\n---\n")
    body, _, behind = rest.partition("\n===\n")
    name, *lines = head.split("\n")
    keys: dict[str, list[str]] = {}
    for line in lines:
        key, _, value = line.partition(":")
        keys.setdefault(key, []).append(value.strip())
    one = {key: values[0] for key, values in keys.items()}
    sheet = Sheet(
        name=name.strip(),
        layout=one.get("layout", "state"),
        superior=keys.get("sup", []),
        issuer=keys["iss"],
        star=one.get("star", ""),
        number=one["no"],
        place_date=one["date"],
        type=one.get("type", ""),
        subject=one.get("vv") or one["sub"],
        urgency=one.get("urgent", ""),
        addressees=keys.get("to1") or keys.get("to", []),
        is_one_line="to1" in keys,
        signature=_roles(keys["sign"][0]),
        second=_roles(keys["sign"][1]) if keys["sign"][1:] else [],
        distribution=[value.partition("|")[0].strip() for value in keys["nn"]],
        behind=behind.strip().split("\n") if behind.strip() else [],
    )
    sheet.gold = _answers(sheet, keys, one)
    for line in body.strip().split("\n"):
        sheet.body.append(_paragraph(line, sheet.gold))
    skipped = {name for value in keys.get("skip", []) for name in re.split(r",\s*", value)}
    skipped = {_GROUPS.get(name, name) for name in skipped}
    sheet.gold["certainty"] = dict.fromkeys(skipped, "low")
    return sheet


_GROUPS = {"superior": "issuer", "symbol": "number"}


def _answers(sheet: Sheet, keys: dict[str, list[str]], one: dict[str, str]) -> dict[str, Any]:
    number = _NO.match(sheet.number)
    day = _DATE.search(sheet.place_date)
    assert number
    assert day
    written = [int(part) if part else 0 for part in day.groups()]
    date = f"{written[2]}-{written[1]:02}-{written[0]:02}" if written[0] else None
    month = f"{written[2]}-{written[1]:02}" if written[1] else str(written[2])
    report = [part.strip() or None for part in one.get("report", "|").split("|")]
    return {
        "id": sheet.name,
        "files": [],
        "issuer": one["issuer"],
        "superior": one.get("superior"),
        "number": number[1] or None,
        "symbol": number[2].replace(" ", ""),
        "place": sheet.place_date.partition(",")[0],
        "date": date,
        "date_partial": None if date else month,
        "number_layer": "text" if number[1] else "blank",
        "doc_type": (_TYPES.get(sheet.type) or sheet.type.capitalize()) or "Công văn",
        "urgency": sheet.urgency or None,
        "subject": re.sub(r"(?i)^về việc ", "", sheet.subject),
        "addressees": list(sheet.addressees) or None,
        "legal_basis": [],
        "periods": [],
        "deadlines": [],
        "tasks": [],
        "report": {"deadline": report[0], "addressee": report[1]} if any(report) else None,
        "contacts": [
            dict(
                zip(
                    ("name", "role", "phone", "email"),
                    (part.strip().replace(" ", "") if n == 2 else part.strip() or None
                     for n, part in enumerate(contact.split("|"))),
                    strict=True,
                )
            )
            for contact in keys.get("contact", [])
        ],
        "attachments": keys.get("attach", []),
        "signatories": [
            {"authority": roles[:-2], "role": roles[-2], "name": roles[-1]}
            for roles in map(_roles, keys["sign"])
        ],
        "distribution": [_recipient(value) for value in keys["nn"]],
    }  # fmt: skip


def _roles(value: str) -> list[str]:
    return [part.strip() for part in value.split(" / ")]


def _recipient(value: str) -> dict[str, str | None]:
    printed, _, role = value.partition("|")
    name = printed.strip()
    if role.strip() == "lưu":
        name = re.sub(r"^Lưu:?\s*", "", name)
    else:
        name = re.sub(
            rf"\s*\((?:để|b/c|p/h|t/h|B/c|báo cáo|đưa tin|{_WORDS})[^)]*\)$", "", name
        )
    return {"name": name, "role": role.strip() or None}


def _paragraph(line: str, gold: dict[str, Any]) -> str:
    recipients: list[str] = []
    if line.startswith("@"):
        head, line = line[1:].split("@", 1)
        recipients = [part.strip() for part in head.split(";")]
        line = line.strip()
    deadlines: list[str] = []

    def mark(found: re.Match[str]) -> str:
        cited, kind, facts, words = found.groups()
        if cited:
            number = _NUMBER.search(cited)
            assert number, cited
            gold["legal_basis"].append({"type": "", "number": number[1] or number[2]})
            return str(cited)
        first, _, second = facts.partition(" ")
        if kind == "p":
            gold["periods"].append({"start": first, "end": second})
        else:
            deadlines.append(first)
            gold["deadlines"].append({"date": first, "time": second or None})
        return str(words)

    plain = _MARK.sub(mark, line)
    before, has_mark, after = plain.partition("^")
    in_middle = after.startswith("^") or plain.startswith("|")
    after = after.removeprefix("^")
    plain = before + after
    waiting = gold["tasks"][-1] if gold["tasks"] and not gold["tasks"][-1]["text12"] else None
    if has_mark and waiting and not recipients:  # the head of a task stood alone on its line
        waiting["text12"] = plain[len(before) :]
    elif recipients and not has_mark and len(plain.split()) < 20:
        gold["tasks"].append({"recipients": recipients, "text12": "", "deadline": None})
    elif recipients:
        label = _LABEL.match(plain)
        start = label.end() if label else 0
        if has_mark and (in_middle or re.search(r"[:,]\s*$", before)):
            start = len(before)
        words = plain[start:].partition(" |")[0] if plain.startswith("|") else plain[start:]
        gold["tasks"].append({"recipients": recipients, "text12": words, "deadline": None})
    return plain
