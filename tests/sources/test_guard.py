import socket
from ipaddress import ip_address, ip_network

import pytest

from bot.errors import SourceError
from bot.sources.fetch import Fetcher
from bot.sources.guard import Guard, RefusedAddressError
from tests.loopback.web import LOOPBACK, Publisher, ScriptedResolver

PRIVATE = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not Guard().allows(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "::ffff:1.1.1.1", "2606:4700::1111", "2a00:1450::1"])
def test_a_public_address_is_allowed(address: str) -> None:
    assert Guard().allows(ip_address(address))


def test_a_private_network_in_the_settings_is_allowed_and_no_other() -> None:
    guard = Guard([ip_network("10.1.0.0/16"), ip_network("fd00:1::/32")])
    assert guard.allows(ip_address("10.1.2.3"))
    assert guard.allows(ip_address("::ffff:10.1.2.3"))
    assert guard.allows(ip_address("fd00:1::5"))
    assert not guard.allows(ip_address("10.2.0.1"))
    assert not guard.allows(ip_address("127.0.0.1"))


def test_a_link_local_address_with_a_zone_is_refused() -> None:
    with pytest.raises(RefusedAddressError):
        Guard().make_socket((socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1%lo", 80)))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "0", "[::ffff:7f00:1]"]
)
async def test_every_spelling_of_loopback_is_refused(server: Publisher, host: str) -> None:
    server.serve("/", "secret")
    async with Fetcher() as fetcher:
        with pytest.raises(SourceError):
            await fetcher.get(server.url("/", host))
    assert server.requests == []


async def test_a_name_that_resolves_to_a_private_address_is_refused_and_the_remedy_named(server: Publisher) -> None:
    server.serve("/", "secret")
    async with Fetcher(resolver=ScriptedResolver(["127.0.0.1"])) as fetcher:
        with pytest.raises(SourceError, match=r"private or reserved address, which is refused.*allow_private"):
            await fetcher.get(server.url("/", "news.example"))
    assert server.requests == []


async def test_a_name_with_several_private_addresses_is_refused_in_the_same_words(server: Publisher) -> None:
    async with Fetcher(resolver=ScriptedResolver(["127.0.0.1", "10.0.0.1", "::1"])) as fetcher:
        with pytest.raises(SourceError, match="private or reserved address, which is refused"):
            await fetcher.get(server.url("/", "news.example"))


async def test_a_redirect_into_a_private_network_is_refused(server: Publisher) -> None:
    allowed = [ip_network("127.0.0.1/32")]
    server.redirect("/out", server.url("/secret", "127.0.0.2"))
    async with Fetcher(allow_private=allowed) as fetcher:
        with pytest.raises(SourceError, match=r"127\.0\.0\.2.*refused"):
            await fetcher.get(server.url("/out"))
    assert [request.path for request in server.requests] == ["/out"]


async def test_a_redirect_to_a_name_that_resolves_to_a_private_address_is_refused(server: Publisher) -> None:
    allowed = [ip_network("127.0.0.1/32")]
    server.redirect("/out", server.url("/secret", "inside.example"))
    async with Fetcher(allow_private=allowed, resolver=ScriptedResolver(["169.254.169.254"])) as fetcher:
        with pytest.raises(SourceError, match=r"inside\.example.*refused"):
            await fetcher.get(server.url("/out"))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://x.example/", "gopher://127.0.0.1/", "data:text/html,x"]
)
async def test_a_redirect_to_another_scheme_is_refused(server: Publisher, fetcher: Fetcher, target: str) -> None:
    with pytest.raises(SourceError, match="refused"):
        await fetcher.get(server.redirect("/out", target))


async def test_what_the_settings_allow_can_be_fetched(server: Publisher) -> None:
    server.serve("/", "hello")
    async with Fetcher(allow_private=LOOPBACK, resolver=ScriptedResolver(["127.0.0.1"])) as fetcher:
        assert (await fetcher.get(server.url("/", "news.example"))).text == "hello"
