"""Change alerts: owed where a subscription asks to hear when a figure on its topic changes."""

from collections.abc import Sequence

from bot.matching import wants
from bot.model import Cadence, Subscription
from bot.pipeline.movement import Movement, is_worth_telling, movement
from bot.pipeline.owing import Arrival, Due
from bot.present.change import change_message
from bot.store import Alert, AlertKind, Owed, Store, Tx


async def change_dues(store: Store, tx: Tx, arrival: Arrival, subscriptions: Sequence[Subscription]) -> tuple[Due, ...]:
    """Compare the article's lines, written in `tx`, with where speakers stood before it, as committed."""
    wishes = [each for each in subscriptions if each.on_change and wants(each, arrival.offer)]
    topics = sorted({name for each in wishes for name in each.topics} & arrival.offer.topics)
    if not topics:
        return ()
    lines = await store.ledger.lines_of(arrival.brief.article.id, tx=tx)
    titles = {topic.name: topic.title for topic in await store.topics.all(tx)}
    found = []
    for topic in topics:
        before = await store.ledger.current_lines(topic, limit=100)
        moves = [move for line in lines if line.topic == topic and (move := movement(line, before))]
        for each in wishes:
            told = [move for move in moves if is_worth_telling(move, each.change_by)]
            if topic in each.topics and told:
                found.append(_due(arrival, topic, titles.get(topic, topic), told, each))
    return tuple(found)


def _due(arrival: Arrival, topic: str, title: str, moves: Sequence[Movement], wish: Subscription) -> Due:
    by = f":{wish.change_by}" if wish.change_by else ""
    return Due(
        Alert(
            id=f"change:{topic}:{arrival.brief.article.id}{by}",
            kind=AlertKind.CHANGE,
            message=change_message(title, [(m.kind.value, m.line, m.against) for m in moves], arrival.now),
            created_at=arrival.now,
            story_id=arrival.story_id,
            article_id=arrival.brief.article.id,
        ),
        (
            Owed(
                platform=wish.platform,
                channel=wish.channel,
                mention=wish.mention,
                is_held=wish.cadence is Cadence.DAILY,
            ),
        ),
    )
