"""What the terminal says, in the language of `LOA_LANG` (vi, the default, or en)."""

import os
import sys
from typing import NoReturn


def say(vi: str, en: str) -> str:
    """Return the sentence in the terminal's language."""
    return en if os.environ.get("LOA_LANG", "vi").lower().startswith("en") else vi


def stop(vi: str, en: str, *, code: int = 2) -> NoReturn:
    """End with one clear line on standard error: 2 a wrong call, 1 the answer is no."""
    sys.stderr.write(say(vi, en).rstrip() + "\n")
    raise SystemExit(code)
