"""Vietnamese text: the language that all crafts share."""
