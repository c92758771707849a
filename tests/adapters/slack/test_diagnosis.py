"""`nutgraf doctor` for Slack."""

from adapters.slack import SlackAdapter
from bot.ports import Finding
from tests.adapters.slack.conftest import StillClock, adapter_for
from tests.loopback.slack_server import CHANNEL, SlackServer


async def findings(adapter: SlackAdapter, *channels: str) -> dict[str, Finding]:
    return {finding.subject: finding for finding in await adapter.diagnose(channels)}


async def test_a_good_installation_is_well(adapter: SlackAdapter) -> None:
    found = await findings(adapter, CHANNEL)
    assert all(finding.is_well for finding in found.values())
    assert list(found) == ["Slack bot token", "Slack scopes", "Slack app token", f"Slack channel {CHANNEL}"]
    assert found[f"Slack channel {CHANNEL}"].detail == "may post in #newsroom"


async def test_a_wrong_bot_token_is_the_only_finding(server: SlackServer, adapter: SlackAdapter) -> None:
    server.fail_next("invalid_auth", method="auth.test")
    (finding,) = (await findings(adapter, CHANNEL)).values()
    assert not finding.is_well
    assert "NUTGRAF_SLACK__BOT_TOKEN" in finding.detail


async def test_missing_scopes_are_named_with_their_use(server: SlackServer, adapter: SlackAdapter) -> None:
    server.scopes = "chat:write,commands,files:write,channels:read,groups:read"
    finding = (await findings(adapter))["Slack scopes"]
    assert not finding.is_well
    assert "channels:history" in finding.detail
    assert "nutgraf manifest slack" in finding.detail


async def test_a_wrong_app_token_is_named(server: SlackServer, adapter: SlackAdapter) -> None:
    server.fail_next("invalid_auth", method="apps.connections.open")
    finding = (await findings(adapter))["Slack app token"]
    assert not finding.is_well
    assert "connections:write" in finding.detail


async def test_each_bad_channel_has_its_remedy(server: SlackServer, adapter: SlackAdapter) -> None:
    made = type(server.channels[CHANNEL])
    server.channels |= {"C0AWAY": made("away", is_member=False), "C0OLD": made("old", is_archived=True)}
    found = await findings(adapter, "C0AWAY", "C0OLD", "C0GONE")
    assert "/invite @nutgraf" in found["Slack channel C0AWAY"].detail
    assert "unarchive" in found["Slack channel C0OLD"].detail
    assert "id" in found["Slack channel C0GONE"].detail
    assert not any(finding.is_well for subject, finding in found.items() if "channel" in subject)


async def test_http_mode_tries_no_app_token(server: SlackServer, clock: StillClock) -> None:
    adapter = adapter_for(server, clock, mode="http")
    assert "Slack app token" not in await findings(adapter)
    await adapter.close()
