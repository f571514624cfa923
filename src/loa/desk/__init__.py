"""Officers' screens over several floors; owns no rows (bàn làm việc)."""
