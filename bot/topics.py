"""Which figures answer which topic: what is counted, in an article about whom, and where. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from bot.model import Brief, Change, Figure, Span, Topic
from bot.outcomes import Outcome, are_people, outcome_beside, outcome_called, outcome_within

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_LINKS = frozenset(("of", "from", "in", "at", "on", "for", "with", "to", "by", "near", "across", "among", "between"))
_MEASURE_WORDS = (
    "number group crowd ton tonne barrel bushel litre liter gallon kilogram kilo pound gram share piece unit case "
    "type kind batch shipment package load bag box total hundred thousand million billion dozen score pair member "
    "round convoy fleet wave stock amount quantity sum metre meter kilometre mile"
)
_MEASURES = frozenset(_MEASURE_WORDS.split())
"""Words that only portion what really is counted: "tonnes of grain" counts grain."""
_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "wives": "wife",
    "lives": "life",
    "wolves": "wolf",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "geese": "goose",
    "crises": "crisis",
    "servicemen": "serviceman",
    "servicewomen": "servicewoman",
    "policemen": "policeman",
    "firemen": "fireman",
    "gunmen": "gunman",
    "fishermen": "fisherman",
    "buses": "bus",
    "gases": "gas",
    "viruses": "virus",
    "movies": "movie",
    "shoes": "shoe",
}
_SAME = {
    "soldier": "troop",
    "serviceman": "troop",
    "servicewoman": "troop",
    "servicemember": "troop",
}
"""Words that count the same thing in the news, so that "soldiers" and "troops" stand in one group of an answer."""
_DEMONYM_ENDINGS = ("n", "an", "ian", "ean", "ese", "i", "ish", "er", "s", "ns", "ans", "ians", "is", "ers")
_LEAD = 600
"""Characters of a body that say what the article is about."""
_OFTEN = 3
"""Mentions further down after which an article is about something too."""
_LONGEST_SENTENCE = 400
_LONGEST_CLAUSE = 200
_CLAUSE_END = re.compile(r"[.;:!?\n—]\s|,\s|\b(?:and|but|while|when)\b")
_SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]{0,3}\s|\n")
_IT_AT = re.compile(r"\b(?:puts?|gives?|gave|has|had)\s(?:it|that|the\s(?:figure|number|count|total))\sat\b")
"""A figure that stands in for the one before it: "the society puts it at 31"."""
_MORE = re.compile(r"\s(?:more|fewer|less)\b")
_BACK = 3
"""Figures back that "it" may mean; sizes of a change ("five more") are passed over."""
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Maj|Capt|Sgt|Rep|Sen|Gov|Prof|Jr|Sr|No|Inc|Co|Corp|Ltd|vs|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec))$"
)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, without possessive endings."""
    words = (word.lower() for word in _WORD.findall(text))
    return tuple(_POSSESSIVE.sub("", word) if "'" in word or "’" in word else word for word in words)


def singular(word: str) -> str:
    """Return the singular of an English noun in small letters; a word it does not know to be plural stays."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def heads(noun: str) -> tuple[str, ...]:
    """Return the singular words a noun phrase counts: "wounded North Korean troops from …" counts "troop".

    Where the head only measures ("tonnes of grain"), what is measured counts as well.
    """
    parts: list[list[str]] = [[]]
    for word in words_of(noun):
        if word in _LINKS and parts[-1]:
            parts.append([])
        elif word not in _LINKS:
            parts[-1].append(singular(word))
    found = [part[-1] for part in parts if part]
    deep = 1
    while deep < len(found) and found[deep - 1] in _MEASURES:
        deep += 1
    return tuple(found[:deep])


def counted(brief: Brief, figure: Figure) -> str:
    """Return the key under which an answer groups the figure: its unit, or the head of what is counted.

    People of whom the text says what befell them are counted by that: "dead", "missing", "troop dead".
    """
    if figure.unit and figure.unit != "person":
        return figure.unit
    found = heads(figure.noun)
    head = _SAME.get(found[-1], found[-1]) if found else figure.unit
    outcome = outcome_of(brief, figure)
    if outcome is None:
        return head
    return outcome.value if head in ("", "person") or outcome_called(head) else f"{head} {outcome.value}"


def outcome_of(brief: Brief, figure: Figure) -> Outcome | None:
    """Return what befell the people a figure counts; None where it counts no people or the text does not say it.

    "The society puts it at 31" tells of whomever the figure before counted.
    """
    sentence = sentence_of(brief.article.body, figure.span)
    told = _outcome_in(sentence, brief, figure)
    if told or not _IT_AT.search(sentence):
        return told
    index = bisect_left(brief.figures, figure.span.start, key=lambda other: other.span.start)
    levels = (other for other in reversed(brief.figures[max(0, index - _BACK) : index]) if _is_level(brief, other))
    before = next(levels, None)
    return _outcome_in(sentence_of(brief.article.body, before.span), brief, before) if before else None


def _is_level(brief: Brief, figure: Figure) -> bool:
    """Say whether a figure is no size of a change: "five more than on Monday" is one."""
    return figure.change is Change.NONE and not _MORE.match(brief.article.body, figure.span.end)


def _outcome_in(sentence: str, brief: Brief, figure: Figure) -> Outcome | None:
    found = heads(figure.noun)
    head = _SAME.get(found[-1], found[-1]) if found else ""
    counts_people = are_people(head) and figure.unit in ("", "person")
    told = outcome_within(f"{brief.words(figure.span)} {figure.noun}")
    if told:
        return told.outcome if counts_people or outcome_called(head) else None
    beside = outcome_beside(brief.words(figure.span), sentence) if counts_people else None
    return beside.outcome if beside else None


def sentence_of(body: str, span: Span) -> str:
    """Return the sentence of the body around a span (at most 400 characters to each side)."""
    floor = max(0, span.start - _LONGEST_SENTENCE)
    start = floor
    for end in _SENTENCE_END.finditer(body, floor, span.start):
        if end.group() == "\n" or not _ABBREVIATION.search(body, max(floor, end.start() - 6), end.start()):
            start = end.end()
    ceiling = min(len(body), span.end + _LONGEST_SENTENCE)
    stop = ceiling
    for end in _SENTENCE_END.finditer(body, span.end, ceiling):
        if end.group() == "\n" or not _ABBREVIATION.search(body, max(span.end, end.start() - 6), end.start()):
            stop = end.end()
            break
    return body[start:stop].strip()


class _Setting:
    """What of an article says what it is about, cut into words once, and where its figures stand."""

    def __init__(self, brief: Brief) -> None:
        body = brief.article.body
        self.brief = brief
        self._headline = words_of(brief.article.headline or "")
        self._lead = words_of(body[:_LEAD])
        self._body = words_of(body)
        self._known: dict[tuple[str, ...], bool] = {}
        self._befell: dict[Span, Outcome | None] = {}
        self._near: tuple[Span, tuple[str, ...]] | None = None
        self._starts = sorted(figure.span.start for figure in brief.figures)
        self._ends = sorted(figure.span.end for figure in brief.figures)

    def is_about(self, subject: tuple[str, ...]) -> bool:
        """Say whether the headline or the lead name the subject, or the body does often."""
        if subject not in self._known:
            self._known[subject] = (
                _mentions(self._headline, subject) > 0
                or _mentions(self._lead, subject) > 0
                or _mentions(self._body, subject) >= _OFTEN
            )
        return self._known[subject]

    def words_near(self, figure: Figure) -> tuple[str, ...]:
        """Return the words of what a figure counts and of its sentence; the last figure's are remembered."""
        if self._near is None or self._near[0] != figure.span:
            sentence = sentence_of(self.brief.article.body, figure.span)
            self._near = (figure.span, words_of(figure.noun) + words_of(sentence))
        return self._near[1]

    def outcome_of(self, figure: Figure) -> Outcome | None:
        """Return what befell the people a figure counts, looked up once for all topics."""
        if figure.span not in self._befell:
            self._befell[figure.span] = outcome_of(self.brief, figure)
        return self._befell[figure.span]

    def room_of(self, span: Span) -> tuple[int, int]:
        """Return where the figure before a span ends and where the one after it begins."""
        before = bisect_right(self._ends, span.start)
        after = bisect_left(self._starts, span.end)
        left = self._ends[before - 1] if before else 0
        return left, self._starts[after] if after < len(self._starts) else len(self.brief.article.body)


def matches(topic: Topic, figure: Figure, brief: Brief) -> bool:
    """Say whether a figure of this brief answers the topic."""
    return _matches(topic, figure, _Setting(brief))


def topics_of(topics: Iterable[Topic], brief: Brief) -> tuple[tuple[str, ...], ...]:
    """Return for each figure of the brief the names of the topics it answers."""
    setting = _Setting(brief)
    known = tuple(topics)
    return tuple(tuple(topic.name for topic in known if _matches(topic, figure, setting)) for figure in brief.figures)


def _matches(topic: Topic, figure: Figure, setting: _Setting) -> bool:
    befell = setting.outcome_of(figure)
    if befell is None or befell not in wanted_outcomes(topic):
        if not counts(topic, figure):
            return False
        if topic.near and not _is_near(topic, figure, setting):
            return False
    if not topic.about and not topic.places:
        return True
    near = setting.words_near(figure)
    return _is_about(topic, near, setting) and _is_there(topic, figure, setting.brief, near)


def counts(topic: Topic, figure: Figure) -> bool:
    """Say whether the figure counts, or is measured in, what the topic counts."""
    noun = frozenset(singular(word) for word in words_of(figure.noun))
    found = heads(figure.noun)
    for wanted in topic.count:
        if wanted and wanted == figure.unit:
            return True
        parts = tuple(singular(word) for word in words_of(wanted))
        if parts and parts[-1] in found and noun.issuperset(parts):
            return True
    return False


def wanted_outcomes(topic: Topic) -> frozenset[Outcome]:
    """Return the outcomes a topic counts people by: "dead" asks for "12 people were killed" as well."""
    named = (outcome_called(singular(word.lower())) or outcome_called(word.lower()) for word in topic.count)
    return frozenset(outcome for outcome in named if outcome)


def _is_about(topic: Topic, near: tuple[str, ...], setting: _Setting) -> bool:
    subjects = [words_of(subject) for subject in topic.about]
    return not subjects or any(_mentions(near, subject) or setting.is_about(subject) for subject in subjects)


def _is_near(topic: Topic, figure: Figure, setting: _Setting) -> bool:
    said = words_of(figure.noun) + words_of(_clause_of(figure, setting))
    return any(_mentions(said, words_of(word)) for word in topic.near)


def _clause_of(figure: Figure, setting: _Setting) -> str:
    """Return the words around a figure that are about it: its sentence, cut at its neighbours and at clauses."""
    body = setting.brief.article.body
    left, right = setting.room_of(figure.span)
    left, right = max(left, figure.span.start - _LONGEST_CLAUSE), min(right, figure.span.end + _LONGEST_CLAUSE)
    before = _CLAUSE_END.split(body[left : figure.span.start])[-1]
    after = _CLAUSE_END.split(body[figure.span.end : right])[0]
    return f"{before} {figure.span.of(body)} {after}"


def _is_there(topic: Topic, figure: Figure, brief: Brief, near: tuple[str, ...]) -> bool:
    if not topic.places:
        return True
    where = words_of(brief.words(figure.place)) if figure.place else near
    return any(_mentions(where, words_of(place)) for place in topic.places)


def _mentions(text: Sequence[str], subject: tuple[str, ...]) -> int:
    """Count how often the words of `subject` follow one another in the text; its last may be a demonym or plural."""
    if not subject:
        return 0
    size = len(subject)
    first, last = subject[0], subject[-1]
    return sum(
        1
        for index in range(len(text) - size + 1)
        if (size == 1 or text[index] == first)
        and _is_form(text[index + size - 1], last)
        and tuple(text[index : index + size - 1]) == subject[:-1]
    )


def _is_form(word: str, name: str) -> bool:
    """Say whether `word` is `name`, its plural, or what its people are called: Korea, Korean, Ukraine, Ukrainian."""
    if word == name:
        return True
    if not word.startswith(name[:-1]) or len(name) < 4:
        return False
    if word.startswith(name):
        return word[len(name) :] in _DEMONYM_ENDINGS
    return name[-1] in "aeoy" and word[len(name) - 1 :] in _DEMONYM_ENDINGS
