"""Which addresses may be dialled: a guard against being led into a private network."""

import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[str | int | bytes, ...]]

_ALSO_REFUSED: tuple[Network, ...] = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers
        "192.0.0.0/24",  # Python calls two of these global
        "192.88.99.0/24",  # 6to4 relays
        "::/96",  # IPv4-compatible; Python calls them global
        "64:ff9b::/96",  # NAT64: an IPv4 address in disguise
        "64:ff9b:1::/48",
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local, deprecated; Python calls it global
    )
)


class RefusedAddressError(OSError):
    """The address is not one of the public internet, and the settings do not allow it."""


class Guard:
    """Makes the sockets of the HTTP client, and refuses those that would be dialled to a private address.

    It sees the address really dialled, after every look-up and redirect, so neither a name that resolves to a private
    address nor one that changes between check and use gets past it.
    """

    def __init__(self, allow_private: Iterable[Network] = ()) -> None:
        self._allowed = tuple(allow_private)

    def allows(self, address: Address) -> bool:
        """Say whether `address` is public, or private but inside one of the allowed networks."""
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        forms: tuple[Address, ...] = (address,) if mapped is None else (mapped, address)
        if any(form in network for form in forms for network in self._allowed):
            return True
        return _is_public(forms[0])

    def make_socket(self, info: AddressInfo) -> socket.socket:
        """Return a socket for a resolved address (aiohttp's `socket_factory`). Raises RefusedAddressError."""
        family, kind, protocol, _, where = info
        text = str(where[0]).partition("%")[0]
        try:
            address = ip_address(text)
        except ValueError:
            raise RefusedAddressError("not an internet address") from None
        if not self.allows(address):
            # The same words for every address: several refusals then stay one error of this class.
            raise RefusedAddressError("a private or reserved address")
        return socket.socket(family, kind, protocol)


def _is_public(address: Address) -> bool:
    if address.is_multicast or address.is_reserved or address.is_unspecified or not address.is_global:
        return False
    return not any(address in network for network in _ALSO_REFUSED)
