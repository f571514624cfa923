"""What a person should know before confirming: holes, contradictions, things not stated."""

import re
from collections.abc import Iterator
from typing import Any

from loa.crafts.reading.audiences import named_audiences
from loa.crafts.reading.bodies import body_key, divide, group_holds, same_body
from loa.crafts.reading.dates import earliest, latest
from loa.crafts.reading.level import level
from loa.crafts.reading.paragraphs import Paragraph
from loa.crafts.reading.result import Field, Finding

_SUPERIORS = re.compile(
    r"^(?:bo|uy ban nhan dan|ubnd|chinh phu|thu tuong|tinh uy|ban chi dao|quoc hoi|tong cuc|cuc)\b"
)
_FORM = re.compile(
    r"\b(?:theo mau|bieu mau|mau bao cao|de cuong|phu luc (?:kem|dinh)|mau (?:dinh|gui|kem))\b"
)
_CUT_OFF = re.compile(
    r"\b(?:so lieu (?:tinh )?(?:den|tu)|tinh den (?:het )?ngay|chot so lieu|thoi diem chot)\b"
)
_EVERYONE = re.compile(
    r"^(?:cac )?(?:don vi|co quan(?:,? (?:don vi|to chuc|dia phuong))*|thu truong cac don vi|dia phuong)\b"
)


def find_findings(fields: dict[str, Field], paragraphs: list[Paragraph]) -> tuple[Finding, ...]:
    """All findings, in the order in which a coordinator meets them."""
    return tuple(_all(fields, paragraphs))


def _all(fields: dict[str, Field], paragraphs: list[Paragraph]) -> Iterator[Finding]:
    yield from _dates(fields)
    yield from _addressees(fields)
    yield from _groups(fields)
    yield from _audiences(fields)
    yield from _duties(fields)
    yield from _report(fields, paragraphs)
    yield from _upward(fields)


def _lines(*fields: Field) -> tuple[int, ...]:
    spans = [span for item in fields for span in item.source]
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else ()


def _vn(day: str) -> str:
    return "/".join(reversed(day.split("-")))


def _campaign(fields: dict[str, Field]) -> dict[str, Any] | None:
    return next(
        (row for row in fields["periods"].value or [] if row["kind"] == "campaign"), None
    )


def _dates(fields: dict[str, Field]) -> Iterator[Finding]:
    period = _campaign(fields)
    report = fields["report"].value or {}
    if period and report.get("deadline") and report["deadline"] < period["end"]:
        yield Finding(
            "deadline_before_end",
            f"Hạn báo cáo {_vn(report['deadline'])} trước ngày kết thúc {_vn(period['end'])}: "
            "nên có một đợt báo cáo giữa kỳ và một đợt cuối.",
            _lines(fields["report"], fields["periods"])[:2]
            if fields["report"].source
            else _lines(fields["periods"]),
            {"deadline": report["deadline"], "end": period["end"]},
        )
    issued = fields["date"].value
    if period and period["start"] and issued:
        first = earliest(issued)
        start = earliest(period["start"])
        if first and start and _later(issued, start):
            yield Finding(
                "letter_after_start",
                f"Chiến dịch bắt đầu ngày {_vn(period['start'])}, trước khi có văn bản này: "
                "các đơn vị chỉ làm được từ ngày nhận.",
                _lines(fields["date"], fields["periods"]),
                {"date": issued, "start": period["start"]},
            )
        elif first and start and (cited := _later_ground(fields, start)):
            yield Finding(
                "letter_after_start",
                f"Chiến dịch bắt đầu ngày {_vn(period['start'])}, trước văn bản làm căn cứ "
                f"{cited['number']} ngày {_vn(cited['date'])}: văn bản này đến sau ngày bắt đầu.",
                _lines(fields["legal_basis"], fields["periods"]),
                {
                    "date": issued,
                    "start": period["start"],
                    "ground": cited["number"],
                    "ground_date": cited["date"],
                },
            )


def _later(issued: str, start: Any) -> bool:
    """Say whether the letter's first possible day is after the start."""
    first = earliest(issued)
    return first is not None and first > start


def _later_ground(fields: dict[str, Field], start: Any) -> dict[str, Any] | None:
    last = latest(fields["date"].value)
    for row in fields["legal_basis"].value or []:
        day = earliest(row["date"])
        if day and last and start < day <= last:
            return dict(row)
    return None


def _tasks(fields: dict[str, Field]) -> list[dict[str, Any]]:
    return fields["tasks"].value or []


def _recipients(fields: dict[str, Field]) -> list[str]:
    return [name for task in _tasks(fields) for name in task["recipients"]]


def _bodies_of(addressee: str) -> list[str]:
    return divide(addressee) or [addressee]


def _addressees(fields: dict[str, Field]) -> Iterator[Finding]:
    recipients = _recipients(fields)
    if not recipients or any(_EVERYONE.match(level(name)) for name in recipients):
        return
    for addressee in fields["addressees"].value or []:
        for name in _bodies_of(addressee):
            if not _reached(name, recipients):
                yield Finding(
                    "addressee_without_task",
                    f"“{name}” có trong Kính gửi nhưng không nhiệm vụ nào giao cho: "
                    "đề xuất ghi “để biết”.",
                    _lines(fields["addressees"]),
                    {"addressee": name, "proposed": "for_information"},
                )


def _reached(name: str, recipients: list[str]) -> bool:
    return any(
        same_body(name, other) or group_holds(other, name) or group_holds(name, other)
        for other in recipients
    )


def _groups(fields: dict[str, Field]) -> Iterator[Finding]:
    addressed = [body for line in fields["addressees"].value or [] for body in _bodies_of(line)]
    if not addressed:
        return
    for task in _tasks(fields):
        for name in task["recipients"]:
            if any(same_body(name, body) for body in addressed):
                continue
            group = next((body for body in addressed if group_holds(body, name)), None)
            if group:
                yield Finding(
                    "task_reached_only_through_group",
                    f"Nhiệm vụ {task['no'] or ''} giao cho “{name}”, nơi chỉ nhận văn bản qua nhóm "
                    f"“{group}”: cần gửi đích danh.".replace("  ", " "),
                    _task_lines(task),
                    {"task": task["no"], "recipient": name, "group": group},
                )
            elif not _EVERYONE.match(level(name)) and not any(
                body_key(name) in body_key(line) for line in addressed
            ):
                yield Finding(
                    "recipient_not_addressed",
                    f"Nhiệm vụ {task['no'] or ''} giao cho “{name}” nhưng đơn vị này không có trong "
                    "Kính gửi.".replace("  ", " "),
                    _task_lines(task),
                    {"task": task["no"], "recipient": name},
                )


def _task_lines(task: dict[str, Any]) -> tuple[int, ...]:
    return (task["source"][0][0], task["source"][-1][1]) if task.get("source") else ()


def _audiences(fields: dict[str, Field]) -> Iterator[Finding]:
    named = fields["audience"].value
    tasks = _tasks(fields)
    if not named or not tasks:
        return
    reached = {code for task in tasks for code in task["audiences"]}
    for code, word in named_audiences(named):
        if code not in reached:
            yield Finding(
                "audience_without_task",
                f"Đối tượng “{word}” chưa có nhiệm vụ nào hướng tới.",
                _lines(fields["audience"]),
                {"audience": code, "word": word},
            )


def _duties(fields: dict[str, Field]) -> Iterator[Finding]:
    for task in _tasks(fields):
        if len(task["duties"]) > 1:
            count = len(task["duties"])
            yield Finding(
                "two_duties_in_one_task",
                f"Nhiệm vụ {task['no'] or ''} gồm {count} việc khác nhau: mỗi việc được theo dõi riêng.".replace(
                    "  ", " "
                ),
                _task_lines(task),
                {"task": task["no"], "duties": [duty["text"] for duty in task["duties"]]},
            )


def _report(fields: dict[str, Field], paragraphs: list[Paragraph]) -> Iterator[Finding]:
    report = fields["report"]
    if not report.value:
        return
    flat = " ".join(paragraph.flat for paragraph in paragraphs)
    lines = _lines(report)
    if not _FORM.search(flat):
        yield Finding(
            "no_report_form",
            "Văn bản không kèm mẫu hay đề cương báo cáo: cần chọn biểu mẫu.",
            lines,
        )
    if not _CUT_OFF.search(flat):
        yield Finding("no_cut_off", "Văn bản không nêu thời điểm chốt số liệu.", lines)
    if report.value["channel"] is None:
        yield Finding(
            "no_channel",
            "Văn bản không nêu gửi báo cáo qua đâu (đầu mối liên hệ không phải là kênh gửi).",
            lines,
        )
    if report.value["deadline"] is None:
        yield Finding(
            "no_report_deadline", "Văn bản yêu cầu báo cáo nhưng không ghi hạn.", lines
        )


def _upward(fields: dict[str, Field]) -> Iterator[Finding]:
    grounds = [
        row
        for row in fields["legal_basis"].value or []
        if row["issuer"]
        and _SUPERIORS.match(level(row["issuer"]))
        and row["type"]
        in (
            "Công văn",
            "Kế hoạch",
            "Công điện",
            "Thông báo",
            "Chỉ thị",
            "Quyết định",
            "Văn bản",
            "Hướng dẫn",
        )
    ]
    if grounds and fields["tasks"].value:
        names = ", ".join(f"{row['type']} số {row['number']}" for row in grounds)
        yield Finding(
            "upward_duties_unknown",
            f"Nghĩa vụ báo cáo lên cấp trên nằm trong văn bản chưa có ở đây ({names}): "
            "hãy bổ sung để biết hạn và mẫu.",
            _lines(fields["legal_basis"]),
            {"documents": [row["number"] for row in grounds]},
        )
