"""Which subscriptions want a brief."""

import pytest

from bot.matching import Offer, wants
from bot.model import Subscription
from tests import make

BODY = (
    "Flood waters rose. The bridge-builders of Tarn left about 10,000 soldiers. "
    "The ministry said so in Velmora last week."
)
OFFER = Offer(
    brief=make.brief(1, of=make.article(1, body=BODY, headline="Flood in Tarn")),
    sources=frozenset(("wire", "post")),
    topics=frozenset(("floods",)),
)


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        pytest.param({}, True, id="everything"),
        pytest.param({"sources": ("post",)}, True, id="its source"),
        pytest.param({"sources": ("other",)}, False, id="another source"),
        pytest.param({"topics": ("floods", "troops")}, True, id="its topic"),
        pytest.param({"topics": ("troops",)}, False, id="another topic"),
        pytest.param({"keywords": ("FLOOD",)}, True, id="keyword in any case"),
        pytest.param({"keywords": ("floods",)}, False, id="whole words only"),
        pytest.param({"keywords": ("floo*",)}, True, id="open ending"),
        pytest.param({"keywords": ("waters rose",)}, True, id="phrase"),
        pytest.param({"keywords": ("waters fell",)}, False, id="another phrase"),
        pytest.param({"keywords": ("-sport",)}, True, id="only an unwanted word, absent"),
        pytest.param({"keywords": ("-tarn",)}, False, id="only an unwanted word, present"),
        pytest.param({"keywords": ("flood", "-bridge")}, False, id="wanted and unwanted"),
        pytest.param({"keywords": ("bridge-builders",)}, True, id="hyphen"),
        pytest.param({"keywords": ("", "-", "*", "!!")}, False, id="no words in it"),
        pytest.param({"topics": ("troops",), "keywords": ("flood",)}, True, id="topic or keyword"),
        pytest.param({"sources": ("other",), "keywords": ("flood",)}, False, id="source and keyword"),
        pytest.param({"topics": ("floods",), "keywords": ("-tarn",)}, False, id="topic but unwanted word"),
    ],
)
def test_a_subscription_wants_what_it_asks_for(wish: dict[str, tuple[str, ...]], expected: bool) -> None:
    assert wants(Subscription(platform="discord", channel="1", **wish), OFFER) is expected  # type: ignore[arg-type]
