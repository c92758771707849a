from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from bot.message import Bullets, Footer, Heading, Message, Paragraph, Quotation, Run, Style, words
from bot.model import Brief, QuoteKind, Span
from bot.present.alert import alert, alert_quotes, figure_line, key_figures, key_quotes
from bot.present.correction import corrected_alert, correction_note, vanished_alert
from bot.present.digest import MOST_LINES, digest_message
from bot.present.update import update
from tests.lifetimes import NOON
from tests.make import article, figure, person, quote

BODY = (
    "The ministry said about 10,000 soldiers had reached Velmora last week. “We did not expect so many of them,” said "
    "Ada Brandt. “No,” said Jon Bell. Another 40 tanks and 3 ships followed, 12 trains, 7 planes and 9 boats came too."
)


def brief(number: int = 1) -> Brief:
    told = article(number, body=BODY)
    return Brief(
        article=told,
        summary=(Span(0, 71),),
        figures=(
            figure(BODY, "about 10,000 soldiers", 10000, speaker="The ministry", as_of="last week", salience=0.9),
            figure(BODY, "40 tanks", 40, noun="tanks", salience=0.5),
            figure(BODY, "3 ships", 3, noun="ships", salience=0.6),
            figure(BODY, "12 trains", 12, noun="trains", salience=0.1),
            figure(BODY, "7 planes", 7, noun="planes", salience=0.2),
            figure(BODY, "9", 9, noun="boats", salience=0.3),
        ),
        quotes=(
            quote(BODY, "We did not expect so many of them,", "Ada Brandt", person()),
            quote(BODY, "No,", "Jon Bell"),
        ),
    )


def lines(message: Message) -> list[str]:
    return [words(line) for block in message.blocks if isinstance(block, Bullets) for line in block.lines]


def struck(message: Message) -> list[str]:
    texts = [line for block in message.blocks if isinstance(block, Bullets) for line in block.lines]
    texts += [block.text for block in message.blocks if isinstance(block, Quotation | Paragraph)]
    return [run.text for text in texts for run in text if run.style is Style.STRIKE]


def test_an_alert_has_headline_summary_figures_quotes_and_source() -> None:
    message = alert(brief(), outlets=5, independent=3)
    [heading] = [block for block in message.blocks if isinstance(block, Heading)]
    assert heading.text == (Run("Soldiers reach Velmora", url="https://tarn.test/1"),)
    assert lines(message)[0] == "about 10,000 soldiers · The ministry · last week"
    assert lines(message)[3] == "9 [boats] · unattributed"
    [footer] = [block for block in message.blocks if isinstance(block, Footer)]
    assert "Tarn Courier" in words(footer.text)
    assert "5 outlets, 3 independent" in words(footer.text)
    assert message.summary == "Soldiers reach Velmora (Tarn Courier)"


def test_only_the_five_most_telling_figures_are_shown() -> None:
    shown = [figure_.noun for figure_ in key_figures(brief())]
    assert shown == ["soldiers", "ships", "tanks", "boats", "planes"]


def test_telling_quotes_come_before_single_words_and_nobody_speaks_twice_before_all_have() -> None:
    quotes = [
        quote(BODY, "No,", "Jon Bell"),
        quote(BODY, "We did not expect so many of them,", "Ada Brandt", person()),
    ]
    told = Brief(article=article(1, body=BODY), quotes=tuple(quotes))
    assert key_quotes(told, 1) == (quotes[1],)
    assert all(each.kind is QuoteKind.DIRECT for each in key_quotes(told))


def test_what_the_summary_quotes_is_not_told_again_below_it() -> None:
    told = replace(brief(), summary=(Span(0, BODY.index(" “No")),))
    shown = [block for block in alert(told).blocks if isinstance(block, Quotation)]
    assert [words(block.text) for block in shown] == ["“No”"]
    assert len(alert_quotes(brief())) == 2


def test_unattributed_quotes_are_not_shown() -> None:
    told = Brief(article=article(1, body=BODY), quotes=(quote(BODY, "We did not expect so many of them,"),))
    assert key_quotes(told) == ()


def test_every_word_of_figures_and_quotes_stands_in_the_article() -> None:
    message = alert(brief())
    bold = [run.text for block in message.blocks if isinstance(block, Bullets) for line in block.lines for run in line
            if run.style is Style.BOLD]  # fmt: skip
    said = [words(block.text).strip("“”") for block in message.blocks if isinstance(block, Quotation)]
    assert bold
    assert said
    assert all(text in BODY for text in [*bold, *said])


def test_an_article_without_a_headline_is_headed_by_its_first_words() -> None:
    told = Brief(article=article(1, body=BODY, headline=None))
    [heading] = [block for block in alert(told).blocks if isinstance(block, Heading)]
    assert words(heading.text).startswith("The ministry said about 10,000")


def test_an_update_shows_what_is_new_and_what_it_was_before() -> None:
    later = BODY.replace("10,000", "12,000")
    told = Brief(article=article(2, body=later, outlet="Harbour Post"))
    new = figure(later, "about 12,000 soldiers", 12000, speaker="The ministry")
    message = update(told, figures=(), changed=((new, brief(), brief().figures[0]),), quotes=())
    [line] = lines(message)
    assert line == "about 12,000 soldiers · The ministry · before: about 10,000 soldiers (Tarn Courier)"


def test_a_corrected_alert_shows_old_beside_new_and_when() -> None:
    later = BODY.replace("10,000", "12,000")
    new_figure = figure(later, "about 12,000 soldiers", 12000, speaker="The ministry", salience=0.9)
    new = Brief(article=article(1, body=later), figures=(new_figure,))
    old = brief()
    parts = {"figures": ((old.figures[0], new_figure), (old.figures[1], None)), "quotes": old.quotes[:1]}
    at = NOON + timedelta(minutes=5)
    message = corrected_alert(old, new, headline="Soldiers leave Velmora", at=at, **parts)  # type: ignore[arg-type]
    assert isinstance(message.blocks[0], Heading)
    assert lines(message)[0].startswith("about 10,000 soldiers → about 12,000 soldiers")
    assert lines(message)[-1] == "40 tanks withdrawn"
    assert {"about 10,000 soldiers", "40 tanks", "Soldiers leave Velmora"} <= set(struck(message))
    assert any("We did not expect" in text for text in struck(message))
    [footer] = [block for block in message.blocks if isinstance(block, Footer)]
    assert "corrected" in words(footer.text)
    assert [run.at for run in footer.text if run.at][-1] == at
    note = correction_note(old, new, headline=None, at=at, **parts)  # type: ignore[arg-type]
    assert lines(note)[0].startswith("about 10,000 soldiers → about 12,000 soldiers")
    assert lines(note)[1] == "40 tanks → withdrawn"


def test_a_vanished_article_is_said_to_be_taken_down() -> None:
    message = vanished_alert(brief(), NOON)
    assert "taken this article down" in words(message.blocks[1].text)  # type: ignore[union-attr]
    assert isinstance(message.blocks[0], Heading)


def test_a_digest_has_a_line_for_each_alert_and_counts_the_rest() -> None:
    message = digest_message([alert(brief(n)) for n in range(MOST_LINES + 3)], NOON)
    assert len(lines(message)) == MOST_LINES
    assert lines(message)[0].startswith("Soldiers reach Velmora · about 10,000 soldiers")
    [footer] = [block for block in message.blocks if isinstance(block, Footer)]
    assert "3 more" in words(footer.text)


def test_values_are_exact() -> None:
    assert key_figures(brief())[0].low == Decimal(10000)


def test_a_digest_counts_stories_and_not_their_updates() -> None:
    message = digest_message([alert(brief(1)), alert(brief(2)), alert(brief(3))], NOON, stories=1)
    assert message.summary == "Daily digest: 1 story"


def test_no_more_are_independent_than_there_are_outlets() -> None:
    footers = [block for block in alert(brief(), outlets=2, independent=3).blocks if isinstance(block, Footer)]
    assert words(footers[0].text).endswith("2 outlets, 2 independent")


def test_place_and_time_are_not_told_twice() -> None:
    body = "In Velmora the central bank left its key rate at 4.5 percent last week. Bread cost 11 percent more in May."
    told = Brief(
        article=article(1, body=body),
        summary=(),
        figures=(
            figure(body, "4.5 percent", 4, noun="", unit="percent", as_of="last week", place="Velmora"),
            figure(body, "11 percent", 11, noun="", unit="percent", as_of="May", place="Velmora"),
        ),
        quotes=(),
    )
    assert [words(figure_line(told, each)) for each in told.figures] == [
        "In Velmora the central bank left its key rate at 4.5 percent last week · unattributed",
        "Bread cost 11 percent more in May · Velmora · unattributed",
    ]


def test_a_headline_without_end_is_cut() -> None:
    told = replace(brief(), article=article(1, headline="X" * 5000, body=BODY))
    [heading] = [block for block in alert(told).blocks if isinstance(block, Heading)]
    assert len(words(heading.text)) == 300
