"""The fields of a letter in the order of the law's form, and the shape of each answer.

The order is that of NĐ 30/2020, Annex I, read from the top left to the bottom; names are those
of `loa read --json`.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loa.crafts.reading.audiences import AUDIENCES


class Shape(StrEnum):
    """How an answer is typed."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"  # ISO; the day, or day and month, may be missing
    TIME = "time"
    LIST = "list"  # one a line
    CHOICE = "choice"
    ROW = "row"  # one record
    ROWS = "rows"  # records, one under the other


@dataclass(frozen=True)
class Column:
    """One part of a record."""

    name: str
    label: Promise
    shape: Shape = Shape.TEXT
    choices: tuple[tuple[str, Promise], ...] = ()


@dataclass(frozen=True)
class FieldSpec:
    """One field. `is_asked`: when the letter does not say it, a person is asked."""

    name: str
    label: Promise
    shape: Shape
    columns: tuple[Column, ...] = ()
    is_asked: bool = False


# What a letter's reading calls audiences by, as an officer says it.
AUDIENCE_WORDS = {each.code: each.label for each in AUDIENCES}
PERIOD_KINDS = (
    ("campaign", _("The campaign")),
    ("event", _("An event")),
    ("other", _("Other period")),
)
DISTRIBUTION_ROLES = (
    ("", _("Not said")),
    ("b/c", _("to report (b/c)")),
    ("p/h", _("to coordinate (p/h)")),
    ("t/h", _("to carry out (t/h)")),
    ("lưu", _("to file (Lưu)")),
)

FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("superior", _("Superior body"), Shape.TEXT),
    FieldSpec("issuer", _("Issuing body"), Shape.TEXT, is_asked=True),
    FieldSpec("number", _("Number"), Shape.TEXT, is_asked=True),
    FieldSpec("symbol", _("Symbol"), Shape.TEXT, is_asked=True),
    FieldSpec("place", _("Place"), Shape.TEXT),
    FieldSpec("date", _("Date of the letter"), Shape.DATE, is_asked=True),
    FieldSpec("doc_type", _("Type of document"), Shape.TEXT),
    FieldSpec("urgency", _("Urgency"), Shape.TEXT),
    FieldSpec("subject", _("Subject"), Shape.LONG, is_asked=True),
    FieldSpec("addressees", _("Addressees"), Shape.LIST, is_asked=True),
    FieldSpec(
        "legal_basis",
        _("Founded on"),
        Shape.ROWS,
        (
            Column("type", _("Type")),
            Column("number", _("Number and symbol")),
            Column("date", _("Date"), Shape.DATE),
            Column("issuer", _("Issuing body")),
            Column("subject", _("Subject"), Shape.LONG),
        ),
    ),
    FieldSpec(
        "periods",
        _("Period"),
        Shape.ROWS,
        (
            Column("kind", _("Of what"), Shape.CHOICE, PERIOD_KINDS),
            Column("start", _("From"), Shape.DATE),
            Column("end", _("To"), Shape.DATE),
            Column("label", _("In the letter's words")),
        ),
        is_asked=True,
    ),
    FieldSpec("audience", _("Audiences"), Shape.LONG),
    FieldSpec("scope", _("Scope"), Shape.TEXT),
    FieldSpec(
        "tasks",
        _("Tasks"),
        Shape.ROWS,
        (
            Column("no", _("No.")),
            Column("recipients", _("Who"), Shape.LIST),
            Column("text", _("What"), Shape.LONG),
            Column("duties", _("Duties"), Shape.LIST),
            Column("audiences", _("For whom"), Shape.LIST),
            Column("deadline", _("By"), Shape.DATE),
        ),
        is_asked=True,
    ),
    FieldSpec(
        "deadlines",
        _("Deadlines"),
        Shape.ROWS,
        (
            Column("date", _("Date as written"), Shape.DATE),
            Column("time", _("Hour"), Shape.TIME),
            Column("last_day", _("Last day in time"), Shape.DATE),
            Column("what", _("For what")),
            Column("phrase", _("In the letter's words")),
        ),
    ),
    FieldSpec(
        "report",
        _("Report"),
        Shape.ROW,
        (
            Column("deadline", _("Report by"), Shape.DATE),
            Column("to", _("Report to")),
            Column("channel", _("By which way")),
        ),
    ),
    FieldSpec(
        "contacts",
        _("Contact"),
        Shape.ROWS,
        (
            Column("name", _("Name")),
            Column("role", _("Position")),
            Column("phone", _("Telephone")),
            Column("email", _("E-mail")),
        ),
    ),
    FieldSpec("attachments", _("Attachments"), Shape.LIST),
    FieldSpec(
        "signatories",
        _("Signed by"),
        Shape.ROWS,
        (
            Column("authority", _("Authority"), Shape.LIST),
            Column("role", _("Position")),
            Column("name", _("Name")),
        ),
        is_asked=True,
    ),
    FieldSpec(
        "distribution",
        _("Distribution"),
        Shape.ROWS,
        (
            Column("name", _("To")),
            Column("role", _("For what"), Shape.CHOICE, DISTRIBUTION_ROLES),
        ),
    ),
)
SPECS = {spec.name: spec for spec in FIELDS}

WAYS: dict[str, Promise] = {
    "upload": _("upload"),
    "folder": _("watched folder"),
    "edxml": _("edXML folder"),
    "mail": _("mailbox"),
    "command": _("command"),
}
STAGES: dict[str, Promise] = {
    "received": _("coming in"),
    "waiting": _("will be tried again"),
    "in_review": _("to be reviewed"),
    "quarantined": _("cannot be read"),
    "refused": _("refused: secrecy stamp"),
    "duplicate": _("already here"),
    "empty": _("no letter in the mail"),
    "decided": _("reviewed"),
    "dismissed": _("dismissed"),
}
STAGE_MEANINGS = {
    "received": "waiting",
    "waiting": "waiting",
    "in_review": "machine",
    "quarantined": "alarm",
    "refused": "alarm",
    "duplicate": "waiting",
    "empty": "waiting",
    "decided": "done",
    "dismissed": "person",
}
KINSHIPS: dict[str, Promise] = {
    "version": _("It bears the number of an earlier letter, with another text."),
    "replaces": _("It says that it replaces an earlier letter."),
    "corrects": _("It says that it corrects an earlier letter."),
    "withdraws": _("It says that it withdraws an earlier letter."),
}
FORMATS: dict[str, Promise] = {
    "pdf_text": _("PDF with text"),
    "pdf_scan": _("scanned PDF"),
    "docx": _("Word (DOCX)"),
    "doc": _("old Word (DOC)"),
    "rtf": _("RTF"),
    "html": _("web page"),
    "text": _("plain text"),
    "image": _("photograph"),
    "edxml": _("edXML"),
}
ISSUER_KINDS: dict[str, Promise] = {
    "committee": _("People's Committees and Councils"),
    "department": _("departments of the province"),
    "ministry": _("ministries and the Government"),
    "party": _("Party bodies"),
    "mass": _("mass organisations"),
    "school": _("schools"),
    "other": _("Other"),
    "unknown": _("Issuer not known"),
}
SPLITS: dict[str, Promise] = {
    "field": _("Field"),
    "format": _("Kind of file"),
    "issuer": _("Kind of issuer"),
    "month": _("Month"),
}
