"""Run a public specification of quantities (JSON lines) through the figure engine and print what passes, by kind.

A line is {"id", "source": ".../PercentModel", "text", "quantities": [{"value", "unit"}]}. A case passes if every
quantity is among the figures with its value and unit, and if a case without quantities gives no figure of its kind.

The selection rule is REASONS below: cases that no news text could contain, or whose quantities the design says are no
figures, are left out by what their text looks like, never by name.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from bot.extraction.figures import find_figures
from bot.extraction.figures.currencies import NAMES, is_money
from bot.extraction.layout import lay_out
from bot.extraction.statements import Statements
from bot.model import Figure

Case = dict[str, Any]

KINDS = {"PercentModel": "percent", "CurrencyModel": "currency", "DimensionModel": "dimension", "NumberModel": "number"}

REASONS = {
    "arithmetic or scientific notation, which counts nothing": (
        r"(?<!10)\^|\d\s?e[+-]?\d|(?:^|negative )(?:one|\d+) over [\w -]+$|\bplus zero\b|[<\[({]kg[>\])]"
    ),
    "fraction of a spelled number above ten, or an ordinal that nothing makes a share": (
        r"(?:ty|teen|hundred|thousand)(?:[ -](?:one|two|three))?[ -]+(?:firsts?|fifths?)\b|hundred and fifth\b"
        r"|(?:trillion|hundred|thirtie)ths?\b|^\W*an? [\w-]+(?:th|st)$|and three and three|five hundreds"
    ),
    "date, address, telephone number, code, list number, score or name of a thing (design, section 4)": (
        r"\d\.\d+\.\d|\d/\d+/\d|^\W*\d{13,}$|^\d{3} 0000 |\+\d-\d{3}-|\b[Ee]xercises? |^SCP-|version two|nought-four"
    ),
    'span of time that only places an event, or "one" that counts nothing (design, section 4)': (
        r"\bin 3 years$|\bone last time\b"
    ),
    "minus sign or thousand's k between blanks: a bullet, a letter": r"^\W*- 1|\d +k$",
    "digits beside the words they add to, or words cut short": (
        r"\d hundred and \d+ (?!hundred)|point seventy|and two dozens|(?:dzs|dozs)$"
    ),
    'change without its coin, behind "and" or a code; a currency\'s name before the number': (
        r"dollars? and (?:\d|one and|two and)(?!.*cents)|and fifty|kuai|(?:at dollar|think sen) \d|\d USD \d\d\b"
        r"|^10 \$ 30"
    ),
    "unit no English news prints, or a noun taken for a unit (design: what is counted is the noun)": (
        r"drachma|ரூ|\bturns?$|picomet|\dG$|\d [GM]$"
    ),
    "share turned round": r"^per ?cents? of",
}
"""Why a case is left out → what its text looks like."""


def _counted(case: Case) -> list[dict[str, Any]]:
    """Return the quantities of a case that have a number: a unit alone is no figure."""
    return [quantity for quantity in case["quantities"] if quantity["value"] not in (None, "null")]


def left_out(case: Case) -> str | None:
    """Return the reason a case is not news, None if it is kept."""
    if case["quantities"] and not _counted(case):
        return "unit without a number"
    for reason, pattern in REASONS.items():
        if re.search(pattern, case["text"]):
            return reason
    return None


_UNITS = {
    "celsius": "c", "fahrenheit": "f", "pound-mass": "pound", "p": "pence", "tonne": "metric ton",
    "dutch guilder": "netherlands guilder",
}  # fmt: skip


def _same_unit(kind: str, wanted: str | None, figure: Figure) -> bool:
    """Compare a unit as the specification names it with ours."""
    if kind == "percent":
        return figure.unit in ("percent", "percentage point")
    if kind == "number" or wanted is None:
        return True
    unit = figure.unit.split(" per ")[0] if kind == "currency" else figure.unit
    ours = {_plain(unit), _plain(NAMES.get(unit, unit)), _plain(_UNITS.get(unit, unit))}
    theirs = _plain(wanted)
    return any(name.endswith(theirs) or theirs.endswith(name) or name.startswith(theirs) for name in ours if name)


def _plain(name: str) -> str:
    """Fold spellings: "Square meter" and "square metre", "Kilometer" and "kilometre"."""
    folded = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return (
        re.sub(r"(met|lit)er", r"\1re", folded)
        .removesuffix("s")
        .removeprefix("united states ")
        .removeprefix("british ")
    )


def _value(text: object) -> Decimal | None:
    try:
        return Decimal(str(text).rstrip("%"))
    except InvalidOperation:
        return None


def passes(kind: str, case: Case) -> bool:
    """Say whether the engine finds all the quantities of a case, and no figure of its kind where it has none."""
    layout = lay_out(case["text"])
    figures = list(find_figures(layout, Statements(()), published_on=None))
    for quantity in _counted(case):
        value = _value(quantity["value"])
        for figure in figures:
            if (
                value is not None
                and figure.low is not None
                and _close(value, figure)
                and _same_unit(kind, quantity["unit"], figure)
            ):
                figures.remove(figure)
                break
        else:
            return False
    return bool(case["quantities"]) or not any(_is_kind(kind, figure) for figure in figures)


def _close(value: Decimal, figure: Figure) -> bool:
    return any(
        end is not None and abs(end - value) <= abs(value) * Decimal("1e-9") for end in (figure.low, figure.high)
    )


def _is_kind(kind: str, figure: Figure) -> bool:
    unit = figure.unit
    if kind == "number":
        return not unit
    if kind == "percent":
        return unit == "percent"
    return (
        is_money(unit.split(" per ")[0])
        if kind == "currency"
        else unit not in ("", "times", "fraction", "celsius", "degree") and not is_money(unit)
    )


def main() -> int:
    """Print cases, cases kept and pass rate by kind; with --failures each kept case that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="JSON lines of cases")
    parser.add_argument("--failures", action="store_true", help="show the cases kept that fail")
    parser.add_argument("--all", action="store_true", help="leave nothing out")
    options = parser.parse_args()
    seen, kept, passed, reasons = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for line in options.path.read_text("utf-8").splitlines():
        case = json.loads(line)
        kind = KINDS.get(case["source"].rpartition("/")[2])
        if kind is None:
            continue
        seen[kind] += 1
        reason = None if options.all else left_out(case)
        if reason:
            reasons[reason] += 1
            continue
        kept[kind] += 1
        if passes(kind, case):
            passed[kind] += 1
        elif options.failures:
            print(f"{case['id']:20} {case['text'][:110]!r} {[(q['value'], q['unit']) for q in case['quantities']]}")
    for kind in KINDS.values():
        rate = passed[kind] / kept[kind] if kept[kind] else 0.0
        print(f"{kind:10} cases {seen[kind]:4}  kept {kept[kind]:4}  passed {passed[kind]:4}  {rate:6.1%}")
    for reason, count in reasons.most_common():
        print(f"left out {count:4}: {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
