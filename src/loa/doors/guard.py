"""The net under the fetcher: names resolved once and pinned, every socket address checked.

aiohttp is given numbers only. Its resolver is `Pins`, which knows no DNS; its sockets come from
`make_socket`, which looks at the very address that is about to be connected to.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from loa.doors.addresses import Allowance, WebAddress, check_ip

Resolve = Callable[[str], Awaitable[list[str]]]
"""A name → its addresses as text. Raises OSError when there is none."""

_DNS_S = 6.0


async def system_resolve(host: str) -> list[str]:
    """Ask the system's resolver, once."""
    loop = asyncio.get_running_loop()
    found = await asyncio.wait_for(
        loop.getaddrinfo(host, None, type=socket.SOCK_STREAM), timeout=_DNS_S
    )
    return [str(info[4][0]) for info in found]


class Pins(AbstractResolver):
    """The addresses that each host was checked with; nothing else can be connected to."""

    def __init__(self, allowance: Allowance, resolve: Resolve) -> None:
        self._allowance = allowance
        self._resolve = resolve
        self._pinned: dict[str, tuple[str, ...]] = {}

    async def pin(self, address: WebAddress) -> None:
        """Resolve and check a host before it is visited.

        One answer that is not public refuses the name: a name that mixes both is a trap.
        Raises AddressRefusedError; OSError when the name has no address.
        """
        if address.ip is not None:
            check_ip(address.ip, self._allowance)
            return
        answers = await self._resolve(address.host)
        if not answers:
            raise OSError(f"no address for {address.host}")
        for answer in answers:
            check_ip(ipaddress.ip_address(answer), self._allowance)
        self._pinned[address.host] = tuple(dict.fromkeys(answers))

    def of(self, address: WebAddress) -> str:
        """Give the number a host stands for: the first of its pinned addresses."""
        return self._pinned.get(address.host, (address.host,))[0]

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 (aiohttp's signature)
    ) -> list[ResolveResult]:
        if host not in self._pinned:
            raise OSError(f"{host} was not checked")
        return [
            ResolveResult(
                hostname=host,
                host=number,
                port=port,
                family=socket.AF_INET6 if ":" in number else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for number in self._pinned[host]
        ]

    async def close(self) -> None:
        self._pinned.clear()

    def make_socket(self, info: tuple[Any, ...]) -> socket.socket:
        """Make the socket for one numeric address, after a last look at it."""
        family, kind, proto, _, sockaddr = info
        check_ip(ipaddress.ip_address(sockaddr[0]), self._allowance)
        return socket.socket(family=family, type=kind, proto=proto)


def peer_of(response: aiohttp.ClientResponse, pinned: str) -> str:
    """Whom we talked to. A short answer has already given its connection back: then the pin."""
    if response.connection is None or response.connection.transport is None:
        return pinned
    name = response.connection.transport.get_extra_info("peername")
    return str(name[0]) if name else pinned


def tls_code(error: aiohttp.ClientConnectorCertificateError) -> str:
    """Say what is wrong with a certificate, as a code."""
    words = str(error.certificate_error).lower()
    if "expired" in words:
        return "tls_expired"
    if "hostname" in words or "ip address mismatch" in words:
        return "tls_name"
    return "tls_chain"
