"""What stops all work is told to the operators once, and once more when it is over."""

from datetime import timedelta

import pytest

from bot.delivery.alarm import LASTS, QUIET, Alarm
from bot.errors import StoreError
from tests.fakes import FakeChat, Weather
from tests.lifetimes import FakeClock

OPERATORS = (("fake", "operators"),)
FULL = "database nutgraf.db: the disk is full; free some space, nothing is sent until then"


class Disk:
    is_full = False

    async def write(self) -> None:
        if self.is_full:
            raise StoreError(FULL)


class Office:
    """An alarm, the disk it tries, and the platform its operators read."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock, self.disk, self.weather = clock, Disk(), Weather.FAIR
        self.chat = FakeChat(clock, forecast=lambda *_: self.weather)
        self.alarm = Alarm({"fake": self.chat}, OPERATORS, clock, write=self.disk.write)

    def fill(self) -> None:
        self.disk.is_full = True
        self.alarm.notice(FULL)

    async def look(self, after: timedelta) -> None:
        self.clock.advance(after)
        await self.alarm.look()

    @property
    def told(self) -> list[str]:
        return [text.partition(":")[0] for text in self.chat.texts("operators")]


@pytest.fixture
def office(clock: FakeClock) -> Office:
    return Office(clock)


async def test_operators_hear_of_it_once_and_once_more_when_it_is_over(office: Office) -> None:
    office.fill()
    for _ in range(20):
        await office.look(LASTS)
    assert office.told == ["I cannot do my work"]
    assert office.alarm.trouble == FULL
    office.disk.is_full = False
    for _ in range(20):
        await office.look(LASTS)
    assert office.told == ["I cannot do my work", "I can do my work again"]
    assert office.alarm.trouble is None


async def test_a_moment_is_no_news(office: Office) -> None:
    office.alarm.notice("database db/nutgraf: cannot be reached")
    await office.look(LASTS / 2)
    assert office.told == []


async def test_it_is_not_over_while_anything_fails(office: Office) -> None:
    office.fill()
    office.disk.is_full = False
    for _ in range(20):
        office.alarm.notice(FULL)
        await office.look(QUIET / 2)
    assert office.told == ["I cannot do my work"]


async def test_a_platform_that_is_down_hears_of_it_later(office: Office) -> None:
    office.fill()
    office.weather = Weather.DOWN
    await office.look(LASTS)
    assert office.told == []
    office.weather = Weather.FAIR
    await office.look(LASTS)
    assert office.told == ["I cannot do my work"]


async def test_a_notice_that_may_have_arrived_is_not_repeated(office: Office) -> None:
    office.fill()
    office.weather = Weather.CUT
    await office.look(LASTS)
    office.weather = Weather.FAIR
    await office.look(LASTS)
    assert office.told == ["I cannot do my work"]


async def test_operators_on_a_platform_without_a_token_are_passed_over(clock: FakeClock) -> None:
    disk = Disk()
    alarm = Alarm({}, OPERATORS, clock, write=disk.write)
    alarm.notice(FULL)
    clock.advance(LASTS)
    await alarm.look()
    assert alarm.trouble == FULL
