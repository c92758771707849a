"""Texts that end in the middle of everything are read all the same."""

import pytest

from bot.extraction import read_article
from bot.model import Article, ArticleId

ENDS = """The turnout was 70 per cent|He paid $5|about 70|70 a|5 square|5 per|two-thirds of|between 3 and|a couple of
40 -|half a|30 kilometres an|30 miles per|5 light|“I said|said “|according to|5 °|$|per cent|a|up 4
His score is 200 or greater|5,000 or less|10 or so|5 +|40 at least"""


@pytest.mark.parametrize("text", ENDS.replace("\n", "|").split("|"))
def test_a_text_may_end_anywhere(text: str) -> None:
    brief = read_article(Article(id=ArticleId("x"), body=text))
    assert all(figure.span.of(text) for figure in brief.figures)


def test_per_cent_at_the_end_is_percent() -> None:
    [figure] = read_article(Article(id=ArticleId("x"), body="The turnout was 70 per cent")).figures
    assert (figure.low, figure.unit) == (70, "percent")
