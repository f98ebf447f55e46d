"""What the environment says of the server."""

from collections.abc import Mapping

from segmentation.errors import WrongSetting
from segmentation.server.hosts import Host, host_from

HOSTS, NEW_DATA = "SEGMENTATION_HOSTS", "SEGMENTATION_NEW_DATA"
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


def takes_new_data(environment: Mapping[str, str]) -> bool:
    """Read SEGMENTATION_NEW_DATA: whether visitors may bring data and have models trained.

    Where nothing is said they may.

    Raises:
        WrongSetting
    """
    given = environment.get(NEW_DATA, "on").strip().lower()
    if given not in ("on", "off"):
        raise WrongSetting(NEW_DATA, '"on" or "off"')
    return given == "on"
