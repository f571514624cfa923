"""Our own letters with answers: bodies are real kinds of bodies, persons and numbers invented.

`*.letters` hold the words as an officer writes them, with the answers marked in place;
`sheets.py` parses them, `paper.py` and `scans.py` make files of them.
"""
