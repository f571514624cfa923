"""Append-only: who did what, when, from which value to which (nhật ký)."""
