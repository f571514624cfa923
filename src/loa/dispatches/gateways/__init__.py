"""Doors of the letters' room."""
