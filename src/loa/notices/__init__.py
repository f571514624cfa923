"""The outbox: mail and text to paste (thông báo)."""
