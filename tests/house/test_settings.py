"""A wrong setting, a taken port, a clock without zone: one sentence, exit code 2."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import REASONS_VI

ROOT = Path(__file__).parents[2]


def start(folder: Path, **said: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "LOA_DATA": str(folder), "LOA_DEBUG": "no", **said}
    code = "from loa.cli import main; main(['start'])"
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True, text=True, check=False, env=env, cwd=ROOT, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LOA_SITE_URL", "ftp://x", "phải bắt đầu bằng http://"),
        ("LOA_DATA", "/proc/none/at/all", "không ghi được"),
        ("LOA_DATABASE_URL", "mysql://x/y", "phải là sqlite:/// hoặc postgres://"),
        ("LOA_SECRET_KEY", "short", "ít nhất 32 ký tự"),
        ("LOA_TASKS", "later", "phải là database hoặc rq"),
        ("LOA_EMAIL_URL", "x", "phải là file:///thư-mục"),
        ("LOA_KEYS_KEY", "not-a-key", "phải là khoá 32 byte"),
        ("LOA_FACEBOOK_APP_ID", "1", "không được để trống"),
        ("TZ", "Nowhere/City", "múi giờ"),
    ],
)
def test_a_wrong_setting_ends_with_one_sentence(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    ended = start(tmp_path, **{name: value})
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


@pytest.mark.usefixtures("socket_enabled")
def test_a_taken_port_is_said_with_the_way_round(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = start(tmp_path, LOA_SITE_URL=f"http://localhost:{port}")
    assert ended.returncode == 2
    assert f"Cổng {port}" in ended.stderr
    assert str(port + 1) in ended.stderr


def test_every_reason_has_its_vietnamese() -> None:
    sources = [*(ROOT / "config").glob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    reasons = re.findall(r'"((?:must|is not|cannot) [^"{(]+)', text)
    known = tuple(REASONS_VI)
    assert [reason for reason in reasons if not reason.strip().startswith(known)] == [
        "must have at least "
    ]
