"""A unit's answer and the consolidated report (báo cáo)."""
