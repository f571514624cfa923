"""Reading one setting from the environment, loudly."""

import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SHORTEST_SECRET = 32


class SettingError(SystemExit):
    """A setting is wrong. Ends the program with exit code 2; `str()` is the one sentence."""

    def __init__(self, name: str, value: str, why: str) -> None:
        self.name, self.value, self.why = name, value, why
        super().__init__(2)

    def __str__(self) -> str:
        if text("LOA_LANG", "vi").startswith("en"):
            return (
                f"Setting {self.name}={self.value!r} {self.why}. Change or unset it "
                "(docs/reference/settings.md lists them), then start again."
            )
        return (
            f"Không khởi động được vì thiết lập {self.name}={self.value!r} không dùng được "
            f"({_in_vietnamese(self.why)}). Sửa hoặc bỏ thiết lập này "
            "(xem docs/reference/settings.md), rồi chạy lại."
        )


# What is wrong, for people who do not read English; a new reason needs its line here
# (tests/house/test_settings.py).
REASONS_VI = {
    "is not a database address": "không phải địa chỉ cơ sở dữ liệu",
    "must be sqlite:/// or postgres://": "phải là sqlite:/// hoặc postgres://",
    "must be local:// or redis://host:port/0": "phải là local:// hoặc redis://máy:cổng/0",
    "must name Redis when LOA_TASKS=rq": "phải là địa chỉ Redis khi LOA_TASKS=rq",
    "is not an e-mail address": "không phải địa chỉ thư",
    "must be file:///folder or smtp://host:port": "phải là file:///thư-mục hoặc smtp://máy:cổng",
    "must start with http:// or https://": "phải bắt đầu bằng http:// hoặc https://",
    "must be file:///folder or s3://bucket": "phải là file:///thư-mục hoặc s3://kho",
    "must be `database` or `rq`": "phải là database hoặc rq",
    "must name the unit that receives letters": "phải là mã đơn vị nhận văn bản",
    "must be imaps://user:password@host/folder": "phải là imaps://người-dùng:mật-khẩu@máy/thư-mục",
    "is not a file of TOML": "không phải tệp TOML",
    "must name each folder and mailbox once": "phải nêu mỗi thư mục, mỗi hộp thư một lần",
    "must name in each [[source]] a unit and one place": (
        "mỗi [[source]] phải có unit và đúng một trong folder, edxml, mailbox, mailbox_file"
    ),
    "must be yes or no": "phải là yes hoặc no",
    "must be a whole number, at least": "phải là số nguyên, không nhỏ quá mức cho phép",
    "must name roles, or be none": "phải là tên các vai trò (coordinator, approver…) hoặc none",
    "must start with https://": "phải bắt đầu bằng https://",
    "must be given": "không được để trống",
    "must be keys of 32 bytes": "phải là khoá 32 byte, tạo bằng lệnh trong docs/how-to",
    "must have at least 32 characters": "phải có ít nhất 32 ký tự",
    "cannot be read": "không đọc được",
    "cannot be written": "không ghi được",
}


def _in_vietnamese(why: str) -> str:
    for english, vietnamese in REASONS_VI.items():
        if why.startswith(english):
            return vietnamese
    return why


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise SettingError(name, value, "must be yes or no")


@dataclass(frozen=True)
class IntakeSource:
    """A place from which letters come by themselves. `way`: folder, edxml or mail."""

    unit: str  # the code of the unit that receives
    way: str
    place: str  # the folder, or the mailbox's address with its password


def mailbox(name: str, in_file: str) -> str:
    """Return the mailbox's address in NAME, or in the file that IN_FILE names; none: empty.

    Without TLS only on this machine, for tests.
    """
    value = text(name, "")
    if not value and (given := text(in_file, "")):
        value = _content(in_file, given)
    if value and not is_mailbox(value):
        shown = value.split("@")[-1]  # never a password in a message
        raise SettingError(name, shown, "must be imaps://user:password@host/folder")
    return value


def time_stamps(name: str, roots: str) -> tuple[str, bytes]:
    """Return a time-stamp authority's address and its root certificates; "" where unset."""
    address, file = text(name, ""), text(roots, "")
    if not address and not file:
        return "", b""
    if urlsplit(address).scheme not in {"http", "https"}:
        raise SettingError(name, address, "must start with http:// or https://")
    if not file:
        raise SettingError(roots, "", "must be given")
    try:
        return address, Path(file).read_bytes()
    except OSError as error:
        raise SettingError(roots, file, "cannot be read") from error


def platform_app(
    name: str, app_secret: Callable[[], str], keys: tuple[str, ...]
) -> dict[str, str]:
    """Return the app that NAME names, with its secret; empty where unset.

    `keys`: what closes the keys that it brings; without them none could be kept.
    """
    number = text(name, "")
    if not number:
        return {}
    if not keys:
        raise SettingError("LOA_KEYS_KEY", "", "must be given")
    return {"id": number, "secret": app_secret()}


def sealing_keys(name: str, in_file: str, is_key: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the keys in NAME, or in the file that IN_FILE names, the newest first."""
    given = text(name, "")
    if not given and (file := text(in_file, "")):
        given = _content(in_file, file)
    found = tuple(given.replace(",", " ").split())
    if not all(is_key(each) for each in found):
        raise SettingError(name, "…", "must be keys of 32 bytes")
    return found


def is_mailbox(value: str) -> bool:
    parts = urlsplit(value)
    is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    is_safe = parts.scheme in {"imaps", "imap+starttls"} or (parts.scheme == "imap" and is_here)
    return bool(is_safe and parts.hostname and parts.username and parts.password)


def intake_file(name: str) -> tuple[IntakeSource, ...]:
    """Return what the TOML file in NAME lists as [[source]]; see docs/rules/intake.md."""
    given = text(name, "")
    if not given:
        return ()
    try:
        listed_there = tomllib.loads(_content(name, given)).get("source", [])
    except tomllib.TOMLDecodeError as error:
        raise SettingError(name, given, "is not a file of TOML") from error
    rows = listed_there if isinstance(listed_there, list) else [listed_there]
    found = tuple(_intake_source(name, given, row) for row in rows)
    if len({(each.way, each.place) for each in found}) < len(found):
        raise SettingError(name, given, "must name each folder and mailbox once")
    return found


def _intake_source(name: str, given: str, row: object) -> IntakeSource:
    told = {key: str(value) for key, value in row.items()} if isinstance(row, dict) else {}
    unit = told.pop("unit", "")
    if file := told.pop("mailbox_file", ""):
        told["mailbox"] = _content(name, file)
    way, place = next(iter(told.items()), ("", ""))
    is_good = way in {"folder", "edxml"} or (way == "mailbox" and is_mailbox(place))
    if not (unit and place and is_good and len(told) == 1):
        raise SettingError(name, given, "must name in each [[source]] a unit and one place")
    return IntakeSource(unit, "mail" if way == "mailbox" else way, place)


def _content(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise SettingError(name, path, "cannot be read") from error


def listed(name: str, default: str) -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return the whole number in NAME. Raises SettingError for anything else."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()) or int(value) < least:
        raise SettingError(name, value, f"must be a whole number, at least {least}")
    return int(value)


def secret(
    name: str, *, file: Path | None = None, make: Callable[[int], str] | None = None
) -> str:
    """Return the secret in NAME, in the file of NAME_FILE, or in `file`, made on first use.

    Without `file` another body gave the secret: it may be short, but not missing.
    """
    if value := os.environ.get(name, ""):
        if file is not None and len(value) < SHORTEST_SECRET:
            raise SettingError(name, "…", f"must have at least {SHORTEST_SECRET} characters")
        return value
    if given := os.environ.get(f"{name}_FILE", ""):
        return _content(f"{name}_FILE", given)
    if file is None or make is None:
        raise SettingError(name, "", "must be given")
    if not file.exists():
        try:
            file.touch(mode=0o600)
            file.write_text(make(50), encoding="utf-8")
        except OSError as error:
            why = f"cannot be written ({error.strerror}); give the secret in {name} instead"
            raise SettingError(f"{name}_FILE", str(file), why) from error
    return file.read_text(encoding="utf-8").strip()


def writable_folder(name: str, default: Path) -> Path:
    """Return the folder NAME names, made if need be. Raises SettingError if unwritable."""
    folder = Path(text(name, str(default))).expanduser().resolve()
    probe = folder / f".can-write-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"loa")
        probe.unlink()
    except OSError as error:
        why = f"cannot be written ({error.strerror}); free space or choose another folder"
        raise SettingError(name, str(folder), why) from error
    return folder
