"""Where somebody signs in from, as coarsely as one needs to recognise oneself.

Pure: an address in, a shorter one out. Rule: docs/rules/people.md.
"""

import ipaddress
from dataclasses import dataclass

PROGRAMS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Zalo", "Zalo"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Whence:
    """Network (shortened), device (coarse) and the key of the session that was opened."""

    network: str = ""
    device: str = ""
    session_key: str = ""


def shorten(address: str) -> str:
    """Return the network of an address: 203.0.113.x, 2001:db8:1::x; nothing for no address."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return shorten(str(found.ipv4_mapped))
        return f"{ipaddress.IPv6Network(f'{found}/48', strict=False).network_address}x"
    return f"{str(found).rpartition('.')[0]}.x"


def name_device(user_agent: str) -> str:
    """Return program and system of a browser's own description; what is unknown is left out."""
    program = next((word for sign, word in PROGRAMS if sign in user_agent), "")
    system = next((word for sign, word in SYSTEMS if sign in user_agent), "")
    return ", ".join(word for word in (program, system) if word)
