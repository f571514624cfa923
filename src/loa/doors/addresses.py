"""The one place where it is decided which web addresses Loa may visit.

One parser reads an address; its answer is what is checked *and* what is asked for, so there is
no second reading to disagree with. A host is refused when it is a number written oddly, a name
of a private network, or when any of its addresses is not plainly public.

Source: IANA special-purpose address registries (RFC 6890 and later entries), RFC 6052 (NAT64),
RFC 6598 (shared space), the clouds' metadata addresses.
"""

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urljoin

import idna

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

LONGEST = 2_048
SCHEMES = {"http": 80, "https": 443}
PORTS = frozenset({80, 443, 8080, 8443})

# Names that only mean something inside a network.
INNER_NAMES = (
    "localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa",
    "localdomain", "onion", "invalid", "arpa",
)  # fmt: skip

_V4_REFUSED = {
    "0.0.0.0/8": "this_network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared_cgnat",
    "127.0.0.0/8": "loopback",
    "169.254.0.0/16": "link_local_metadata",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "protocol",
    "192.0.2.0/24": "documentation",
    "192.88.99.0/24": "relay_6to4",
    "192.168.0.0/16": "private",
    "198.18.0.0/15": "benchmarking",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
    # Azure's metadata and DNS helper: a public number that only answers from inside.
    "168.63.129.16/32": "metadata",
}
# Public IPv6 is 2000::/3 without these. Everything else (loopback, mapped, NAT64, unique local,
# link local, multicast, segment routing 5f00::/16) lies outside and is refused with it.
_V6_PUBLIC = ipaddress.IPv6Network("2000::/3")
_V6_REFUSED = {
    "2001::/23": "protocol_teredo",
    "2001:db8::/32": "documentation",
    "2002::/16": "relay_6to4",
    "3fff::/20": "documentation",
}
_V6_NAMES = {
    "::1/128": "loopback",
    "::/128": "this_network",
    "::ffff:0:0/96": "mapped_ipv4",
    "::/96": "compatible_ipv4",
    "64:ff9b::/96": "nat64",
    "64:ff9b:1::/48": "nat64",
    "fc00::/7": "private",
    "fe80::/10": "link_local",
    "ff00::/8": "multicast",
}
_V4 = [(ipaddress.IPv4Network(net), why) for net, why in _V4_REFUSED.items()]
_V6 = [(ipaddress.IPv6Network(net), why) for net, why in (_V6_REFUSED | _V6_NAMES).items()]

_SHAPE = re.compile(r"(https?)://([^/?#]*)([^#]*)(?:#.*)?", re.IGNORECASE | re.DOTALL)
_PORT = re.compile(r"(.*):(\d{1,5})?", re.DOTALL)
# The last label decides whether a browser reads the host as a number (WHATWG URL §3.5).
_NUMBER_LABEL = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
                   r"(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)+")  # fmt: skip


class AddressRefusedError(Exception):
    """An address that Loa does not visit; `code` says which rule, `detail` what it saw."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Allowance:
    """What a test or a benchmark opens on purpose. Real work uses the empty one.

    Passed as an object by the caller; nothing in the environment or the settings makes one.
    """

    networks: Collection[IPNetwork] = ()
    ports: Collection[int] = ()
    ca_file: str | None = None

    def covers(self, ip: IPAddress) -> bool:
        return any(ip.version == net.version and ip in net for net in self.networks)


NOTHING = Allowance()


@dataclass(frozen=True)
class WebAddress:
    """An address that passed the rules of form. `ip` is set when the host is a plain number."""

    scheme: str
    host: str
    port: int
    target: str
    ip: IPAddress | None

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if self.ip is not None and self.ip.version == 6 else self.host
        usual = self.port == SCHEMES[self.scheme]
        return f"{self.scheme}://{host}" + ("" if usual else f":{self.port}")

    @property
    def url(self) -> str:
        return self.origin + self.target


def why_not_public(ip: IPAddress) -> str | None:
    """Say why this number is not public, or None when it is."""
    if ip.version == 4:
        return next((why for net, why in _V4 if ip in net), None if ip.is_global else "special")
    if ip.scope_id:
        return "scoped"
    named = next((why for net, why in _V6 if ip in net), None)
    if named is None and ip not in _V6_PUBLIC:
        return "not_global_unicast"
    return named


def check_ip(ip: IPAddress, allowance: Allowance = NOTHING) -> None:
    """Raise AddressRefusedError unless `ip` is public or expressly allowed."""
    why = why_not_public(ip)
    if why is not None and not allowance.covers(ip):
        raise AddressRefusedError("address_not_public", f"{ip} ({why})")


def parse_address(text: str, allowance: Allowance = NOTHING) -> WebAddress:
    """Read an address as Loa will ask for it.

    Raises AddressRefusedError for anything but a plain public-looking http(s) address.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise AddressRefusedError("too_long", f"{len(text)} characters")
    if "\\" in text or any(ord(c) <= 0x20 or ord(c) == 0x7F for c in text):
        raise AddressRefusedError("odd_characters", repr(text[:80]))
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise AddressRefusedError("scheme", text[:80])
    scheme, authority, target = shape[1].lower(), shape[2], shape[3]
    if "@" in authority:
        raise AddressRefusedError("user_info", "name@host")
    host, port = _split_port(authority, SCHEMES[scheme])
    if port not in PORTS and port not in allowance.ports:
        raise AddressRefusedError("port", str(port))
    host, ip = _read_host(host)
    if ip is not None:
        check_ip(ip, allowance)
    if not target.startswith("/"):
        target = "/" + target
    raw = target.encode("utf-8", "surrogateescape")
    return WebAddress(scheme, host, port, quote(raw, safe="/?%&=+:@!$'()*,;~[]|"), ip)


def join_address(base: WebAddress, location: str, allowance: Allowance = NOTHING) -> WebAddress:
    """Read a redirect's target, seen from the page that sent it; the same rules hold."""
    if "\\" in location:
        raise AddressRefusedError("odd_characters", repr(location[:80]))
    try:
        # Sites write spaces where "%20" belongs, and browsers go there; no host has one.
        joined = urljoin(base.url, location.strip(" \t").replace(" ", "%20"))
    except ValueError as error:
        raise AddressRefusedError("host", location[:80]) from error
    return parse_address(joined, allowance)


def _split_port(authority: str, usual: int) -> tuple[str, int]:
    if authority.startswith("["):
        host, bracket, rest = authority.partition("]")
        if not bracket or (rest and not re.fullmatch(r":\d{1,5}", rest)):
            raise AddressRefusedError("host", authority[:80])
        return host + bracket, int(rest[1:]) if rest else usual
    match = _PORT.fullmatch(authority)
    if match is None:
        return authority, usual
    return match[1], int(match[2]) if match[2] else usual


def _read_host(host: str) -> tuple[str, IPAddress | None]:
    if host.startswith("["):
        try:
            six = ipaddress.IPv6Address(host[1:-1])
        except ValueError as error:
            raise AddressRefusedError("host", host[:80]) from error
        return str(six), six
    host = host.lower()
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise AddressRefusedError("host", host[:80]) from error
    host = host.removesuffix(".")
    if _NUMBER_LABEL.fullmatch(host.rpartition(".")[2]):
        try:
            four = ipaddress.IPv4Address(host)
        except ValueError as error:
            # 2130706433, 0x7f.1, 0177.0.0.1: programs disagree on what these mean.
            raise AddressRefusedError("odd_number_host", host[:80]) from error
        return str(four), four
    if any(host == name or host.endswith("." + name) for name in INNER_NAMES):
        raise AddressRefusedError("inner_name", host[:80])
    if not _NAME.fullmatch(host):
        raise AddressRefusedError("host", host[:80])
    return host, None
