"""Platforms on which bodies publish behind a sign-in, asked by their official interface.

    addresses.py  what an address of a platform names: a page, a post, or neither
    posts.py      a post as it is compared and kept: own words, day, pictures; nobody's name
    facebook.py   Graph API, pages
    zalo.py       Official Account API, articles
    asking.py     one question, its answer or why there is none; no key in any error
    doorway.py    what both offer: consent, key, page, posts

A key is never part of an address, of an error, or of what is kept.
"""

from loa.doors.platforms.asking import PlatformError
from loa.doors.platforms.posts import Post

__all__ = ["PlatformError", "Post"]
