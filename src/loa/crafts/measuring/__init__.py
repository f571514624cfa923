"""How sure a measured share is."""

from loa.crafts.measuring.intervals import exact_interval

__all__ = ["exact_interval"]
