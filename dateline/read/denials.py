"""Which other attribution of the report an attribution contradicts.

A denial takes up a claim as such ("denied the report", "that is a lie"), or says what it denies ("denied that C", "said that
no shot was fired"). The one that takes up goes to the nearest claim of somebody else; the one that says must tell of the same
thing as its target. What a denial brings with it ("dismissed reports by X that C") is its target. Where nothing fits,
``denies`` stays null, and the reason says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.read.contradictions import contradicts
from dateline.read.denial_forms import CLAIMING, Form, form_of
from dateline.read.draft import Draft
from dateline.read.statements import Statement, Statements, families_of, share_of
from dateline.records import Attribution

__all__ = ["link_denials"]

REACH = 12  # attributions back, and half as many on
NEAR = 5  # attributions back that a bare "denied the claim" can take up
NEAR_START = 40  # characters
LATER = 0.15  # what a target behind its denial lacks in score
AGE = 0.02  # what each attribution between takes off
LEAST, LEAST_FLAT = 0.35, 0.62  # least scores of targets of a cue that denies, and of a statement with a "not"
SAME_SENTENCE = 0.1
FEW = 2  # words of a denial that is all about its verb: "that nobody was hurt"
ASSERTING = ("says", "accuses")
EVERY = frozenset(
    {"any", "anyone", "anybody", "anything", "ever"}
)  # "denied that any soldier had": somebody said one had


def link_denials(draft: Draft) -> tuple[Attribution, ...]:
    """Return the attributions with ``denies`` filled in, and ``stance`` where only the content denies.

    Args:
        draft: with all that is read of the report.

    Returns:
        The attributions, in text order; ``draft.because`` says why a denial has no target.
    """
    links = _Links(draft)
    return tuple(links.linked(number) for number in range(len(draft.attributions)))


@dataclass(frozen=True)
class _Denial:
    """An attribution that may deny: how, and whether its cue says so."""

    attribution: Attribution
    number: int
    form: Form
    by_cue: bool


class _Links:
    """The attributions of one report, while the targets of its denials are looked for."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.all = draft.attributions
        self.known = {a.id: a for a in self.all}
        self.statements = Statements(draft)
        self.targets: dict[str, str] = {}

    def linked(self, number: int) -> Attribution:
        """Return the attribution of a number with its target."""
        attribution = self.all[number]
        by_cue = attribution.stance == "denies"
        if attribution.continues or not (by_cue or attribution.stance in ASSERTING):
            return attribution
        form = form_of(self.draft, attribution.content, denied=by_cue, apart=self._named_claims(attribution))
        if form is None:
            target = self._contradicted(number)
            return replace(attribution, denies=target.id) if target else attribution
        denial = _Denial(attribution, number, form, by_cue)
        target = self._target(denial) or (None if by_cue else self._contradicted(number))
        if target is not None:
            self.targets[attribution.id] = target.id
            return replace(attribution, stance="denies", denies=target.id)
        if by_cue or form != "told":
            self.draft.because(attribution.id, "denies", "nobody in the report is cited with what it denies")
            return replace(attribution, stance="denies")
        return attribution

    def _named_claims(self, attribution: Attribution) -> list[tuple[int, int]]:
        """Where the content goes on to tell which report is meant, from the noun to the end of what it reports."""
        inner = (a for a in self.all if a.within == attribution.id and a.cue is not None)
        return [
            (a.cue.end, a.content[-1].end) for a in inner if a.cue and self.draft.tokens_in(a.cue)[0].pos_ == "NOUN"
        ]

    def _target(self, denial: _Denial) -> Attribution | None:
        inside = self._inside(denial)
        if inside is not None:
            restated = self._told(_of_claim(denial, inside)) if inside.source is None else None
            return restated or inside
        if denial.form in ("claim", "accusation", "figure"):
            return self._owned(denial) or self._taken_up(denial)
        if denial.form == "guilt":
            return self._blamed(denial)
        if self._is_bare(denial):
            return next(self._earlier(denial, NEAR // 2), None)
        return self._told(denial) or (None if denial.by_cue else self._denied_beside(denial))

    def _inside(self, denial: _Denial) -> Attribution | None:
        """The claim named by a noun in the denial's content: "dismissed reports that C", "said there is no truth in ..."."""
        start = denial.attribution.content[0].start
        for other in self.all:
            if other.within != denial.attribution.id or other.cue is None or other.stance not in CLAIMING:
                continue
            named = any(t.pos_ == "NOUN" for t in self.draft.tokens_in(other.cue)) or self._is_free(denial)
            near = other.cue.start - start < NEAR_START
            if named and (near if denial.by_cue else denial.form != "told"):
                return other
        return None

    def _is_free(self, denial: _Denial) -> bool:
        """Does the denial begin with a free relative: "denied what the radio had announced"?"""
        return self.draft.tokens_in(denial.attribution.content[0])[0].lower_ == "what"

    def _earlier(self, denial: _Denial, reach: int) -> Iterator[Attribution]:
        """The claims of others before a denial, the nearest first."""
        before = [a for a in self.all[: denial.number] if a.continues is None]
        return (a for a in reversed(before[-reach:]) if self._is_others_claim(denial.attribution, a))

    def _is_others_claim(self, denial: Attribution, other: Attribution) -> bool:
        if other.stance not in CLAIMING or other.id == denial.id or other.id in self._around(denial):
            return False
        if denial.id in self._around(other):
            return False
        if denial.speaker is not None:
            return denial.speaker != other.speaker
        return denial.source is None or other.source is None or denial.source.quote != other.source.quote

    def _around(self, attribution: Attribution) -> set[str]:
        found: set[str] = set()
        above = attribution.within
        while above and above not in found:
            found.add(above)
            above = self.known[above].within
        return found

    def _owned(self, denial: _Denial) -> Attribution | None:
        """The claim of whom the denial names: "contradicted them", "rejected the version of the mayor, who had said C"."""
        people = self.statements.of(denial.attribution).entities - {denial.attribution.speaker}
        within = [a for a in self.all if a.within == denial.attribution.id and a.stance in CLAIMING]
        near = [*within, *self._earlier(denial, NEAR), *self._later(denial)]
        return next((a for a in near if a.speaker in people), None)

    def _taken_up(self, denial: _Denial) -> Attribution | None:
        """The nearest claim that a noun or pronoun can take up; a figure needs a number, an accusation some act."""
        for other in self._earlier(denial, NEAR):
            told = self.statements.of(other)
            if denial.form == "figure" and not told.quantities:
                continue
            if denial.form == "accusation" and not (other.stance == "accuses" or told.events or told.predicates):
                continue
            denies = form_of(self.draft, other.content, denied=False) in ("claim", "accusation", "figure")
            if other.stance != "expects" and told.words and not denies:
                return other
        return None

    def _blamed(self, denial: _Denial) -> Attribution | None:
        """Where somebody blames the one who denies a part in it."""
        mine = self.statements.of(denial.attribution)
        source = denial.attribution.source
        families = families_of(self.draft.tokens_in(source)) if source else frozenset()
        for other in self._earlier(denial, NEAR):
            told = self._with_sentence(other) if other.stance == "accuses" else self.statements.of(other)
            named = denial.attribution.speaker in told.entities or bool(families & told.families)
            same = not mine.events or bool(mine.types & told.types) or share_of(mine.predicates, told.predicates) > 0
            if named and same and (told.predicates or told.events or other.stance == "accuses"):
                return other
        return None

    def _with_sentence(self, accusation: Attribution) -> Statement:
        """What an accusation tells, with the whole sentence of its cue: "the army, accused by farmers of burning the mill"."""
        if accusation.cue is None:
            return self.statements.of(accusation)
        sentence = self.draft.tokens_in(accusation.cue)[0].sent
        return self.statements.of(
            replace(accusation, id=f"{accusation.id} in full", content=(self.draft.span_of(sentence),))
        )

    def _is_bare(self, denial: _Denial) -> bool:
        """Is nothing left of what is denied but an auxiliary: "said it had not"?"""
        tokens = [t for span in denial.attribution.content for t in self.draft.tokens_in(span)]
        return not denial.by_cue and all(t.pos_ in ("PRON", "AUX", "PART", "PUNCT", "ADV", "DET") for t in tokens)

    def _told(self, denial: _Denial) -> Attribution | None:
        """The claim that tells most of the same; one that stands behind the denial must tell more."""
        mine = self.statements.of(denial.attribution)
        least = LEAST if denial.by_cue else LEAST_FLAT
        scored: list[tuple[float, int, Attribution]] = []
        for age, other in enumerate(self._earlier(denial, REACH if denial.by_cue else NEAR)):
            theirs = self.statements.of(other)
            if denial.by_cue:
                score = _likeness(mine, theirs, every=self._is_every(denial) and not age)
                score += SAME_SENTENCE if self._beside(denial, other) and mine.types & theirs.types else 0.0
            else:
                score = _negation(mine, theirs)
            scored.append((score - AGE * age, -age, other))
        for age, other in enumerate(self._later(denial)):
            score = _likeness(mine, self.statements.of(other), every=False)
            scored.append((score - LATER - AGE * age, -REACH - age, other))
        best = max(scored, key=lambda row: row[:2], default=None)
        return best[2] if best and best[0] >= least else None

    def _beside(self, denial: _Denial, other: Attribution) -> bool:
        """Do two attributions stand in one sentence?"""
        if other.cue is None or denial.attribution.cue is None:
            return False
        one, two = (self.draft.tokens_in(span)[0].sent.start for span in (other.cue, denial.attribution.cue))
        return one == two

    def _later(self, denial: _Denial) -> Iterator[Attribution]:
        if not denial.by_cue:
            return iter(())
        after = self.all[denial.number + 1 : denial.number + 1 + REACH // 2]
        return (a for a in after if a.continues is None and self._is_others_claim(denial.attribution, a))

    def _is_every(self, denial: _Denial) -> bool:
        tokens = (t for span in denial.attribution.content for t in self.draft.tokens_in(span))
        return denial.by_cue and any(t.lower_ in EVERY for t in tokens)

    def _denied_beside(self, denial: _Denial) -> Attribution | None:
        """What the same source denies just before: "dismissed the reports and said that no ship had come"."""
        before = self.all[denial.number - 1] if denial.number else None
        if before is None or denial.attribution.source is None or before.source != denial.attribution.source:
            return None
        return self.known.get(self.targets.get(before.id, ""))

    def _contradicted(self, number: int) -> Attribution | None:
        """The nearest claim that says what cannot be true beside this one."""
        attribution = self.all[number]
        if not attribution.content or attribution.cue is None:
            return None
        mine = self.statements.of(attribution)
        denial = _Denial(attribution, number, "told", by_cue=False)
        return next(
            (a for a in self._earlier(denial, NEAR) if contradicts(self.draft, mine, self.statements.of(a))), None
        )


def _of_claim(denial: _Denial, inside: Attribution) -> _Denial:
    """The denial as if it told what a claim inside it tells."""
    merged = replace(inside, speaker=denial.attribution.speaker, source=denial.attribution.source)
    return replace(denial, attribution=merged, by_cue=False)


def _negation(mine: Statement, theirs: Statement) -> float:
    """How surely a statement negates another: the very word or event, told of as a fact, and of the same people or things."""
    if theirs.attribution.stance not in ASSERTING or theirs.negated:
        return 0.0
    if not (mine.denied_types & theirs.types or share_of(mine.denied_words, theirs.words)):
        return 0.0
    share = 0.5 * share_of(mine.words, theirs.words) + (0.2 if len(mine.words) <= FEW else 0.0)
    return 0.5 + share + (0.2 if mine.entities & theirs.entities or mine.families & theirs.families else 0.0)


def _likeness(mine: Statement, theirs: Statement, *, every: bool) -> float:
    """How surely two statements tell of the same thing, 0 to 1.6: by predicates, by event types, by all their words."""
    if theirs.negated or not theirs.words:
        return 0.0
    share = share_of(mine.words, theirs.words)
    predicates = max(share_of(mine.predicates, theirs.words), share_of(theirs.predicates, mine.words))
    types = bool(mine.types & theirs.types)
    people = mine.entities & theirs.entities
    if predicates == 0 and not types:
        return 0.4 if every else share - 0.2 if people and len(mine.words) > 1 else share - 0.4
    shared = 0.3 * min(1, len(people)) + (0.2 if mine.families & theirs.families else 0.0)
    conflict = 0.3 if mine.places and theirs.places and not mine.places & theirs.places else 0.0
    return (0.4 if predicates else 0.25) + 0.5 * share + shared - conflict
