"""Lines that no pattern chokes on: endless runs shortened, endless lines cut."""

import re

from loa.crafts.opening.limits import LONGEST_RUN, WHOLE_LINE

_SAME = re.compile(rf"(\W)\1{{{LONGEST_RUN},}}")
_WHITE = re.compile(rf"\s{{{LONGEST_RUN},}}")
_UNBROKEN = re.compile(rf"\S{{{2 * LONGEST_RUN}}}(?=\S)")


def tamed(text: str) -> list[str]:
    """Give a line as one or more lines whose runs and lengths are bounded.

    A letter's own lines come back as they are: no word has 160 letters, no blank 80 spaces.
    """
    text = _WHITE.sub(" " * LONGEST_RUN, text)
    text = _SAME.sub(lambda run: run[1] * LONGEST_RUN, text)
    text = _UNBROKEN.sub(lambda run: run[0] + " ", text)
    parts: list[str] = []
    while len(text) > WHOLE_LINE:
        cut = text.rfind(" ", WHOLE_LINE // 2, WHOLE_LINE)
        cut = cut if cut > 0 else WHOLE_LINE
        parts.append(text[:cut])
        text = text[cut:].lstrip()
    return [*parts, text]
