"""What readers saw, held against what happened in the world and against what the outbox says."""

import hashlib
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from bot.links import canonical_url
from bot.message import Heading, Message, words
from bot.model import Subscription
from bot.store.messages import to_json
from tests.fakes import Posted
from tests.simulation.newsroom import Item
from tests.simulation.platforms import BLIND, OPERATORS, is_refused, subscriptions
from tests.simulation.run import Scene

DELIVERIES = """
SELECT d.*, a.kind, a.story_id, a.article_id, a.message, t.state AS target_state, t.folded_into AS target_folded
FROM deliveries d JOIN alerts a ON a.id = d.alert_id
LEFT JOIN deliveries t ON t.id = coalesce(d.edits_id, d.reply_to_id) ORDER BY d.seq
"""


@dataclass
class Verdict:
    """What is wrong, one line each; and figures of the run."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    articles: int = 0
    messages: int = 0
    ambiguous: int = 0
    refused: int = 0
    trace: str = ""

    @property
    def wrong(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.disordered, *self.other]


def judge(scene: Scene) -> Verdict:
    """Look at a run that is over."""
    with closing(sqlite3.connect(scene.database)) as database:
        database.row_factory = sqlite3.Row
        articles = [dict(row) for row in database.execute("SELECT * FROM articles ORDER BY seq")]
        deliveries = [dict(row) for row in database.execute(DELIVERIES)]
    verdict = Verdict(articles=len(articles), other=list(scene.unexpected))
    verdict.messages = sum(len(seen) for chat in scene.chats.values() for seen in chat.seen.values())
    verdict.trace = _trace(scene, articles)
    _no_article_is_missing(scene, articles, verdict)
    _every_story_is_told_once_where_it_is_wanted(scene, articles, deliveries, verdict)
    for platform, chat in scene.chats.items():
        for channel in {each["channel"] for each in deliveries if each["platform"] == platform} | set(chat.seen):
            here = [each for each in deliveries if (each["platform"], each["channel"]) == (platform, channel)]
            _readers_see_what_the_outbox_says(f"{platform} {channel}", here, chat.seen[channel], verdict)
    _operators_know_of_doubts(scene, deliveries, verdict)
    return verdict


def _no_article_is_missing(scene: Scene, articles: list[dict[str, Any]], verdict: Verdict) -> None:
    addresses = {each["canonical_url"] for each in articles}
    texts = {(each["outlet"], each["body"]) for each in articles}
    for item in scene.newsroom.items:
        is_had = canonical_url(item.url) in addresses or (item.outlet, item.body) in texts
        if not is_had and not _could_not_be_had(scene, item):
            verdict.lost.append(f"article {item.guid} of {item.feed} was never read")


def _could_not_be_had(scene: Scene, item: Item) -> bool:
    gone_at = [start for start, _, kind in scene.newsroom.feeds[item.feed].troubles if kind == "gone"]
    return item.vanishes_at is not None or bool(gone_at)


def wanted_items(scene: Scene, wish: Subscription) -> set[str]:
    """Return the canonical addresses of what a subscription asks for, by the newsroom's own knowledge."""
    wanted = [*wish.keywords, *("soldiers" for topic in wish.topics if topic == "troops")]
    return {
        canonical_url(item.url) or ""
        for item in scene.newsroom.items
        if (not wish.sources or (item.feed in wish.sources and not _could_not_be_had(scene, item)))
        and (not wanted or any(f" {word} " in item.body for word in wanted))
    }


def _every_story_is_told_once_where_it_is_wanted(
    scene: Scene, articles: list[dict[str, Any]], deliveries: list[dict[str, Any]], verdict: Verdict
) -> None:
    told = Counter(
        (each["platform"], each["channel"], each["story_id"]) for each in deliveries if each["kind"] == "alert"
    )
    for platform in scene.chats:
        for wish in subscriptions(platform, tuple(scene.newsroom.feeds)):
            if wish.on_change:  # how far a figure moved is for the tests of the pipeline
                continue
            wanted = wanted_items(scene, wish)
            stories = {each["story_id"] for each in articles if each["canonical_url"] in wanted}
            for story in sorted(stories):
                if not told[platform, wish.channel, story]:
                    verdict.lost.append(f"{platform} {wish.channel}: story {story} was never owed")
    for (platform, channel, story), times in told.items():
        if times > 1:
            verdict.doubled.append(f"{platform} {channel}: story {story} has {times} alerts")


def _readers_see_what_the_outbox_says(
    where: str, deliveries: list[dict[str, Any]], seen: list[Posted], verdict: Verdict
) -> None:
    copies = Counter(posted.key for posted in seen)
    known = {each["id"]: each for each in deliveries}
    verdict.doubled += [f"{where}: {key} was posted {n} times: {_of(known, key)}" for key, n in copies.items() if n > 1]
    verdict.doubled += [f"{where}: {key} is in nobody's outbox" for key in copies if key not in known]
    for each in deliveries:
        _look_at(where, each, copies, known, verdict)
    _order_is_kept(where, known, seen, verdict)
    _edits_show(where, deliveries, seen, verdict)


def _look_at(
    where: str, each: dict[str, Any], copies: Counter[Any], known: dict[str, dict[str, Any]], verdict: Verdict
) -> None:
    name = f"{where}: {each['kind']} {each['alert_id']} ({each['id']}, {each['reason']})"
    shown = each["folded_into"] or each["id"]
    match each["state"]:
        case "posted" if each["edits_id"] is None and copies[shown] == 0:
            verdict.lost.append(f"{name} is posted, but nobody sees it")
        case "posted":
            pass
        case "ambiguous":
            verdict.ambiguous += 1
            if not where.endswith(BLIND):
                verdict.lost.append(f"{name} is left in doubt though the history can be read")
        case "failed" if each["edits_id"] is not None:
            pass  # what it changes was folded into a digest, or is in doubt: there is nothing to change
        case "failed" if is_refused(shown, each["channel"]):
            verdict.refused += 1
        case state:
            verdict.lost.append(f"{name} ended as {state}, held {each['is_held']}")


def _order_is_kept(where: str, known: dict[str, dict[str, Any]], seen: list[Posted], verdict: Verdict) -> None:
    places = [known[posted.key]["seq"] for posted in seen if posted.key in known]
    if places != sorted(places):
        verdict.disordered.append(f"{where}: messages came in the order {places}")
    above: set[Any] = set()
    for posted in seen:
        row = known.get(posted.key)
        parent = row and row["reply_to_id"]
        if posted.reply_to is not None and posted.reply_to not in above:
            verdict.disordered.append(f"{where}: {posted.key} answers something that is not above it")
        if parent and known[parent]["state"] == "posted" and not known[parent]["folded_into"] and not posted.reply_to:
            verdict.disordered.append(f"{where}: {posted.key} stands outside its thread")
        above.add(posted.ref)


def _edits_show(where: str, deliveries: list[dict[str, Any]], seen: list[Posted], verdict: Verdict) -> None:
    latest = {each["edits_id"]: each for each in deliveries if each["edits_id"] and each["state"] == "posted"}
    for posted in seen:
        edit = latest.get(posted.key)
        if edit and to_json(posted.message) != edit["message"] and _title(posted.message) not in edit["message"]:
            verdict.other.append(f"{where}: {posted.key} does not show its last change")


def _operators_know_of_doubts(scene: Scene, deliveries: list[dict[str, Any]], verdict: Verdict) -> None:
    told = [each["alert_id"] for each in deliveries if (each["platform"], each["channel"]) == OPERATORS]
    for each in deliveries:
        if each["state"] == "ambiguous" and not any(f"doubt:{each['id']}:" in one for one in told):
            verdict.other.append(f"operators were not told that {each['id']} is in doubt")
        is_given_up = each["state"] == "failed" and not each["edits_id"] and not each["folded_into"]
        if is_given_up and not any(f"given-up:{each['id']}:" in one for one in told):
            verdict.other.append(f"operators were not told that {each['id']} was refused")


def _title(message: Message) -> str:
    return next((words(block.text) for block in message.blocks if isinstance(block, Heading)), message.summary)


def _of(known: dict[str, dict[str, Any]], key: str) -> str:
    row = known.get(key)
    return f"{row['kind']} {row['alert_id']}, attempts {row['attempts']}, {row['reason']}" if row else "unknown"


def _trace(scene: Scene, articles: list[dict[str, Any]]) -> str:
    """Return one hash of everything that was read and seen, and when."""
    trace = hashlib.sha256()
    for each in articles:
        trace.update(f"{each['id']} {each['story_id']} {each['added_at']} {each['changed_at']}\n".encode())
    for platform, chat in scene.chats.items():
        for channel in sorted(chat.seen):
            for posted in chat.seen[channel]:
                line = f"{platform} {channel} {posted.key} {posted.at} {posted.edits} {posted.message}\n"
                trace.update(line.encode())
    trace.update(f"{scene.deaths} {[len(feed.polls) for feed in scene.newsroom.feeds.values()]}".encode())
    return trace.hexdigest()
