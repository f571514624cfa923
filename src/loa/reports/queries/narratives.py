"""What units wrote, and the text of a consolidated report that Loa proposes."""

from collections.abc import Iterator

from loa.crafts.viet import fold, write_number
from loa.reports.queries.rollup import Facts, Rolled

MOST_QUOTED = 30  # more is not read on a director's desk; all of it stays on the page


def statements(rolled: Rolled, section: str) -> Iterator[tuple[str, str]]:
    """Yield (unit's name, what it wrote) of one section, in order of precedence."""
    for row in rolled.participants:
        sent = rolled.counting.get(row.unit_id)
        words = sent.narratives.get(section, "").strip() if sent else ""
        if words:
            yield row.name, words


def proposed_text(rolled: Rolled, facts: Facts) -> dict[str, str]:
    """Return {section code: text} to begin from: what was ordered, what units wrote.

    Sums are not put in words: they stand in the report's tables.

    The same words from several units stand once, with how many wrote them. Vietnamese: it is
    the text of an official paper. A person edits and answers for it.
    """
    text = {}
    for section in facts["form"]["sections"]:
        code = section["code"]
        quoted = _quoted(list(statements(rolled, code)))
        opening = _OPENINGS.get(code)
        text[code] = "\n".join([*(opening(facts) if opening else []), *quoted])
    return text


def _quoted(said: list[tuple[str, str]]) -> list[str]:
    by_words: dict[str, list[tuple[str, str]]] = {}
    for unit, words in said:
        by_words.setdefault(fold(words).strip(" ."), []).append((unit, words))
    ranked = sorted(by_words.values(), key=len, reverse=True)[:MOST_QUOTED]
    return [f"{_sentence(same[0][1])} ({_who([unit for unit, _ in same])})" for same in ranked]


def _sentence(words: str) -> str:
    return " ".join(words.split()).rstrip(" .")


def _who(units: list[str]) -> str:
    return (
        units[0]
        if len(units) == 1
        else f"{units[0]} và {write_number(len(units) - 1)} đơn vị khác"
    )


def _direction(facts: Facts) -> list[str]:
    campaign = facts["campaign"]
    founded = "; ".join(campaign["founded_on"])
    return [
        f"{facts['sender']['issuer']} đã ban hành {founded} và giao nhiệm vụ đến"
        f" {write_number(facts['expected'])} cơ quan, đơn vị, địa phương."
    ]


_OPENINGS = {"direction": _direction}
