"""The cast. An runs the campaign, Bình reports for a commune, Chi for a school, Dũng reads."""

from datetime import datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2024, 10, 21, 9, 0, tzinfo=VIETNAM)
