"""/news follow, following and unfollow: what a channel gets, managed in the channel."""

from decimal import Decimal
from typing import Annotated, Literal

from bot.commands.desk import Desk
from bot.commands.reading import known_topic
from bot.commands.spec import command
from bot.errors import CommandError
from bot.message import Bullets, Heading, Message, Run, Style, Text, sentence
from bot.model import Cadence, Subscription
from bot.ports import CommandCall
from bot.present.answers import nothing
from bot.present.wording import either, joined


@command("follow", "Send alerts to this channel", private=True, managers_only=True)
async def follow(
    desk: Desk,
    call: CommandCall,
    *,
    topic: Annotated[str | None, "Only stories with figures on this topic"] = None,
    keywords: Annotated[str | None, "Only stories with one of these words, separated by commas"] = None,
    source: Annotated[str | None, "Only stories from this source"] = None,
    cadence: Annotated[Literal["instant", "daily"] | None, "At once, or one digest a day"] = None,
    changes: Annotated[Literal["yes", "no"] | None, "Only when a figure on the topic changes"] = None,
    percent: Annotated[int | None, "With changes: only from this many percent"] = None,
) -> Message:
    """Subscribe the channel the question came from."""
    if topic is not None:
        topic = await known_topic(desk, topic)
    if source is not None:
        source = await _known_source(desk, source)
    words = tuple(word.strip() for word in (keywords or "").split(",") if word.strip())
    if keywords is not None and not words:
        raise CommandError("Please say the keywords, such as keywords:flood,dyke,-sport.")
    if changes == "yes" and topic is None:
        raise CommandError("Changes are watched on a topic; please add topic.")
    if percent and changes != "yes":
        raise CommandError("A percentage is of a change; please add changes:yes.")
    wish = Subscription(
        platform=call.platform,
        channel=call.channel,
        topics=(topic,) if topic else (),
        keywords=words,
        sources=(source,) if source else (),
        cadence=Cadence(cadence or "instant"),
        on_change=changes == "yes",
        change_by=Decimal(percent) if percent else None,
    )
    for each in await desk.store.subscriptions.of(call.platform, call.channel):
        if each.is_from_chat and each.subscription == wish:
            raise CommandError(f"This channel gets {_wish(wish)} already: it is number {each.id} in /news following.")
    async with desk.store.transaction() as tx:
        number = await desk.store.subscriptions.add(tx, wish, added_by=call.user)
    return sentence(f"This channel now gets {_wish(wish)}. /news unfollow number:{number} ends it.")


@command("following", "What this channel gets", private=True)
async def following(desk: Desk, call: CommandCall) -> Message:
    """List the channel's subscriptions."""
    known = await desk.store.subscriptions.of(call.platform, call.channel)
    if not known:
        return nothing("Following", "This channel gets no alerts; a manager can start with /news follow.")
    lines: list[Text] = []
    for each in known:
        origin = f"number {each.id}" if each.is_from_chat else "from the settings"
        lines.append(joined([(Run(_wish(each.subscription)),), (Run(origin, Style.CODE),)]))
    return Message(
        blocks=(Heading((Run("This channel gets"),)), Bullets(tuple(lines))), summary="Following", private=True
    )


@command("unfollow", "Stop alerts to this channel", private=True, managers_only=True)
async def unfollow(
    desk: Desk, call: CommandCall, *, number: Annotated[int, "Its number in /news following"]
) -> Message:
    """End one of the channel's own subscriptions."""
    known = {each.id: each for each in await desk.store.subscriptions.of(call.platform, call.channel)}
    if number not in known:
        raise CommandError(f"This channel has no subscription {number}; /news following lists them.")
    if not known[number].is_from_chat:
        raise CommandError("That one stands in the settings; it is ended there.")
    async with desk.store.transaction() as tx:
        await desk.store.subscriptions.remove(tx, number)
    return sentence(f"Done: this channel no longer gets {_wish(known[number].subscription)}.")


async def _known_source(desk: Desk, name: str) -> str:
    """Return a source's name for how somebody writes it. Raises CommandError, naming those there are."""
    names = [state.name for state in await desk.store.sources.states()]
    found = next((known for known in names if known.casefold() == name.strip().casefold()), None)
    if found is None:
        raise CommandError(f"There is no source “{name[:40]}”; there are {', '.join(names) or 'none yet'}.")
    return found


def _wish(subscription: Subscription) -> str:
    """Say what a subscription gets: "changes of troops, at once"."""
    unwanted = [word[1:] for word in subscription.keywords if word.startswith("-")]
    wanted = [f"“{word}”" for word in subscription.keywords if not word.startswith("-")]
    what = ("changes of " if subscription.on_change else "") + ", ".join(subscription.topics)
    if wanted:
        what += (" or " if what else "") + f"stories with {either(wanted)}"
    what = what or "every story"
    if unwanted:
        what += f" without {either([f'“{word}”' for word in unwanted])}"
    if subscription.change_by:
        what += f" by {subscription.change_by}% or more"
    if subscription.sources:
        what += f" from {either(subscription.sources)}"
    return what + (", once a day" if subscription.cadence is Cadence.DAILY else ", at once")
