import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ArticleError
from bot.extraction import LONGEST_READ, read_article, read_document
from bot.extraction.batch import read_line
from bot.model import Document, MediaType
from tests.extraction.hostile import SHAPES, check, mutants, of_shape, raw_article, read

SHORTER = 100_000
"""Long enough that anything quadratic is seen (the benchmark does the whole megabyte with a clock)."""
FRAMES = 120


@contextmanager
def few_frames() -> Iterator[None]:
    """Let nothing inside recurse deeper than a handful of calls allow."""
    depth, frame = 0, sys._getframe()
    while frame.f_back is not None:
        depth, frame = depth + 1, frame.f_back
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(depth + FRAMES)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_long_text_of_any_shape_is_read_without_deep_recursion(shape: str) -> None:
    body = of_shape(shape, SHORTER)
    if body.strip():
        with few_frames():
            brief = read_article(raw_article(body))
        assert brief.article.body == body
        check(brief)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", list(MediaType))
@pytest.mark.parametrize("shape", SHAPES)
def test_a_megabyte_in_any_format_becomes_an_article_or_an_article_error(shape: str, kind: MediaType) -> None:
    try:
        article = read_document(Document(text=of_shape(shape), media_type=kind))
    except ArticleError:
        return
    assert article.body


@pytest.mark.timeout(60)
@pytest.mark.parametrize("page", ["<div>" * 200_000, "<b><i>" * 100_000 + "text", "<p " + "a=b " * 200_000 + ">x</p>"])
def test_deep_and_wide_pages_are_survived(page: str) -> None:
    try:
        read_document(Document(text=f"<html><body>{page}</body></html>", media_type=MediaType.HTML))
    except ArticleError:
        return


@pytest.mark.timeout(120)
def test_mutated_news_keeps_every_span_verbatim() -> None:
    for media_type, raw, text in mutants(200, seed=20310311):
        try:
            brief = read(text, media_type, raw=raw)
        except ArticleError:
            continue
        check(brief)
        assert not raw or brief.article.body == text


@pytest.mark.parametrize("gap", ["\n", ". ", "aa"], ids=["lines", "sentences", "nothing to cut at"])
def test_a_book_is_read_up_to_a_limit_and_no_number_is_cut_in_two(gap: str) -> None:
    line = "The council of Tarn said on Tuesday that 12,500 lamps fell"
    body = (line + gap) * (LONGEST_READ // len(line) + 100)
    figures = read_article(raw_article(body)).figures
    assert {figure.low for figure in figures} == {12_500}
    assert LONGEST_READ / 2 < figures[-1].span.end <= LONGEST_READ


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aA1.,“”\"' \n$%—éТ三\u0301\u202e\x00\ud800"), max_size=400))
def test_any_text_at_all_is_read_raw_and_written_as_json(text: str) -> None:
    assert json.loads(read_line(json.dumps({"id": 1, "text": text}), raw=True))["id"] == 1
    if text.strip():
        check(read_article(raw_article(text)))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.sampled_from(list(MediaType)))
def test_any_text_is_an_article_or_an_article_error(text: str, kind: MediaType) -> None:
    try:
        article = read_document(Document(text=text, media_type=kind))
    except ArticleError:
        return
    assert article.body.strip() == article.body != ""
