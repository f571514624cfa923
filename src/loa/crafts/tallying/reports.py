"""The figures that units sent, as columns: what a roll-up reads."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from loa.crafts.tallying.errors import DoubleReportError, FormError, TooLargeError
from loa.crafts.tallying.form import Form
from loa.crafts.tallying.lines import Key
from loa.crafts.tallying.measures import RollUp

Things = Mapping[str, Mapping[Key, Iterable[Key]]]


@dataclass(frozen=True, eq=False)
class Reports:
    """One report per unit.

    figures: (columns of the form, reports) int64, zero where nothing was typed; typed: the same
    shape, whether something was. things: for each indicator that is recounted, what each unit
    counted (addresses, say): code → unit → things.
    """

    form: Form
    units: tuple[Key, ...]
    on_time: npt.NDArray[np.bool_]
    figures: npt.NDArray[np.int64]
    typed: npt.NDArray[np.bool_]
    things: Things = field(default_factory=dict)

    @classmethod
    def of(
        cls, form: Form, rows: Iterable[tuple[object, ...]], things: Things | None = None
    ) -> "Reports":
        """Build from rows (unit, on time, then the slots in the order of `form.columns`).

        This is `values_list("unit_id", "on_time", *form.columns)` of the submissions that
        count: whole numbers, None where nothing was typed. Raises DoubleReportError,
        TooLargeError; FormError if a row has another length or `things` names an indicator
        that is not recounted.
        """
        width = len(form.columns)
        rows = list(rows)
        if any(len(row) != width + 2 for row in rows):
            raise FormError(f"a row has not the {width} figures of the form")
        units = tuple(row[0] for row in rows)
        if len(set(units)) < len(units):
            raise DoubleReportError(Counter(units).most_common(1)[0][0])
        table = np.empty((len(rows), width), dtype=object)
        if rows and width:
            table[:] = [row[2:] for row in rows]
        table = np.ascontiguousarray(table.T)
        typed = np.asarray(np.not_equal(table, np.array(None, dtype=object)), np.bool_)
        try:
            figures = np.where(typed, table, 0).astype(np.int64)
        except OverflowError:
            raise TooLargeError("a figure") from None
        on_time = np.fromiter((bool(row[1]) for row in rows), np.bool_, len(rows))
        for code in things or {}:
            if code not in form.by_code or form.by_code[code].rollup is not RollUp.RECOUNT:
                raise FormError("is not recounted", code)
        return cls(form, units, on_time, figures, typed, things or {})
