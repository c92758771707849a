from bot.model import Brief, Mention, Person, Quote, QuoteKind, Span
from bot.store.briefs import parse_reading, to_reading
from bot.store.keys import mention_key
from tests import make

BODY = "The health ministry met Ann Roe. “It rose,” the ministry said."


def brief(speaker: Mention) -> Brief:
    quote = Quote(span=make.span(BODY, "It rose,"), speaker=speaker, cue="said", kind=QuoteKind.DIRECT)
    return Brief(article=make.article(1, body=BODY), quotes=(quote,))


def test_a_speaker_keeps_person_and_full_name() -> None:
    for speaker in (
        Mention(span=make.span(BODY, "the ministry"), fuller=make.span(BODY, "The health ministry")),
        Mention(span=make.span(BODY, "Ann Roe"), person=Person(name="Ann Roe", role="nurse")),
    ):
        assert parse_reading(brief(speaker).article, to_reading(brief(speaker))) == brief(speaker)


def test_a_speaker_stored_without_full_names_is_still_read() -> None:
    known = brief(Mention(span=make.span(BODY, "the ministry")))
    reading = to_reading(known)
    reading["quotes"][0]["speaker"] = [[44, 56], None]
    parsed = parse_reading(known.article, reading)
    assert parsed.quotes[0].speaker == Mention(span=Span(44, 56))
    assert parsed.named(Mention(span=Span(44, 56), fuller=Span(0, 19))) == "The health ministry"


def test_a_body_called_by_its_noun_has_one_key_with_its_full_name() -> None:
    short = Mention(span=make.span(BODY, "the ministry"), fuller=make.span(BODY, "The health ministry"))
    full = Mention(span=make.span(BODY, "The health ministry"))
    assert mention_key(short, BODY, "Wire") == mention_key(full, BODY, "Wire")
