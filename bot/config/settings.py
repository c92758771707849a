"""The settings themselves: one class per TOML table."""

import os
from collections.abc import Mapping
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.config.values import ClockTime, Duration, FolderPath, HttpsUrl, Network, Timezone, WebUrl, Words, WssUrl
from bot.errors import ConfigError
from bot.model import FRESH_FOR, Cadence, Subscription, Topic

PREFIX = "NUTGRAF_"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceSettings(_Section):
    """One `[[sources]]` table. `backlog`: how many of the entries already there the first poll posts."""

    kind: Literal["folder", "feed", "page"]
    name: Words = Field(max_length=80)
    path: FolderPath | None = None
    url: WebUrl | None = None
    every: Duration | None = None
    backlog: Annotated[int, Field(ge=0, strict=True)] | Literal["all"] | None = None

    @property
    def posts_of_backlog(self) -> int | None:
        """How many entries the first poll posts; None for all."""
        if self.backlog is None:
            return None if self.kind == "folder" else 1
        return None if self.backlog == "all" else self.backlog


class TopicSettings(_Section):
    """One `[[topics]]` table: its name is a command on every platform."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,30}$")
    title: str = Field(default="", max_length=80)
    count: tuple[Words, ...] = Field(min_length=1)
    about: tuple[Words, ...] = ()
    near: tuple[Words, ...] = ()
    places: tuple[Words, ...] = ()

    @property
    def topic(self) -> Topic:
        """The topic these settings describe."""
        title = self.title or self.name.replace("-", " ").replace("_", " ").capitalize()
        return Topic(
            name=self.name, title=title, count=self.count, about=self.about, near=self.near, places=self.places
        )


class ChannelSettings(_Section):
    """One `[[channels]]` table: a channel, what it wants and how often."""

    platform: str
    id: str = Field(min_length=1, max_length=100)
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    keywords: tuple[Words, ...] = ()
    cadence: Cadence = Cadence.INSTANT
    on_change: bool = False
    change_by: Decimal | None = Field(default=None, gt=0)
    mention: str | None = None

    @property
    def subscription(self) -> Subscription:
        """The subscription these settings describe."""
        return Subscription(
            platform=self.platform,
            channel=self.id,
            topics=self.topics,
            sources=self.sources,
            keywords=self.keywords,
            cadence=self.cadence,
            on_change=self.on_change,
            change_by=self.change_by,
            mention=self.mention,
        )


class OperatorsSettings(_Section):
    """Where operators are told what needs them."""

    platform: str
    id: str = Field(min_length=1, max_length=100)


class ScheduleSettings(_Section):
    """When things run. `fresh_for`: older alerts become a line of a digest instead of a post of their own."""

    poll: Duration = timedelta(minutes=5)
    deliver: Duration = timedelta(seconds=5)
    digest: ClockTime = time(8, 0)
    timezone: Timezone = "UTC"
    fresh_for: Duration = FRESH_FOR


class FetchSettings(_Section):
    """How sources are fetched. `allow_private`: networks that may be dialled though they are private."""

    allow_private: tuple[Network, ...] = ()
    timeout: Duration = timedelta(seconds=20)


class DiscordSettings(_Section):
    """Discord's token; the two addresses are for proxies and tests."""

    token: SecretStr | None = None
    api_url: HttpsUrl | None = None
    gateway_url: WssUrl | None = None


class SlackSettings(_Section):
    """Slack's tokens and how its events reach us."""

    bot_token: SecretStr | None = None
    app_token: SecretStr | None = None
    signing_secret: SecretStr | None = None
    api_url: HttpsUrl | None = None
    mode: Literal["socket", "http"] = "socket"


class HttpSettings(_Section):
    """Our HTTP port: health, metrics, Slack's events in HTTP mode. `port` 0 picks a free one."""

    enabled: bool = True
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)


class LogSettings(_Section):
    """What is logged, and how."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class _FileSecrets(EnvSettingsSource):
    """NUTGRAF_X_FILE=/run/secrets/x stands for NUTGRAF_X=<what the file holds>."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        found: dict[str, str | None] = {}
        for name, path in os.environ.items():
            if name.startswith(PREFIX) and name.endswith("_FILE"):
                try:
                    found[name.removesuffix("_FILE").lower()] = Path(path).read_text("utf-8").strip()
                except (OSError, UnicodeDecodeError) as error:
                    reason = getattr(error, "strerror", None) or "it is not text"
                    raise ConfigError((f"{name}: the file {path} cannot be read: {reason}.",)) from error
        return found


class _Environment(EnvSettingsSource):
    """NUTGRAF_… without the …_FILE names, which are read by _FileSecrets."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return {name: value for name, value in super()._load_env_vars().items() if not name.endswith("_file")}


class Config(BaseSettings):
    """Everything that can be set. Made by `load`, which explains what is wrong."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", env_ignore_empty=True, extra="forbid", frozen=True
    )

    database: str = Field(default="sqlite:///data/nutgraf.db", pattern=r"^(sqlite:///|postgresql://)[^\x00]+$")
    sources: tuple[SourceSettings, ...] = ()
    topics: tuple[TopicSettings, ...] = ()
    channels: tuple[ChannelSettings, ...] = ()
    operators: OperatorsSettings | None = None
    schedule: ScheduleSettings = ScheduleSettings()
    fetch: FetchSettings = FetchSettings()
    discord: DiscordSettings = DiscordSettings()
    slack: SlackSettings = SlackSettings()
    http: HttpSettings = HttpSettings()
    log: LogSettings = LogSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - replaced by our own reader
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - we read no .env
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - replaced by …_FILE
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Say who wins: files over the environment over the TOML file.

        A …_FILE is set on purpose, a plain variable may be the image's own default (NUTGRAF_DATABASE).
        """
        toml = TomlConfigSettingsSource(settings_cls, cls.model_config.get("toml_file"))
        return init_settings, _FileSecrets(settings_cls), _Environment(settings_cls), toml

    @classmethod
    def reading(cls, path: Path | None) -> Self:
        """Read the file (None: only the environment). Raises pydantic's and tomllib's own errors."""
        bound = type("BoundConfig", (cls,), {"model_config": {**cls.model_config, "toml_file": path}})
        settings: Self = bound()
        return settings
