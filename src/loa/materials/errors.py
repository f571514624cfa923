"""What can go wrong with materials.

MaterialError
├── NothingHeldError      neither a file nor a text nor a link
├── SameVersionError      the newest version holds these very bytes and words
└── MaterialWithdrawnError
"""


class MaterialError(Exception):
    """Something about a material; the edge makes the sentence."""


class NothingHeldError(MaterialError):
    pass


class SameVersionError(MaterialError):
    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


class MaterialWithdrawnError(MaterialError):
    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
