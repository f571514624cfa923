"""Reading one setting from the environment, loudly."""

import os
from collections.abc import Callable
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
    "must be yes or no": "phải là yes hoặc no",
    "must be a whole number, at least": "phải là số nguyên, không nhỏ quá mức cho phép",
    "must name roles, or be none": "phải là tên các vai trò (coordinator, approver…) hoặc none",
    "must start with https://": "phải bắt đầu bằng https://",
    "must be given": "không được để trống",
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


def mailbox(name: str) -> str:
    """Return the mailbox's address; without TLS only on this machine, for tests."""
    value = text(name, "")
    if not value:
        return ""
    parts = urlsplit(value)
    is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    is_safe = parts.scheme in {"imaps", "imap+starttls"} or (parts.scheme == "imap" and is_here)
    if not (is_safe and parts.hostname and parts.username and parts.password):
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
        try:
            return Path(given).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingError(f"{name}_FILE", given, "cannot be read") from error
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
