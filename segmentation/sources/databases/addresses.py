"""Take a database server's address apart, and keep its password out of sight."""

from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from segmentation.errors import UnclearAddress


@dataclass(frozen=True)
class Address:
    """Where a database is. Its text never holds the password."""

    host: str | None
    port: int | None
    user: str | None
    database: str | None
    password: str | None = field(repr=False)
    options: dict[str, str] = field(repr=False)

    @property
    def server(self) -> str:
        return f"{self.host or 'this machine'}:{self.port or 5432}"

    def hide(self, text: str) -> str:
        """The text without the password."""
        secrets = [self.password, *self.options.values()]
        for secret in secrets:
            text = text.replace(secret, "...") if secret else text
        return text


def parse_address(text: str) -> Address:
    """The parts of postgres://user:password@host:port/database?option=value.

    Raises:
        UnclearAddress: it cannot be told where the password ends.
    """
    parts = _split(text)
    if parts is None:
        raise UnclearAddress
    path = unquote(parts.path.strip("/"))
    return Address(
        host=parts.hostname,
        port=parts.port,
        user=_decoded(parts.username),
        database=path or None,
        password=_decoded(parts.password),
        options=dict(parse_qsl(parts.query)),
    )


def _split(text: str) -> SplitResult | None:
    # What urlsplit says of a bad port repeats a piece of the address.
    try:
        parts = urlsplit(text)
        is_clear = "@" not in parts.path + parts.query + parts.fragment and not parts.fragment
        return parts if is_clear and (parts.port or 1) > 0 else None
    except ValueError:
        return None


def _decoded(text: str | None) -> str | None:
    return None if text is None else unquote(text)
