"""Skills, tactics, patterns: versioned lists."""
