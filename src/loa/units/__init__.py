"""Organisations on any date, officers, posts (đơn vị)."""
