"""The official letter, what was read, who confirmed it (công văn)."""
