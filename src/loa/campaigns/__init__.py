"""A confirmed dispatch put to work (chiến dịch, nhiệm vụ)."""
