"""How much of a file is opened, and what is raised where that is not enough."""

MOST_COLUMNS = 100
MOST_LINES = 1_000_000
MOST_BYTES = 200_000_000  # of a CSV, or of an XLSX once unpacked: 600,000 units are 120 MB


class ListUnreadableError(ValueError):
    """A file that is no list of units.

    `code` is one of: empty, too_wide, too_long, too_big, no_columns, not_a_table;
    `what` is the limit, or the missing headers.
    """

    def __init__(self, *, code: str, what: str = "") -> None:
        self.code, self.what = code, what
        super().__init__(f"{code}: {what}" if what else code)
