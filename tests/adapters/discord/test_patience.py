from datetime import timedelta

import pytest

from adapters.discord.patience import Patience


@pytest.mark.parametrize(
    ("repeats", "seconds"),
    [
        pytest.param(0, 0, id="first, or the last one held"),
        pytest.param(1, 1, id="second"),
        pytest.param(4, 8, id="doubling"),
        pytest.param(500, 30, id="never longer"),
    ],
)
def test_pauses_grow_while_connections_do_not_hold(repeats, seconds):
    assert Patience().before(repeats) == timedelta(seconds=seconds)
