import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import canonical_url, is_same_site, is_web_address

HOME = "https://tarn.test/news/lamps-lost"


@pytest.mark.parametrize(
    "variant",
    [
        pytest.param("http://tarn.test/news/lamps-lost", id="plain http"),
        pytest.param("https://WWW.Tarn.Test/news/lamps-lost/", id="www, capitals and a slash"),
        pytest.param("https://tarn.test:443/news/lamps-lost", id="the default port"),
        pytest.param("https://tarn.test/news/lamps-lost#comments", id="a fragment"),
        pytest.param("https://tarn.test/news/lamps-lost?utm_source=x&utm_medium=y&fbclid=z", id="tracking"),
        pytest.param("https://tarn.test/news/lamps-lost?ref=rss&cmp=1&gclid=2", id="more tracking"),
        pytest.param("https://m.tarn.test/news/lamps-lost", id="the mobile host"),
        pytest.param("https://mobile.tarn.test/news/lamps-lost", id="another mobile host"),
        pytest.param("https://amp.tarn.test/news/lamps-lost", id="the AMP host"),
        pytest.param("https://tarn.test/amp/news/lamps-lost", id="AMP before the path"),
        pytest.param("https://tarn.test/news/lamps-lost/amp/", id="AMP after the path"),
        pytest.param("https://tarn.test/news/lamps-lost.amp", id="AMP as an ending"),
        pytest.param("https://tarn.test/news/lamps-lost?amp=1", id="AMP in the query"),
        pytest.param("https://tarn.test/news/lamps-lost?outputType=amp", id="AMP as an output"),
        pytest.param("https://www.google.com/amp/s/tarn.test/news/lamps-lost", id="Google's viewer"),
        pytest.param("https://tarn-test.cdn.ampproject.org/c/s/tarn.test/news/lamps-lost", id="the AMP cache"),
        pytest.param("https://tarn.test//news/%6camps-lost", id="needless escapes"),
        pytest.param("  https://tarn.test/news/lamps-lost\n", id="white space around"),
        pytest.param("https://tarn.test./news/lamps-lost", id="a rooted host"),
    ],
)
def test_every_variant_of_an_address_is_one_page(variant: str) -> None:
    assert canonical_url(variant) == HOME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://tarn.test/a?id=1", "https://tarn.test/a?id=2"),
        ("https://tarn.test/a", "https://tarn.test/b"),
        ("https://tarn.test/a", "https://osk.test/a"),
        ("https://tarn.test:8080/a", "https://tarn.test/a"),
        ("https://tarn.test/Camp", "https://tarn.test/C"),
    ],
)
def test_different_pages_stay_different(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


def test_the_order_of_a_query_does_not_matter() -> None:
    assert canonical_url("https://tarn.test/a?b=2&a=1") == canonical_url("https://tarn.test/a?a=1&b=2")


def test_international_hosts_are_compared_in_ascii() -> None:
    assert canonical_url("https://bücher.test/ä") == canonical_url("https://xn--bcher-kva.test/%C3%A4")


@pytest.mark.parametrize("text", ["javascript:alert(1)", "https://", "http:// x", "https://[::1", "", "tarn.test/a"])
def test_what_is_no_web_address_is_said_so_and_left_alone(text: str) -> None:
    assert not is_web_address(text)
    assert canonical_url(text) == text.strip()


def test_a_number_for_a_host_keeps_its_brackets() -> None:
    assert canonical_url("http://[::1]:81/a") == canonical_url("https://[::1]:81/a/") == "https://[::1]:81/a"


def test_a_host_of_digits_is_no_port() -> None:
    assert canonical_url("https://0/a") == "https://0/a"


def test_a_host_and_the_hosts_inside_it_are_one_site() -> None:
    assert is_same_site("https://www.tarn.test/a", "http://news.tarn.test/b")
    assert not is_same_site("https://tarn.test/a", "https://notarn.test/a")


@given(st.text(max_size=200), st.text(max_size=50))
def test_no_text_breaks_it_and_twice_is_once(host: str, path: str) -> None:
    once = canonical_url(f"https://{host}/{path}")
    assert canonical_url(once) == once
