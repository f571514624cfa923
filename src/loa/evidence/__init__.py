"""Proof of publication (minh chứng)."""
