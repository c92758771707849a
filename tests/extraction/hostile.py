"""Texts made to break readers: one megabyte of a shape, and news mutated at random; with the promises to check."""

import random
from collections.abc import Iterator

from bot.extraction import read_article, read_document
from bot.model import Article, Brief, Document, Figure, MediaType, Quote, Span

MEGABYTE = 1_000_000

SHAPES = {
    "one line of sentences": "The council said on Tuesday that 3 lamps fell. ",
    "digits": "7",
    "grouped digits": "1,000,",
    "straight quotation marks": '"',
    "opening quotation marks": "“",
    "short quotes": "“a” ",
    "apostrophes": "'",
    "nested brackets": "([{",
    "no spaces": "a",
    "capitals": "A ",
    "names": "Ada Brook ",
    "short lines": "a\n",
    "cues": "he said ",
    "full stops": ". ",
    "words for numbers": "hundred thousand ",
    "dashes": "— ",
    "amounts": "$1 ",
    "angle brackets": "<",
    "elements": "<p>",
    "entities": "&amp;",
    "emphasis": "*_",
    "links": "[a](",
    "headings": "# a\n",
    "combining accents": "a\u0301",
    "spaces": " ",
    "tables": "|a",
    "quoted sentences": "“We lost 5,000 lamps,” Ada Brook said. ",
}

SEEDS = (
    "Storm takes 2,500 lamps from Tarn\n\nTARN, March 11 (Reuters) - About 2,500 street lamps were lost "
    "in Monday’s storm, "
    "the council of Tarn said on Tuesday, three times as many as in 2029.\n\n“We will replace every one "
    "of them,” Mayor Iris "
    "Holm told reporters. “It will cost $4.2m,” she said, “or a little more.”\n\nThe Red Lantern "
    "Society, a charity, put "
    "the number at 3,000 to 3,500; Holm’s spokesman, Tom Reed, called that ‘far too high’.\n\nNearly "
    "8,000 people had no "
    "light last week, up 4% from 7,700, according to the Ministry of Works.",
    "Velmora\u00a0: 12 000 enseignants en grève\n\nPlus de 12\u00a0000 enseignants ont cessé le travail "
    "mardi, selon le "
    "ministère. « Nous voulons 5 % de plus », a déclaré Anne Dubois, porte-parole du syndicat.",
    "<article><h1>Osk ferry stays</h1><p>The ferry carried <b>340 people</b> &mdash; “too many”, said Jon Alder.</p>"
    "<ul><li>Fares rose 10 percent</li><li>One in five stayed home</li></ul></article>",
    "---\ntitle: Budget doubled\ndate: 2031-03-13\n---\n\nTarn *doubled* its [fund](https://tarn.test) "
    "to €8 million, from "
    "€4 million, Holm said.\n\n> It is “a lot of money”.\n",
)  # fmt: skip

_SPLICED = (
    "“", "”", '"', "'", "‘", "’", "«", "»", "(", ")", "[", "]", "<", ">", "&", "\n", "\n\n", " ", "\u00a0",
    "\u202e", "\x00",
    "\ud800", ".", ",", "$", "%", "—", "1,000", "1e9", "½", "million", "said", "he", "I", "Mr.", "U.S.",
    "#", "*", "|", "```",
    "٣٤", "三百", "e\u0301", "🙂", "0" * 40, "9" * 5000, "a" * 300, "told reporters", "according to",
    "last week", "per cent", "Feb. 30",
)  # fmt: skip


def of_shape(shape: str, length: int = MEGABYTE) -> str:
    """Return `length` characters of a shape."""
    unit = SHAPES[shape]
    return (unit * (length // len(unit) + 1))[:length]


def mutants(count: int, *, seed: int) -> Iterator[tuple[MediaType, bool, str]]:
    """Yield mutated seed texts, each with what it is to be read as, and whether raw."""
    chance = random.Random(seed)
    for _ in range(count):
        text = chance.choice(SEEDS)
        for _ in range(chance.randrange(1, 12)):
            text = _mutated(text, chance)
        yield chance.choice(list(MediaType)[:3]), chance.random() < 0.5, text


def _mutated(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.randrange(40))
    match chance.randrange(5):
        case 0:
            return text[:start] + text[end:]
        case 1:
            return text[:end] + text[start:]
        case 2:
            other = chance.choice(SEEDS)
            return text[:start] + other[chance.randrange(len(other)) :][:80] + text[start:]
        case 3:
            return text[:start] + text[start:end][::-1] + text[end:]
        case _:
            return text[:start] + chance.choice(_SPLICED) + text[start:]


def read(text: str, media_type: MediaType, *, raw: bool) -> Brief:
    """Read a text all the way. Raises ArticleError where it has none."""
    return read_article(read_document(Document(text=text, media_type=media_type, raw=raw)))


def check(brief: Brief) -> None:
    """Assert that every span lies in the body, in order, and says something."""
    article = brief.article
    for span in spans_of(brief):
        assert 0 <= span.start < span.end <= len(article.body), span
        assert span.of(article.body).strip(), span
    for found in (brief.summary, [f.span for f in brief.figures], [q.span for q in brief.quotes]):
        assert list(found) == sorted(found)


def spans_of(brief: Brief) -> Iterator[Span]:
    """Yield every span of a brief."""
    yield from brief.summary
    for found in (*brief.figures, *brief.quotes):
        yield from _spans_of_one(found)


def _spans_of_one(found: Figure | Quote) -> Iterator[Span]:
    yield found.span
    if found.speaker:
        yield found.speaker.span
        if found.speaker.fuller:
            yield found.speaker.fuller
    if isinstance(found, Figure):
        if found.as_of:
            yield found.as_of.span
        if found.place:
            yield found.place


def raw_article(body: str) -> Article:
    """Return an article whose body is exactly `body`."""
    return read_document(Document(text=body, media_type=MediaType.TEXT, raw=True))
