"""Ways out of the house: the web, the archive, other programs. No Django in here.

A door takes dataclasses and gives dataclasses, has a time limit, and says in words what it
could not do. It never raises for what the other side does: that is an outcome.
"""
