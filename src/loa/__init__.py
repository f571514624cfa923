"""Loa: a dispatch goes in, tasks, proof and the consolidated report come out."""

__version__ = "0.1.0"
