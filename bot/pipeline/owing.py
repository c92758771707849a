"""What each channel is owed for a new article: an alert, a reply under it, a change, or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.matching import Offer, wants
from bot.model import Brief, Cadence, DeliveryState, StoryId, Subscription
from bot.pipeline.newness import Newness, newness
from bot.present.alert import alert
from bot.present.update import update
from bot.store import Alert, AlertKind, Owed, Telling

EDITABLE_FOR = timedelta(minutes=50)
"""How long the count of outlets in a posted alert is kept up: Discord limits edits of messages over an hour old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A new article with everything needed to decide who is owed what."""

    brief: Brief
    story_id: StoryId
    earlier: Sequence[Brief]
    outlets: int
    independent: int
    offer: Offer
    now: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """An alert and the channels it is owed to."""

    alert: Alert
    owed: tuple[Owed, ...]


def dues(arrival: Arrival, subscriptions: Iterable[Subscription], told: Sequence[Telling]) -> tuple[Due, ...]:
    """Decide what is owed; `told` are the story's deliveries so far, in order."""
    alerted = _alerted(told)
    wishes = _wishes(arrival, subscriptions)
    first = [each for place, each in wishes.items() if place not in alerted]
    found = [_first_alert(arrival, first)] if first else []
    again = {place: each for place, each in wishes.items() if place in alerted}
    added = newness(arrival.brief, arrival.earlier) if arrival.earlier else Newness()
    if again and not added.is_nothing:
        found.append(_update(arrival, added, again, alerted))
    if alerted and arrival.outlets > 1:
        corrected = {each.edits_id for each in told if each.kind is AlertKind.CORRECTION}
        found += _recounted(arrival, {at: each for at, each in alerted.items() if each.id not in corrected})
    return tuple(found)


def late_dues(arrival: Arrival, subscriptions: Iterable[Subscription], told: Sequence[Telling]) -> tuple[Due, ...]:
    """Decide what is owed when a further source lists an article known already.

    Only those hear of it who asked for this source by name and have not been told the story.
    """
    alerted = _alerted(told)
    named = [each for each in subscriptions if not arrival.offer.sources.isdisjoint(each.sources)]
    first = [each for place, each in _wishes(arrival, named).items() if place not in alerted]
    return (_first_alert(arrival, first),) if first else ()


def _alerted(told: Sequence[Telling]) -> dict[tuple[str, str], Telling]:
    """Return for each channel the story's alert there, whatever became of it."""
    alerts = (each for each in reversed(told) if each.kind is AlertKind.ALERT)
    return {(each.platform, each.channel): each for each in alerts}


def _wishes(arrival: Arrival, subscriptions: Iterable[Subscription]) -> dict[tuple[str, str], Subscription]:
    return _one_per_channel(each for each in subscriptions if not each.on_change and wants(each, arrival.offer))


def _one_per_channel(subscriptions: Iterable[Subscription]) -> dict[tuple[str, str], Subscription]:
    """Keep one wish per channel: an instant one before a daily one."""
    wishes: dict[tuple[str, str], Subscription] = {}
    for each in subscriptions:
        place = (each.platform, each.channel)
        if place not in wishes or wishes[place].cadence is Cadence.DAILY:
            wishes[place] = each
    return wishes


def _first_alert(arrival: Arrival, wishes: Sequence[Subscription]) -> Due:
    message = alert(arrival.brief, outlets=arrival.outlets, independent=arrival.independent)
    return Due(
        Alert(
            id=f"alert:{arrival.story_id}:{arrival.brief.article.id}",
            kind=AlertKind.ALERT,
            message=message,
            created_at=arrival.now,
            story_id=arrival.story_id,
            article_id=arrival.brief.article.id,
        ),
        tuple(
            Owed(
                platform=each.platform,
                channel=each.channel,
                mention=each.mention,
                is_held=each.cadence is Cadence.DAILY,
            )
            for each in wishes
        ),
    )


def _update(
    arrival: Arrival,
    added: Newness,
    wishes: dict[tuple[str, str], Subscription],
    alerted: dict[tuple[str, str], Telling],
) -> Due:
    message = update(
        arrival.brief,
        figures=added.figures,
        changed=tuple((each.figure, each.former_brief, each.former) for each in added.changed),
        quotes=added.quotes,
    )
    return Due(
        Alert(
            id=f"update:{arrival.story_id}:{arrival.brief.article.id}",
            kind=AlertKind.UPDATE,
            message=message,
            created_at=arrival.now,
            story_id=arrival.story_id,
            article_id=arrival.brief.article.id,
        ),
        tuple(
            Owed(
                platform=each.platform,
                channel=each.channel,
                reply_to=alerted[place].id,
                is_held=each.cadence is Cadence.DAILY,
            )
            for place, each in wishes.items()
        ),
    )


def _recounted(arrival: Arrival, alerted: dict[tuple[str, str], Telling]) -> list[Due]:
    """Let young posted alerts say how many outlets tell the story by now; corrected ones keep what they strike."""
    briefs = {told.article.id: told for told in arrival.earlier}
    found = []
    for place, delivery in alerted.items():
        told = briefs.get(delivery.article_id) if delivery.article_id else None
        age = arrival.now - (delivery.settled_at or arrival.now)
        if told is None or delivery.state is DeliveryState.FAILED or age > EDITABLE_FOR or delivery.is_held:
            continue
        counted = alert(told, outlets=arrival.outlets, independent=arrival.independent)
        recount = Alert(
            id=f"outlets:{delivery.id}:{arrival.outlets}:{arrival.independent}",
            kind=AlertKind.UPDATE,
            message=counted,
            created_at=arrival.now,
            story_id=arrival.story_id,
            article_id=told.article.id,
        )
        found.append(Due(recount, (Owed(platform=place[0], channel=place[1], edits=delivery.id),)))
    return found
