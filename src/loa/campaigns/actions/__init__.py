"""Every change to campaigns."""

from loa.campaigns.actions.receiving import acknowledge

__all__ = ["acknowledge"]
