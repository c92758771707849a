"""Draws a topic's figures over time with matplotlib: readable on a phone, in dark and light chats alike."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Any

from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.present.plot import OTHERS, Mark, is_one_voice, shown_series
from bot.present.wording import amount, clipped

_PAPER = "#fbfbf9"
_INK = "#20242c"
_GRID = "#dcdcd6"
# Okabe and Ito's palette, told apart by colour-blind readers: https://jfly.uni-koeln.de/color/
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7f7f7f")
_DPI = 150
_LABEL_WIDTH, _LABEL_HEIGHT = 110.0, 34.0
"""Pixels that a value takes."""
_SHORT_NAME = 22
"""Characters of which three names stand beside each other; longer ones would take the drawing's width."""
_SHAPES = ("o", "s", "^", "D", "v", "P", "X")


@lru_cache(maxsize=32)
def draw(title: str, marks: tuple[Mark, ...], alt: str) -> bytes:
    """Return a PNG of 1,200 × 750 pixels on its own light paper, so that the chat's theme does not matter.

    A range is a bar from low to high, a vague figure a hollow mark on the ground line; `alt` goes into the file.
    """
    png = io.BytesIO()
    composed(title, marks).savefig(
        png, format="png", metadata={"Title": title, "Description": alt, "Software": "Nutgraf"}
    )
    return png.getvalue()


def composed(title: str, marks: Sequence[Mark]) -> Canvas:
    """Return the drawing, laid out, with a value at every speaker's newest mark."""
    canvas = Canvas(figsize=(8, 5), dpi=_DPI, facecolor=_PAPER, layout="constrained")
    axes = canvas.add_subplot(facecolor=_PAPER)
    names = sorted(shown_series(marks), key=lambda name: name == OTHERS)  # grey is the last colour
    for index, name in enumerate(names):
        _draw_series(axes, [mark for mark in marks if mark.series == name], index, name)
    _dress(axes, marks, title)
    columns = min(3 if max(map(len, names)) <= _SHORT_NAME else 2, len(names))
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=columns, frameon=False, fontsize=12)
    canvas.get_layout_engine().set(w_pad=0.12, h_pad=0.12)  # type: ignore[union-attr,call-arg]  # set by layout= above
    canvas.draw_without_rendering()  # before, nobody knows where on the paper a value stands
    _label_newest(axes, marks, [name for name in names if name != OTHERS])
    return canvas


def _draw_series(axes: Any, marks: Sequence[Mark], index: int, name: str) -> None:
    colour, shape = _COLOURS[index % len(_COLOURS)], _SHAPES[index % len(_SHAPES)]
    known = [(_at(mark.at), _middle(mark)) for mark in marks if _middle(mark) is not None]
    if len(known) > 1 and is_one_voice(name):
        axes.plot(*zip(*known, strict=True), color=colour, linewidth=2, alpha=0.55)
    for mark in marks:
        middle = _middle(mark)
        if middle is None:
            axes.plot(_at(mark.at), 0, shape, color=colour, markerfacecolor=_PAPER, markersize=11, clip_on=False)
            continue
        if mark.low is not None and mark.high is not None and mark.low != mark.high:
            axes.plot([_at(mark.at)] * 2, [float(mark.low), float(mark.high)], color=colour, linewidth=6, alpha=0.4)
        filling = colour if mark.is_exact else _PAPER
        axes.plot(_at(mark.at), middle, shape, color=colour, markerfacecolor=filling, markersize=11, markeredgewidth=2)
    axes.plot([], [], f"{shape}-", color=colour, markersize=9, label=_literal(name))


def _label_newest(axes: Any, marks: Sequence[Mark], names: Sequence[str]) -> None:
    """Write every series' newest value above its mark, else below it, else where there is room above."""
    taken: list[tuple[float, float]] = []
    for name in names:
        newest = next((m for m in reversed(marks) if m.series == name and _middle(m) is not None), None)
        if newest is None:
            continue
        shown = amount(newest.low, newest.high, "percent" if newest.unit == "percent" else "")
        place = (_at(newest.at), float(newest.high if newest.high is not None else _middle(newest) or 0))
        x, y = axes.transData.transform(place)
        lift = next(lift for lift in _lifts() if not _is_taken(x, y + lift, taken))
        taken.append((x, y + lift))
        points = (0, lift * 72 / _DPI)
        axes.annotate(shown, place, points, textcoords="offset points", ha="center", color=_INK, fontsize=13)


def _lifts() -> Iterator[float]:
    """Yield how far from its mark a value may stand, in pixels: the nearest place first."""
    yield from (25.0, -50.0)
    yield from count(25 + _LABEL_HEIGHT, _LABEL_HEIGHT)


def _is_taken(x: float, y: float, taken: Sequence[tuple[float, float]]) -> bool:
    return any(abs(x - other_x) < _LABEL_WIDTH and abs(y - other_y) < _LABEL_HEIGHT for other_x, other_y in taken)


def _dress(axes: Any, marks: Sequence[Mark], title: str) -> None:
    unit = next((mark.unit or mark.noun for mark in reversed(marks) if mark.unit or mark.noun), "")
    axes.set_title(_literal(clipped(title, 60)), loc="left", color=_INK, fontsize=18, fontweight="bold", pad=14)
    axes.set_ylabel(_literal(clipped(unit, 40)), color=_INK, fontsize=13)
    axes.margins(x=0.12, y=0.22)
    if all((_middle(mark) or 0) >= 0 for mark in marks):
        axes.set_ylim(bottom=0)
    locator = AutoDateLocator(minticks=3, maxticks=7)  # with fewer ticks some spans have no fitting step, and it warns
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=not any((_middle(mark) or 0) % 1 for mark in marks)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: amount(Decimal(f"{value:.10g}"), None, "")))
    axes.tick_params(colors=_INK, labelsize=13)
    axes.grid(axis="y", color=_GRID)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_INK)


def _middle(mark: Mark) -> float | None:
    ends = [float(end) for end in (mark.low, mark.high) if end is not None]
    return sum(ends) / len(ends) if ends else None


def _at(moment: datetime) -> float:
    return float(date2num(moment))


def _literal(text: str) -> str:
    """Keep article words from being read as TeX."""
    return text.replace("$", r"\$")
