"""What a cue's stance becomes in its sentence, and in what way a content denies: a claim as such, or what it tells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from spacy.tokens import Token

from dateline.read.complements import sentence_bounds
from dateline.read.cues import SPEECH, Cue, entries
from dateline.read.draft import Draft
from dateline.read.lexicon import load_lexicon
from dateline.records import Attribution, Span

__all__ = [
    "CLAIMING",
    "EMPTY",
    "NEGATIONS",
    "Form",
    "denial_words",
    "form_of",
    "is_negated",
    "negated_root",
    "stance_of",
]

# what a stance becomes under "not": he does not believe, did not deny, has not confirmed
NEGATED = {
    "says": "doubts",
    "believes": "doubts",
    "expects": "doubts",
    "intends": "doubts",
    "denies": "says",
    "doubts": "says",
}
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "cannot"})
NOBODY = frozenset({"no", "none", "nobody", "neither"})
EMPTY = frozenset({"no", "none", "nobody", "nothing"})
# calls, plans and people as well as claims
REJECTING = {"reject", "dismiss", "oppose", "refuse", "decline", "rebuff", "spurn", "deride", "ridicule", "mock", "resist",
             "disown", "disavow", "object", "disapprove", "scoff"}  # fmt: skip
SILENT = {"decline", "refuse"}
CLAIMING = ("says", "accuses", "believes", "expects")
PREDICATES = ("VERB", "AUX", "NOUN", "ADJ")
TELLING = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
NO_PREDICATES = frozenset({"be", "have", "do"})
PERSONS = frozenset({"i", "we", "you", "he", "she"})
# How a content denies: a claim as such; a figure as such; a part in something; or what it tells, by a cue or by "not"
Form = Literal["claim", "accusation", "figure", "guilt", "told"]
FORMS: dict[str, Form] = {
    "claim": "claim", "accusation": "accusation", "figure": "figure", "thing": "claim", "guilt": "guilt",
}  # fmt: skip
TAKEN_UP = ("claim", "accusation", "figure", "thing")
FRONT = 8  # tokens in which the noun that is denied begins


@cache
def denial_words(kind: str) -> frozenset[str]:
    """Return the words of a kind of ``denial_words.tsv``."""
    return frozenset(row["word"] for row in load_lexicon("denial_words") if row["kind"] == kind)


def stance_of(cue: Cue, *, reading: Draft) -> str:
    """Return the stance of a cue in its sentence: turned by a negation, or by a subject that is nobody."""
    verb = cue.head
    if verb.pos_ == "VERB" and verb.lemma_ in SILENT and not _rejects_a_claim(reading, cue):
        return "doubts"  # to decline to comment, or to leave, says nothing of what was or was not
    before = {c.lower_ for c in verb.children if c.i < verb.i}
    if verb.dep_ == "conj" and any(c.lower_ == "neither" for c in verb.head.children):
        return "doubts"  # neither confirmed nor denied
    if before & NEGATIONS or _is_nobodys(cue):
        return "doubts" if cue.stance == "denies" and "nor" in before else NEGATED.get(cue.stance, cue.stance)
    withheld = verb.lemma_ == "deny" and any(c.dep_ == "iobj" for c in verb.children)  # "denied them the permits"
    if cue.stance == "denies" and (withheld or (verb.lemma_ in REJECTING and not _is_claim(reading, cue))):
        return "doubts"  # to reject a call says nothing of what was or was not
    return "denies" if cue.stance in ("says", "believes") and _says_untrue(reading, cue) else cue.stance


def _says_untrue(draft: Draft, cue: Cue) -> bool:
    """Is a claim told only to be denied: "it was untrue, he said, that C", "there was no truth in the story that C"?"""
    tokens = [t for piece in cue.pieces for t in draft.tokens_in(draft.span(*piece)) if not (t.is_punct or t.is_space)]
    if tokens and tokens[0].lower_ == "that" and tokens[0].i > cue.head.i and cue.source is not None:
        before = draft.doc[sentence_bounds(cue.head)[0] : cue.start]  # "it was untrue, | he said, that C"
        tokens = [t for t in before if t.idx < cue.source[0] and not (t.is_punct or t.is_space)] + tokens
    that = next((n for n, t in enumerate(tokens) if t.lower_ == "that" and t.tag_ != "DT" and n), len(tokens))
    opening = tokens[1 if tokens and tokens[0].lower_ == "that" else 0 : that]
    if that > FRONT or that + 2 > len(tokens) or not opening or opening[0].lower_ not in ("it", "there"):
        return False
    negated = any(t.lower_ in NEGATIONS | EMPTY for t in opening) or _is_far(opening)
    return any(_is_one(t, "true" if negated else "false") for t in opening[1:])


def _is_nobodys(cue: Cue) -> bool:
    """Is the source nobody: "no group has claimed the attack"?"""
    if cue.source is None or cue.source_head is None:
        return False
    return cue.source_head.lower_ in NOBODY or any(c.lower_ in NOBODY for c in cue.source_head.children)


def _rejects_a_claim(draft: Draft, cue: Cue) -> bool:
    """Does "refuse" or "decline" stand for "reject": has it a claim as its object, and no verb?"""
    tokens = draft.tokens_in(draft.span(*cue.pieces[0]))
    return cue.end - cue.start == 1 and tokens[0].tag_ != "TO" and _is_claim(draft, cue)


def _is_claim(draft: Draft, cue: Cue) -> bool:
    """Is what a cue rejects something said rather than something asked, offered or planned?"""
    if cue.frame in SPEECH:
        return True
    tokens = draft.tokens_in(draft.span(*cue.pieces[0]))
    if tokens[0].lower_ == "that" and tokens[0].tag_ != "DT":
        return True
    root = tokens.root
    lemma = root.lemma_.lower()
    named = root.pos_ == "NOUN" and any(entry.stance in CLAIMING for entry in entries("cue_nouns").get(lemma, ()))
    return named or any(lemma in denial_words(kind) for kind in TAKEN_UP)


def judged_by(draft: Draft, attribution: Attribution | None) -> Attribution | None:
    """Return the attribution that an event stands in: of a claim of nobody named, the denial around it."""
    if attribution is None or attribution.within is None or attribution.source is not None:
        return attribution
    around = next(a for a in draft.attributions if a.id == attribution.within)
    return around if around.stance == "denies" and attribution.stance in CLAIMING else attribution


# contents ----------------------------------------------------------------------------------------


def form_of(
    draft: Draft, content: Sequence[Span], *, denied: bool, apart: Sequence[tuple[int, int]] = ()
) -> Form | None:
    """Return how a content denies, None if it does not.

    Args:
        draft: the report.
        content: the spans of what is said.
        apart: offsets of what a noun in the content is said to tell: "the report | that the bridge had burned | was false".
        denied: the cue itself denies ("denied the claim"); else the content must ("said the claim was false").
    """
    tokens = [t for span in content for t in draft.tokens_in(span) if not (t.is_space or t.is_punct or t.is_quote)]
    if not tokens:
        return None
    own = [t for t in _outside_claims(tokens) if not any(start <= t.idx < end for start, end in apart)]
    if not own:
        return None
    if denied:
        return _form_of_object(own) or "told"
    if _is_flat(own):
        return _taken_up(own) or "claim"
    return "told" if is_negated(draft, content) else None


def _outside_claims(tokens: list[Token]) -> list[Token]:
    """Leave out what tells which claim is meant: "the report | by the radio that the bridge had burned | was false"."""
    nouns = {t.i for t in tokens if t.pos_ == "NOUN" and _kind(t) in ("claim", "accusation")}
    inside = {
        inner.i
        for t in tokens
        if t.head.i in nouns
        and t.i > t.head.i
        and t.dep_ not in ("cop", "conj", "advcl", "parataxis")
        and not (_is_one(t, "false") and t.n_lefts + t.n_rights == 0)
        for inner in t.subtree
    }
    return [t for t in tokens if t.i not in inside or t.i in nouns]


def _kind(token: Token) -> str | None:
    word = token.lemma_.lower() if token.pos_ != "PRON" else token.lower_
    return next((kind for kind in (*TAKEN_UP, "guilt") if word in denial_words(kind)), None)


def _form_of_object(own: list[Token]) -> Form | None:
    """The form of what hangs on a cue that denies: by the noun or pronoun that it begins with."""
    own = [t for t in own if t.tag_ != "PRP$"] or own
    first = next((t for t in own[:FRONT] if t.pos_ in ("NOUN", "PRON", "PROPN", "VERB")), own[0])
    if own[0].lower_ == "that" and len(own) > 1 and own[1].lower_ not in ("a", "an", "as", "on", "too", "claim"):
        if own[0].tag_ != "DT" or own[1].pos_ in ("VERB", "AUX", "PROPN", "DET", "PRON"):
            return None
        first = next((t for t in own[1:FRONT] if t.pos_ in ("NOUN", "PROPN", "VERB")), first)
    kind = _kind(first)
    telling = [t for t in own if t.pos_ == "VERB" and t.tag_ != "VBG" and t.i > first.i]
    if kind == "thing":
        return "claim" if len(own) <= FRONT and not telling else None
    if kind == "guilt":
        return "guilt"
    if kind in ("claim", "accusation", "figure") and not telling:
        return FORMS[kind]
    return None


def _is_flat(own: list[Token]) -> bool:
    """Do the words only say of something said that it is not so: "this is a lie", "no truth in it", "nothing of the sort"?"""
    words = {t.lower_ for t in own}
    if words & PERSONS:
        return False
    telling = [t for t in own if t.pos_ in TELLING and t.lemma_.lower() not in NO_PREDICATES and t.lower_ != "far"]
    negated = bool(words & (NEGATIONS | EMPTY)) or _is_far(own)
    if _is_far(own) and own[-1].lower_ in ("it", "that"):
        return True
    false = [t for t in (telling or own) if _is_one(t, "false")]
    if false and own[0] is false[0] and not any(t.pos_ in ("VERB", "AUX") for t in own[1:]):
        return True  # "Lies from beginning to end"
    true = [t for t in own if _is_one(t, "true")] if negated else []
    sort = [t for t in own if t.lemma_.lower() in ("sort", "kind", "thing") and negated]
    if not (sort or true or (false and not negated)) or not any(_kind(t) in TAKEN_UP for t in own):
        return False
    kinds = ("false", "true", "happen", *TAKEN_UP)
    return all(any(_is_one(t, kind) for kind in kinds) for t in telling)


def _is_far(own: list[Token]) -> bool:
    """ "far from it", "was far from the truth"."""
    return any(a.lower_ == "far" and b.lower_ == "from" for a, b in pairwise(own))


def _is_one(token: Token, kind: str) -> bool:
    # "lies" is often tagged as a name, which has no other lemma
    return bool({token.lemma_.lower(), token.lower_, token.lower_.removesuffix("s")} & denial_words(kind))


def _taken_up(own: list[Token]) -> Form | None:
    kinds = [_kind(t) for t in own if t.pos_ == "NOUN"]
    return next((FORMS[kind] for kind in kinds if kind in ("figure", "accusation")), None)


def is_negated(draft: Draft, content: Sequence[Span]) -> bool:
    """Is the main clause of a content negated: "no shot was fired", "they had not fled", "it never took place"?"""
    return negated_root(draft, content) is not None


def negated_root(draft: Draft, content: Sequence[Span]) -> Token | None:
    """Return the predicate of a content's main clause if it is negated, else None."""
    if not content:
        return None
    tokens = draft.tokens_in(content[0])
    root = next(
        (t for t in tokens if t.pos_ in PREDICATES and (t.head.i == t.i or not tokens.start <= t.head.i < tokens.end)),
        None,
    )
    if root is None:
        return None
    inside = [c for c in root.children if tokens.start <= c.i < tokens.end]
    if root.tag_ == "VB" and not any(c.dep_.startswith(("nsubj", "aux:pass")) for c in inside):
        return None  # "Do not shoot!" tells nothing
    if any(c.lower_ in NEGATIONS for c in inside) or root.lower_ in NEGATIONS:
        return root
    near = [t for t in root.subtree if tokens.start <= t.i < root.i + 4]
    if any(c.dep_ == "expl" for c in inside) and any(t.lower_ in ("no", "never") for t in near):
        return root
    subject = next((c for c in inside if c.dep_.startswith("nsubj")), None)
    nobody = subject is not None and any(t.lower_ in EMPTY for t in (subject, *subject.children))
    return root if nobody else None
