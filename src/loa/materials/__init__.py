"""Posters, clips, leaflets and their versions (tài liệu tuyên truyền)."""
