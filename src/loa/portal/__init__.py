"""The public site (cổng thông tin)."""
