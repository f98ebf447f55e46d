"""Names of hosts: as they stand in settings, in the header Host and in the header Origin."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address

NAME = r"\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?"
HOST = re.compile(rf"(?P<name>{NAME})\.?(?::(?P<port>[0-9]{{1,5}}))?", re.ASCII)
ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<host>[^/]+)")
USUAL_PORTS = {"http": 80, "https": 443}
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Host:
    """A name in small letters, an IPv6 address in brackets; the port where one is named."""

    name: str
    port: int | None = None

    @property
    def ports(self) -> set[int]:
        """The port; where none is named one of the usual ones, since the scheme is not known."""
        return {self.port} if self.port is not None else set(USUAL_PORTS.values())

    @property
    def is_address(self) -> bool:
        """Whether it is an IP address, which no site can have as a name of its own."""
        return _address(self.name) is not None


def host_from(text: str) -> Host | None:
    """What a header Host or a setting names; None where it is no name of a host."""
    found = HOST.fullmatch(text.lower())
    if found is None:
        return None
    port = None if found["port"] is None else int(found["port"])
    name = _address(found["name"]) or found["name"]
    in_brackets = name.startswith("[")
    if port == 0 or (port or 0) > HIGHEST_PORT or (in_brackets and _address(name) is None):
        return None
    return Host(name, port)


def origin_from(text: str) -> Host | None:
    """The host that a header Origin names, its port always said; None for all else, as "null"."""
    found = ORIGIN.fullmatch(text.lower())
    host = host_from(found["host"]) if found else None
    if host is None:
        return None
    return Host(host.name, host.port or USUAL_PORTS[found["scheme"]])


def is_among(host: Host, allowed: Iterable[Host]) -> bool:
    """Whether a host is one of those that are allowed; one without a port allows every port."""
    return any(
        one.name == host.name and (one.port is None or one.port in host.ports) for one in allowed
    )


def is_same(origin: Host, host: Host) -> bool:
    """Whether what asks is a page of the very host that is asked."""
    return origin.name == host.name and bool(origin.ports & host.ports)


def _address(name: str) -> str | None:
    """An IP address in its usual form; None for what is none."""
    try:
        address = ip_address(name.strip("[]"))
    except ValueError:
        return None
    return f"[{address}]" if address.version == 6 else str(address)
