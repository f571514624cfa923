"""What a clever clerk could do with paper: plain Python, no database, no network, no clock."""
