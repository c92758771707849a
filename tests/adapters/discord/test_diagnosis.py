import pytest

from adapters.discord.invite import RIGHTS, application_id_of, invite_url
from bot.config import Config, DiscordSettings
from bot.errors import ConfigError
from tests.adapters.discord.conftest import DiscordAdapter, StillClock, adapter_for
from tests.loopback.discord_server import BOT_ID, CHANNEL, FORBIDDEN_CHANNEL, GUILD


async def test_a_good_set_up_is_well_throughout(server, adapter):
    token, channel = await adapter.diagnose((CHANNEL,))
    assert token.is_well
    assert channel.is_well
    assert BOT_ID in token.detail


async def test_a_revoked_token_is_the_only_finding(server):
    adapter = adapter_for(server, token="revoked")
    (finding,) = await adapter.diagnose((CHANNEL, CHANNEL))
    assert not finding.is_well
    assert "Reset Token" in finding.detail
    await adapter.close()


@pytest.mark.parametrize(
    ("channel", "remedy"),
    [
        pytest.param("123", "invite|authorize", id="unknown"),
        pytest.param(FORBIDDEN_CHANNEL, "View Channel", id="not let in"),
        pytest.param("#news", "Copy Channel ID", id="a name"),
    ],
)
async def test_a_channel_that_cannot_work_comes_with_its_remedy(server, adapter, channel, remedy):
    _, finding = await adapter.diagnose((channel,))
    assert not finding.is_well
    assert any(word in finding.detail for word in remedy.split("|"))


async def test_rights_taken_away_in_one_channel_are_named(server, adapter):
    server.overwrites[CHANNEL] = [{"id": GUILD, "type": 0, "allow": "0", "deny": str(RIGHTS["Embed Links"])}]
    _, finding = await adapter.diagnose((CHANNEL,))
    assert not finding.is_well
    assert "lacks Embed Links:" in finding.detail


async def test_a_right_given_back_to_the_bot_itself_counts(server, adapter):
    embed = str(RIGHTS["Embed Links"])
    server.overwrites[CHANNEL] = [
        {"id": BOT_ID, "type": 1, "allow": embed, "deny": "0"},
        {"id": GUILD, "type": 0, "allow": "0", "deny": embed},
    ]
    _, finding = await adapter.diagnose((CHANNEL,))
    assert finding.is_well


async def test_a_server_without_our_commands_is_named(server, adapter):
    server.scopes = {"bot"}
    *_, finding = await adapter.diagnose((CHANNEL,))
    assert not finding.is_well
    assert invite_url(BOT_ID) in finding.detail


async def test_discord_out_of_reach_is_said(server, adapter):
    await server.stop()
    (finding,) = await adapter.diagnose((CHANNEL,))
    assert "cannot be reached" in finding.detail


def test_the_invitation_asks_for_commands_and_the_least_rights():
    url = invite_url("42")
    assert url.startswith("https://discord.com/oauth2/authorize?client_id=42&scope=bot+applications.commands&")
    assert url.endswith(f"permissions={sum(RIGHTS.values())}")
    assert not sum(RIGHTS.values()) & 1 << 3  # never administrator


@pytest.mark.parametrize(
    ("token", "application"),
    [
        ("NzAwMDAwMDAwMDAwMDAwMDAx.x.y", "700000000000000001"),
        ("not a token", None),
        ("aGVsbG8.x", None),
        ("", None),
    ],
)
def test_a_token_tells_whose_it_is(token, application):
    assert application_id_of(token) == application


async def test_the_application_id_is_asked_for_where_the_token_does_not_tell(server, adapter):
    assert await adapter.application_id() == BOT_ID


async def test_without_a_token_there_is_no_adapter():
    assert DiscordAdapter.from_config(Config(), StillClock()) is None
    assert DiscordAdapter.from_config(Config(discord=DiscordSettings(token=" ")), StillClock()) is None
    config = Config(discord=DiscordSettings(token="x", api_url="http://127.0.0.1:1/api"))
    assert DiscordAdapter.from_config(config, StillClock()).platform == "discord"


def test_a_token_with_a_line_break_is_explained_before_it_goes_anywhere():
    with pytest.raises(ConfigError, match="paste the token alone"):
        DiscordAdapter("abc\ndef", clock=StillClock())
