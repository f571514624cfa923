"""Say whether a material is on a captured page, and how sure that is.

Pure: bytes and text in, matches out.
"""
