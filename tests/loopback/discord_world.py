"""What the stand-in for Discord consists of: ids, faults, interactions, and a server's description."""

import asyncio
import json
from dataclasses import dataclass, field

EPOCH_MS = 1_420_070_400_000
BOT_ID = "700000000000000001"
GUILD = "800000000000000001"
CHANNEL, OTHER_CHANNEL, FORUM, FORBIDDEN_CHANNEL = (f"90000000000000000{n}" for n in range(1, 5))
TOKEN = "loopback.token"
RIGHTS = str((1 << 10) | (1 << 11) | (1 << 14) | (1 << 15) | (1 << 16) | (1 << 35) | (1 << 38))
EPHEMERAL = 64
KINDS = {"429": 20_028, "401": 0, "403": 50_013, "404": 10_003}


@dataclass
class Fault:
    """What happens to the next request: `accepted` ones are carried out first."""

    kind: str
    accepted: bool
    times: int
    method: str
    path: str
    seconds: float
    code: int
    is_global: bool


@dataclass
class Asked:
    """An interaction we sent, and what came back."""

    id: str
    token: str
    sent_at: float
    defers: list = field(default_factory=list)
    original: dict | None = None
    is_deleted: bool = False
    followups: list = field(default_factory=list)
    choices: list | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_ephemeral(self):
        return bool(self.defers and self.defers[0].get("data", {}).get("flags", 0) & EPHEMERAL)

    async def until(self, condition):
        while not condition(self):
            self.changed.clear()
            await self.changed.wait()
        return self

    async def answered(self):
        return await self.until(lambda asked: asked.original or asked.followups or asked.choices is not None)


async def body_of(request):
    """Return the JSON of a request and the names of the files beside it."""
    if request.content_type != "multipart/form-data":
        return await request.json(), ()
    form = await request.post()
    return json.loads(form["payload_json"]), tuple(form[name].filename for name in form if name.startswith("files["))


def guild_of(guild, channel):
    channel = {"id": channel, "type": 0, "name": "news", "position": 0, "permission_overwrites": []}
    return {
        "id": guild,
        "name": "Readers",
        "owner_id": "55",
        "system_channel_id": channel["id"],
        "channels": [channel],
        "roles": [{"id": guild, "name": "@everyone", "permissions": RIGHTS, "position": 0, "color": 0, "flags": 0}],
        "members": [
            {
                "user": {"id": BOT_ID, "username": "Nutgraf", "discriminator": "0", "avatar": None},
                "roles": [],
                "joined_at": "2024-01-01T00:00:00+00:00",
                "deaf": False,
                "mute": False,
                "flags": 0,
            }
        ],
        "threads": [],
        "member_count": 2,
    }
