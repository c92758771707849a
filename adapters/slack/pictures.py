"""Pictures inside messages: uploaded first, waited for until Slack can show them, told in words where it cannot."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from adapters.slack.render import Rendered, render
from adapters.slack.web import SlackWeb
from bot.errors import PermanentDeliveryError
from bot.message import Image, Message

log = logging.getLogger(__name__)

READY_TRIES = 4
"""completeUploadExternal returns before a file can be shown; until then a block with it is invalid
(slackapi/node-slack-sdk#1865). Asking files.info instead would need one more scope."""
READY_WAIT = timedelta(milliseconds=500)

Send = Callable[[Rendered], Awaitable[str]]
"""Sends what was rendered and returns "" or Slack's refusal; raises DeliveryError."""


class Pictures:
    """Sends messages that may hold pictures; a picture Slack does not take never costs the message."""

    def __init__(self, web: SlackWeb, ready_wait: timedelta = READY_WAIT) -> None:
        self._web, self._ready_wait = web, ready_wait

    async def send(self, message: Message, send: Send) -> str:
        """Render and send; return "" or Slack's refusal. Raises DeliveryError."""
        uploaded = await self._upload(message)
        if not any(uploaded):
            return await send(render(message))
        rendered = render(message, uploaded)
        for number in range(READY_TRIES):
            if number:
                await asyncio.sleep(self._ready_wait.total_seconds() * 2 ** (number - 1))
            if "invalid_blocks" not in (problem := await send(rendered)):
                return problem
        log.warning("slack_picture_left_out", extra={"reason": "Slack was not ready to show it"})
        return await send(render(message))

    async def _upload(self, message: Message) -> tuple[str | None, ...]:
        return tuple([await self._file_id(block) for block in message.blocks if isinstance(block, Image)])

    async def _file_id(self, image: Image) -> str | None:
        try:
            return await self._web.upload(image.png, name=image.name, alt=image.alt[:1000])
        except PermanentDeliveryError as error:
            log.warning("slack_picture_left_out", extra={"reason": str(error)})
            return None
