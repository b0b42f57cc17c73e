"""Names of hosts."""

import ipaddress


def is_this_machine(host: str) -> bool:
    """Whether only this machine itself can reach the host of this name or number."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
