"""What comes in, the review of a letter, how well the reader reads."""
