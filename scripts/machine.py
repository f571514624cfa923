"""What this machine lacks for the tests, and getting it: called by bin/test and bin/check."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

LIST = Path(__file__).parent.parent / "requirements" / "debian.txt"


def wanted() -> list[tuple[str, str]]:
    lines = LIST.read_text().splitlines()
    pairs = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return [(package, command) for package, command in pairs]


def is_there(package: str, command: str) -> bool:
    if command != "-":
        return shutil.which(command) is not None
    if shutil.which("dpkg-query") is None:
        return False
    asked = subprocess.run(  # noqa: S603 (names come from our own list)
        ["dpkg-query", "-W", "-f=${Status}", package],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.endswith("installed") and "not-installed" not in asked.stdout


def test_packages() -> None:
    """Install the listed packages when root on Debian; else name what will be skipped."""
    missing = [package for package, command in wanted() if not is_there(package, command)]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        print("Installing for the tests:", *missing, flush=True)
        subprocess.run(["apt-get", "update", "-qq"], env=env, check=False)  # noqa: S607
        subprocess.run(  # noqa: S603
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],  # noqa: S607
            env=env,
            check=False,
            stdout=subprocess.DEVNULL,
        )
        missing = [package for package, command in wanted() if not is_there(package, command)]
    if missing:
        print("Not on this machine, so their tests are skipped:", *missing)


if __name__ == "__main__":
    {"test-packages": test_packages}[sys.argv[1]]()
