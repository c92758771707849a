"""Commands and interactions of the stand-in for Discord."""

import time

from aiohttp import web

from tests.loopback.discord_limits import commands_breach, message_breach
from tests.loopback.discord_world import BOT_ID, CHANNEL, GUILD, RIGHTS, Asked, body_of


class InteractionRoutes:
    """What readers do, and what DiscordServer answers about it; the state is the server's."""

    async def ask(self, command, arguments=None, *, channel=CHANNEL, manager=False, copies=1):
        """Type a slash command: "news latest" is the subcommand latest of news."""
        name, _, subcommand = command.partition(" ")
        options = [{"type": 3, "name": key, "value": value} for key, value in (arguments or {}).items()]
        if subcommand:
            options = [{"type": 1, "name": subcommand, "options": options}]
        data = {"id": "1", "name": name, "type": 1, "options": options}
        return await self._interact(2, data, channel, manager, copies)

    async def press(self, custom_id, *, channel=CHANNEL, manager=False):
        data = {"custom_id": custom_id, "component_type": 2}
        return await self._interact(3, data, channel, manager, 1)

    async def type_in(self, command, argument, value, *, channel=CHANNEL):
        options = [{"type": 3, "name": argument, "value": value, "focused": True}]
        return await self._interact(4, {"id": "1", "name": command, "type": 1, "options": options}, channel, False, 1)

    async def _interact(self, kind, data, channel, manager, copies):
        asked = Asked(self._snowflake(), f"interaction{next(self._counter)}", time.monotonic())
        self.asked[asked.token] = asked
        member = {
            "user": {"id": "55", "username": "reader", "discriminator": "0", "avatar": None},
            "roles": [],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": str(1 << 5 if manager else 0),
        }
        frame = {
            "id": asked.id,
            "application_id": BOT_ID,
            "type": kind,
            "data": data,
            "guild_id": GUILD,
            "channel": {"id": channel, "type": 0, "name": "news", "position": 0, "permission_overwrites": []},
            "channel_id": channel,
            "member": member,
            "token": asked.token,
            "version": 1,
            "app_permissions": RIGHTS,
            "attachment_size_limit": 10 * 1024 * 1024,
            "locale": "en-US",
        }
        for _ in range(copies):
            await self.gateway.event("INTERACTION_CREATE", frame)
        return asked

    async def _list_commands(self, request):
        return web.json_response(self.commands)

    async def _write_commands(self, request):
        commands = await request.json()
        refusal = self._breach(commands_breach(commands))
        if refusal is not None:
            return refusal
        self.command_writes += 1
        self.commands = [_as_registered(command, number) for number, command in enumerate(commands)]
        return web.json_response(self.commands)

    async def _guild_commands(self, request):
        if "applications.commands" not in self.scopes:
            return self._refuse(403, 50_001, "Missing Access")
        return web.json_response([])

    async def _callback(self, request):
        asked = self.asked.get(request.match_info["token"])
        body = await request.json()
        if asked is None or time.monotonic() - asked.sent_at > self.deadline:
            return self._refuse(404, 10_062, "Unknown interaction")
        if asked.defers or asked.choices is not None:
            return self._refuse(400, 40_060, "Interaction has already been acknowledged.")
        if body["type"] == 8:
            asked.choices = body["data"]["choices"]
        else:
            asked.defers.append(body)
        asked.changed.set()
        return web.Response(status=204)

    async def _edit_original(self, request):
        return await self._respond(request, is_original=True)

    async def _follow_up(self, request):
        return await self._respond(request, is_original=False)

    async def _delete_original(self, request):
        asked = self.asked[request.match_info["token"]]
        if asked.is_deleted:
            return self._refuse(404, 10_008, "Unknown Message")
        asked.is_deleted = True
        return web.Response(status=204)

    async def _respond(self, request, *, is_original):
        asked = self.asked.get(request.match_info["token"])
        if asked is None or not asked.defers:
            return self._refuse(404, 10_015, "Unknown Webhook")
        body, files = await body_of(request)
        refusal = self._breach(message_breach(body, files))
        if refusal is not None:
            return refusal
        if is_original:
            asked.original = body
        else:
            asked.followups.append(body)
        asked.changed.set()
        return web.json_response({"id": self._snowflake(), "content": body.get("content", "")})


def _as_registered(command, number):
    """Discord adds fields of its own."""
    own = {"id": str(number + 1), "application_id": BOT_ID, "version": "1"}
    return own | _without_defaults(command) | {"default_member_permissions": command["default_member_permissions"]}


def _without_defaults(thing):
    """Discord leaves out what is empty or false."""
    kept = {name: value for name, value in thing.items() if value not in ([], None, False)}
    if "options" in kept:
        kept["options"] = [_without_defaults(option) for option in kept["options"]]
    return kept
