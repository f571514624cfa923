"""What a reading gives: fields with value, certainty and source, findings, or a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Spans = tuple[tuple[int, int], ...]

FIELD_NAMES = (
    "issuer", "superior", "number", "symbol", "place", "date", "doc_type", "urgency", "subject",
    "addressees", "legal_basis", "periods", "deadlines", "audience", "scope", "tasks", "report",
    "contacts", "attachments", "signatories", "distribution",
)  # fmt: skip

SURE = 0.9  # at or above: shown as read; below: shown as a question


@dataclass(frozen=True, slots=True)
class Crop:
    """A spot on a page image, in shares of the page: what a person should look at."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    def to_json(self) -> dict[str, Any]:
        return {"page": self.page, "box": [self.left, self.top, self.right, self.bottom]}


@dataclass(frozen=True, slots=True)
class Field:
    """One answer. `value` as design/interfaces.md has it, None when unknown.

    `source` holds 1-based inclusive line ranges. `missing` says in Vietnamese why the value, or
    a part of it, is not there; `missing_code` is its stable name. `origin` tells where the letters stood
    ("text", "stamp", "ocr", "header"). `crop` is the spot to look at when it is handwritten.
    """

    value: Any
    certainty: float
    source: Spans = ()
    missing: str | None = None
    missing_code: str | None = None
    origin: str = "text"
    crop: Crop | None = None

    @property
    def is_sure(self) -> bool:
        return self.certainty >= SURE

    def to_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "value": self.value,
            "certainty": round(self.certainty, 3),
            "source": [list(span) for span in self.source],
            "missing": self.missing,
        }
        if self.missing_code:
            out["missing_code"] = self.missing_code
        if self.origin != "text":
            out["origin"] = self.origin
        if self.crop is not None:
            out["crop"] = self.crop.to_json()
        return out


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know before confirming. `facts` are what `message` was made of."""

    code: str
    message: str
    source: tuple[int, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "message": self.message,
            "source": list(self.source),
            "facts": dict(self.facts),
        }


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was read."""

    code: str
    message: str

    def to_json(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message}


@dataclass(frozen=True, slots=True)
class Reading:
    """The fields of one dispatch. Never edited: corrections are a confirmation's."""

    file: str
    format: str
    fields: dict[str, Field]
    findings: tuple[Finding, ...] = ()
    refused: Refusal | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the shape of `loa read --json` (docs/reference/read.schema.json)."""
        return {
            "file": self.file,
            "format": self.format,
            "refused": self.refused.to_json() if self.refused else None,
            "fields": {name: item.to_json() for name, item in self.fields.items()},
            "findings": [finding.to_json() for finding in self.findings],
        }
