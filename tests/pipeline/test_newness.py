from bot.model import Brief
from bot.pipeline.newness import newness
from tests.make import article, figure, quote

FIRST = "The emergency office said 12 people had died. “We are still searching the valley,” Jana Korvin said."
SAME = "Twelve dead, says the emergency office: 12 people had died by Monday. The search goes on."
MORE = "The emergency office said 19 people had died. “Nobody came to warn us at all,” Ada Orr said."
ALSO = "The emergency office said 12 people had died, and the grid operator said 21,000 households had no power."


def first() -> Brief:
    told = article(1, body=FIRST)
    return Brief(
        article=told,
        figures=(figure(FIRST, "12 people", 12, noun="people", speaker="The emergency office"),),
        quotes=(quote(FIRST, "We are still searching the valley,", "Jana Korvin"),),
    )


def test_a_repeated_figure_is_nothing_new() -> None:
    brief = Brief(
        article=article(2, body=SAME),
        figures=(figure(SAME, "12 people", 12, noun="people", speaker="emergency office"),),
    )
    assert newness(brief, [first()]).is_nothing


def test_another_value_by_the_same_speaker_is_a_changed_figure() -> None:
    brief = Brief(
        article=article(2, body=MORE),
        figures=(figure(MORE, "19 people", 19, noun="people", speaker="The emergency office"),),
    )
    found = newness(brief, [first()])
    [changed] = found.changed
    assert (changed.figure.low, changed.former.low) == (19, 12)
    assert found.figures == ()


def test_a_figure_on_something_else_is_new() -> None:
    households = figure(ALSO, "21,000 households", 21000, noun="households", speaker="the grid operator")
    brief = Brief(
        article=article(2, body=ALSO),
        figures=(figure(ALSO, "12 people", 12, noun="people", speaker="The emergency office"), households),
    )
    assert newness(brief, [first()]).figures == (households,)


def test_a_new_voice_is_new_and_an_old_one_is_not() -> None:
    ada = quote(MORE, "Nobody came to warn us at all,", "Ada Orr")
    assert newness(Brief(article=article(2, body=MORE), quotes=(ada,)), [first()]).quotes == (ada,)
    jana = quote(FIRST, "We are still searching the valley,", "Jana Korvin")
    assert newness(Brief(article=article(3, body=FIRST), quotes=(jana,)), [first()]).is_nothing


def test_a_vague_figure_alone_is_no_news() -> None:
    body = "Dozens of people are missing."
    vague = figure(body, "Dozens of people", None, noun="people")
    assert newness(Brief(article=article(2, body=body), figures=(vague,)), [first()]).is_nothing


def test_another_measure_by_the_same_speaker_is_no_change_of_the_first() -> None:
    body = "The emergency office said 3,400 people had left their homes."
    fled = figure(body, "3,400 people", 3400, noun="people", speaker="The emergency office")
    found = newness(Brief(article=article(2, body=body), figures=(fled,)), [first()])
    assert (found.changed, found.figures) == ((), (fled,))


def test_a_change_is_not_told_where_two_former_figures_may_be_meant() -> None:
    body = "The emergency office said 12 people had died. It said 4 people had died in the camp."
    told = Brief(
        article=article(1, body=body),
        figures=(
            figure(body, "12 people", 12, noun="people", speaker="The emergency office"),
            figure(body, "4 people", 4, noun="people", speaker="The emergency office"),
        ),
    )
    more = figure(MORE, "19 people", 19, noun="people", speaker="The emergency office")
    found = newness(Brief(article=article(2, body=MORE), figures=(more,)), [told])
    assert (found.changed, found.figures) == ((), (more,))
