"""Where letters come from by themselves: several places, each with its unit."""

from pathlib import Path

import pytest

from config.environment import IntakeSource, SettingError, intake_file, mailbox

NAMES = ("LOA_MAILBOX_URL", "LOA_MAILBOX_URL_FILE")
ADDRESS = "imaps://van-thu:bi%20mat@thu.example/INBOX"


def told(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[IntakeSource, ...]:
    path = folder / "nguon.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("LOA_INTAKE_FILE", str(path))
    return intake_file("LOA_INTAKE_FILE")


def test_a_mailbox_may_stand_in_a_file_as_other_secrets_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOA_MAILBOX_URL", raising=False)
    assert mailbox(*NAMES) == ""
    kept = tmp_path / "hop-thu"
    kept.write_text(f"{ADDRESS}\n")
    monkeypatch.setenv("LOA_MAILBOX_URL_FILE", str(kept))
    assert mailbox(*NAMES) == ADDRESS
    kept.write_text("imap://van-thu:bi%20mat@thu.example/INBOX")  # without TLS, elsewhere
    with pytest.raises(SettingError) as wrong:
        mailbox(*NAMES)
    assert "mat" not in str(wrong.value).split("thu.example")[0]
    kept.unlink()
    with pytest.raises(SettingError, match="LOA_MAILBOX_URL_FILE"):
        mailbox(*NAMES)


def test_each_place_has_its_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "hop-thu"
    kept.write_text(ADDRESS)
    text = f"""
[[source]]
unit = "tg.stttt"
folder = "/srv/quet"

[[source]]
unit = "tg.sgddt"
mailbox_file = "{kept}"

[[source]]
unit = "tg.sgddt"
edxml = "/srv/truc"
"""
    assert told(tmp_path, text, monkeypatch) == (
        IntakeSource("tg.stttt", "folder", "/srv/quet"),
        IntakeSource("tg.sgddt", "mail", ADDRESS),
        IntakeSource("tg.sgddt", "edxml", "/srv/truc"),
    )
    assert told(tmp_path, "", monkeypatch) == ()


@pytest.mark.parametrize(
    "text",
    [
        "source = 1",
        "[[source]]\nfolder = '/a'",
        "[[source]]\nunit = 'a'",
        "[[source]]\nunit = 'a'\nfolder = '/a'\nedxml = '/b'",
        "[[source]]\nunit = 'a'\nmailbox = 'imap://u:p@thu.example/x'",
        "[[source]]\nunit = 'a'\nmailbox_file = '/nowhere/at/all'",
        "[[source]]\nunit = 'a'\nfolder = '/a'\n[[source]]\nunit = 'b'\nfolder = '/a'",
        "[[source]\n",
    ],
)
def test_a_wrong_list_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    with pytest.raises(SettingError) as wrong:
        told(tmp_path, text, monkeypatch)
    assert "LOA_INTAKE_FILE" in str(wrong.value)
    assert ":p@" not in str(wrong.value)
