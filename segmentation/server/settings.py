"""What the environment says of the server."""

from collections.abc import Mapping

from segmentation.errors import WrongSetting
from segmentation.server.hosts import Host, host_from

HOSTS = "SEGMENTATION_HOSTS"
THIS_MACHINE = (Host("localhost"), Host("127.0.0.1"), Host("[::1]"))
EXPECTED = (
    'the names that visitors reach this server by, separated by commas, such as "localhost, '
    'segments.example.com, 10.0.0.5:8501", each without "https://" and with a port only where '
    "no other may be used"
)


def hosts_from(environment: Mapping[str, str]) -> tuple[Host, ...]:
    """Read SEGMENTATION_HOSTS: the names that the server answers to.

    Where nothing is said: those by which a machine calls itself.

    Raises:
        WrongSetting
    """
    given = environment.get(HOSTS, "")
    if not given:
        return THIS_MACHINE
    hosts = [host_from(name.strip()) for name in given.split(",") if name.strip()]
    if not hosts or None in hosts:
        raise WrongSetting(HOSTS, EXPECTED)
    return tuple(hosts)
