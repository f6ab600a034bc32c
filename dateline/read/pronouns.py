"""Pronouns -> what they take up: the most salient cluster of mentions that agrees, or none.

Salience is that of Lappin and Leass (1994): recency, subject before object, name, repetition; then what the pronoun's
verb asks for: who "was freed" is whom the sentence before has as captive, what "was entered" is a place. Where nothing
agrees, where a thing of no kind is more salient, and where two clusters are equally so, a pronoun stays unresolved.

Where the model has links, they count beside salience for people; what they hold unlikely "it" or "they" do not take up,
however salient; and "he" and "she" show that a name which was taken for a place or a group is a person's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import Generic, Protocol, TypeVar

import numpy as np
from spacy.tokens import Doc, Token

from dateline.read.gazetteer import is_place_name
from dateline.read.lexicon import load_lexicon
from dateline.read.links import Links
from dateline.read.mentions import Mention, mark_subject
from dateline.read.wordlists import load_pronouns, place_verbs

__all__ = ["ARGUMENTS", "Antecedent", "PronounResolver", "find_pronouns"]

PRONOUN_REACH = 3
# salience of a mention, by the sentences between, and by what it is (Lappin and Leass's order, rounded)
RECENCY = (100.0, 72.0, 44.0, 20.0)
SUBJECT, SPEAKER, NAMED, REPEATED, EMBEDDED = 30.0, 15.0, 8.0, 4.0, -25.0
LEAST_SALIENCE = 30.0
# what a verb of suffering before makes of its two sides, and a verb that asks for a place of places and others
VICTIM, DOER, OBJECT, AS_PLACE, NOT_PLACE = 35.0, -35.0, 17.0, 50.0, -40.0
# what each word between takes from "the recruits, many of them boys"
NEAR_STEP = 5.0
# two clusters nearer than this are equally good; those joined by "and" always are
TIE, JOINED_TIE = 2.0, 45.0
# log-odds of a link: the least for "it" and "they", which often stand for no entity, how far that of "it" may lie behind
# another's, and what shows that a name is a person's, whatever kind it was given; and what a link adds to salience
LEAST_LINK, MOST_BEHIND, SURE_LINK = -1.0, 4.0, 5.0
LEAST_ASKED_LINK = -4.0  # where the pronoun's verb asks for a place and one is most salient
LIKE_A_PERSON = 0.5  # of the evidence that a town's name is a place: as much must be for a person
LINK_WEIGHT = {"person": 3.0, "group": 3.0, "thing": 0.0}
COLLECTIVES = frozenset({"group", "organization"})
MISREAD = frozenset({"place", "organization", "group", "facility", "other"})  # what a person's name may be taken for
OBJECTS = frozenset({"obj", "iobj", "nsubj:pass"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent"})
WITHOUT_SUBJECT = frozenset({"advcl", "xcomp", "conj", "acl"})
PASSIVE = frozenset({"was", "were", "been", "being", "be", "is", "are", "get", "got"})


FATAL = frozenset({"kill", "execute", "murder", "massacre", "slaughter", "behead", "hang", "assassinate", "lynch"})
DYING = frozenset({"die", "perish"})


class Antecedent(Protocol):
    """What is known of an entity as far as the report has been read."""

    kind: str
    number: str
    gender: str
    mentions: list[Mention]
    named: bool
    country: bool


C = TypeVar("C", bound=Antecedent)


@cache
def victim_verbs() -> frozenset[str]:
    """Return lemmas of verbs of what people suffer."""
    return frozenset(row["verb"] for row in load_lexicon("victim_verbs"))


def find_pronouns(doc: Doc) -> Iterator[Mention]:
    """Yield the pronouns of the third person that can take up a mention."""
    known = load_pronouns()
    ids = np.array([doc.vocab.strings[word] for word in known], np.uint64)
    for at in np.flatnonzero(np.isin(doc.to_array("LOWER"), ids)):
        token = doc[int(at)]
        row = known[token.lower_]
        if token.pos_ not in ("PRON", "DET") or is_empty_it(doc, token):
            continue
        mention = Mention(
            token.i, token.i + 1, token.i, "pronoun", number=row.number, gender=row.gender, lemma=row.kind
        )
        mention.reflexive = token.lower_.endswith(("self", "selves"))
        mark_subject(doc, mention)
        yield mention


def is_empty_it(doc: Doc, token: Token) -> bool:
    """Does "it" stand for nothing: "it is clear that", "it was raining", "it took days"?"""
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    ahead = doc[token.i + 1 : token.i + 8]
    if not len(ahead) or ahead[0].lemma_ not in ("be", "seem", "appear", "take", "'s", "become", "remain"):
        return False
    return any(
        t.lower_ in ("that", "to", "whether", "if", "how", "when", "who", "not", "unclear", "possible")
        for t in ahead[1:]
    )


class PronounResolver(Generic[C]):
    """Finds what the pronouns of one report take up.

    Args:
        doc: the report's tokens, parsed.
        sentence: the number of each token's sentence.
        outer: the larger mention that a mention lies in, by the id of the smaller.
        links: the model's, or None.
    """

    def __init__(
        self, doc: Doc, sentence: Sequence[int], *, outer: Mapping[int, Mention], links: Links | None = None
    ) -> None:
        self.doc = doc
        self.sentence = sentence
        self.outer = outer
        self.links = links
        self._barred: tuple[int, tuple[set[int], set[int]]] = (-1, (set(), set()))

    def find(self, pronoun: Mention, clusters: Sequence[C]) -> C | None:
        """Return the cluster that a pronoun takes up, or None; ``clusters`` are in the order of their last mentions."""
        if pronoun.reflexive:
            return self._bound(pronoun, clusters)
        asks = self._asks_for(pronoun)
        rated = [
            (value, number, cluster)
            for number, cluster in enumerate(takewhile(self._in_reach_of(pronoun), reversed(clusters)))
            if self._may_be(cluster, pronoun) and (value := self._salience(cluster, pronoun, asks)) > LEAST_SALIENCE
        ]
        rated.sort(key=lambda row: (-row[0], row[1]))
        if not rated or not rated[0][2].kind:
            return None
        best = rated[0][2]
        if any(self._is_tie(best, other, rated[0][0] - value) for value, _, other in rated[1:3]):
            return None
        asked = asks == "place" and best.kind == "place"
        if self._is_unlikely(best, pronoun, [best] if asked else [cluster for _, _, cluster in rated], asked=asked):
            return None
        if pronoun.lemma == "person":
            best.kind = "person"
        best.gender = best.gender or pronoun.gender
        return best

    def _is_unlikely(self, best: C, pronoun: Mention, rated: Sequence[C], *, asked: bool) -> bool:
        """Do the links hold that the most salient cluster is not meant, or another far more likely?"""
        if self.links is None or pronoun.lemma == "person" or self._has_said(best, pronoun):
            return False
        link = self.links.best(pronoun, best)
        behind = max(self.links.best(pronoun, cluster) for cluster in rated) - link if pronoun.lemma == "thing" else 0.0
        return link < (LEAST_ASKED_LINK if asked else LEAST_LINK) or behind > MOST_BEHIND

    def _has_said(self, cluster: C, pronoun: Mention) -> bool:
        """Does a body speak of itself: "the ministry said it had no reports"?"""
        if cluster.kind not in COLLECTIVES:
            return False
        here = self.sentence[pronoun.head]
        return any(m.speaker and self.sentence[m.head] == here for m in cluster.mentions[-3:])

    def _bound(self, pronoun: Mention, clusters: Sequence[C]) -> C | None:
        """A reflexive takes up the subject of its own clause, else the last mention before it in the sentence."""
        fits = [c for c in reversed(clusters) if agrees(c, pronoun) or (c.kind == "place" and pronoun.lemma == "thing")]
        subjects = {subject.i for subject in self._understood_subjects(self.doc[pronoun.head])}
        here = self.sentence[pronoun.head]
        bound = next((c for c in fits if any(m.head in subjects for m in c.mentions[-3:])), None)
        last = next((c for c in fits if self.sentence[c.mentions[-1].head] == here), None)
        found = bound or last
        return found if found is not None and found.kind else None

    def _in_reach_of(self, pronoun: Mention) -> Callable[[C], bool]:
        first = self.sentence[pronoun.head] - PRONOUN_REACH
        return lambda cluster: self.sentence[cluster.mentions[-1].head] >= first

    def _may_be(self, cluster: C, pronoun: Mention) -> bool:
        fits = agrees(cluster, pronoun) or self._is_person(cluster, pronoun)
        return fits and not self._clashes(cluster, pronoun)

    def _is_person(self, cluster: C, pronoun: Mention) -> bool:
        """Do the links show that a name of another kind is a person's, as "he" or "she" takes it up?"""
        if self.links is None or pronoun.lemma != "person" or not cluster.named or cluster.country:
            return False
        fits = cluster.kind in MISREAD and cluster.number != "plural" and cluster.gender in ("", pronoun.gender)
        return fits and is_like_a_person(cluster) and self.links.best(pronoun, cluster) >= SURE_LINK

    def _is_tie(self, best: C, other: C, margin: float) -> bool:
        """Are two clusters equally good: rated alike, or two persons joined by "and" where one is meant?"""
        if margin < TIE:
            return True
        if margin > JOINED_TIE or best.kind != "person" or other.kind != "person":
            return False
        left, right = sorted((best.mentions[-1], other.mentions[-1]), key=lambda m: m.start)
        between = [t.lower_ for t in self.doc[left.end : right.start]]
        return len(between) < 4 and "and" in between and left.form == right.form == "name"

    # salience -----------------------------------------------------------------------------------

    def _salience(self, cluster: C, pronoun: Mention, asks: str) -> float:
        here, most = self.sentence[pronoun.head], 0.0
        for mention in cluster.mentions[-4:]:
            distance = here - self.sentence[mention.head]
            if distance > PRONOUN_REACH or mention.head >= pronoun.head:
                continue
            value = RECENCY[distance] - (pronoun.head - mention.head) * 0.15
            value += SUBJECT * mention.subject + SPEAKER * (mention.speaker and pronoun.speaker)
            outer = self.outer.get(id(mention))
            if outer is not None:
                value += SUBJECT if distance == 0 and speaks_for(outer, pronoun, kind=cluster.kind) else EMBEDDED
            if asks == "victim":
                value += self._side(mention)
            elif asks == "near":
                value -= SUBJECT * mention.subject + NEAR_STEP * (pronoun.head - mention.end)
            most = max(most, value)
        if not most:
            return 0.0
        most += NAMED * cluster.named + REPEATED * min(len(cluster.mentions), 4)
        if asks == "place":
            most += AS_PLACE if cluster.kind == "place" else NOT_PLACE
        if self.links is not None and (weight := LINK_WEIGHT[pronoun.lemma]):
            most += weight * self.links.best(pronoun, cluster)
        return most + fitness(cluster, pronoun)

    def _asks_for(self, pronoun: Mention) -> str:
        """Return what the words around the pronoun ask for.

        "victim": they were freed; "place": it was captured; "near": the recruits, many of them boys; or nothing.
        """
        token = self.doc[pronoun.head]
        if token.i > 2 and self.doc[token.i - 1].lower_ == "of" and self.doc[token.i - 3].text == ",":
            return "near"
        verb, passive = self._verb_of(token)
        if verb is None:
            return ""
        if pronoun.lemma == "thing" and token.lower_ == "it":
            undergoes = passive or token.dep_ == "obj" or verb.i < token.i
            if (undergoes and verb.lemma_ in place_verbs()) or (verb.i > token.i and verb.lemma_ == "fall"):
                return "place"
        return "victim" if passive and pronoun.lemma in ("group", "person") else ""

    def _verb_of(self, token: Token) -> tuple[Token | None, bool]:
        """Return the verb that has a pronoun as subject or object, and whether the pronoun is its passive subject."""
        if token.dep_ == "nmod:poss":
            return None, False
        ahead = [t for t in self.doc[token.i + 1 : token.i + 6] if t.pos_ not in ("ADV", "PART")]
        if ahead and ahead[0].pos_ == "AUX":
            verb = next((t for t in ahead if t.pos_ not in ("AUX",)), None)
            if verb is not None and verb.pos_ in ("VERB", "ADJ"):
                auxiliaries = ahead[: ahead.index(verb)]
                return verb, (verb.tag_ == "VBN" or verb.lower_.endswith("ed")) and auxiliaries[-1].lower_ in PASSIVE
            return None, False
        if token.i and self.doc[token.i - 1].pos_ == "VERB" and token.dep_ not in SUBJECTS:
            return self.doc[token.i - 1], False
        return (token.head, token.dep_ == "nsubj:pass") if token.dep_ in ARGUMENTS else (None, False)

    def _side(self, mention: Mention) -> float:
        """Tell who suffers a verb of suffering from who does it."""
        head = self.doc[mention.head]
        while head.dep_ == "conj" and head.head.i < head.i:
            head = head.head
        before = self.doc[mention.start - 1] if mention.start else None
        if before is not None and before.pos_ == "VERB" and before.lemma_ in victim_verbs():
            return VICTIM
        if head.head.lemma_ not in victim_verbs():
            return OBJECT if head.dep_ in OBJECTS else 0.0
        if head.dep_ in OBJECTS:
            return VICTIM
        return DOER if head.dep_ in ("nsubj", "obl:agent", "obl") else 0.0

    # what cannot be -----------------------------------------------------------------------------

    def _clashes(self, cluster: C, pronoun: Mention) -> bool:
        """Is the pronoun an argument of the verb that has the cluster as another argument ("he told him")?"""
        token = self.doc[pronoun.head]
        recent = cluster.mentions[-3:]
        if any(m.start <= pronoun.head < m.end for m in recent):
            return True
        if token.dep_ == "nmod:poss":
            return False
        heads = {m.head for m in recent}
        tellers, understood = self._barred_from(token)
        if not tellers.isdisjoint(heads):
            return True
        if token.dep_ in ARGUMENTS:
            for head in heads:
                other = self.doc[head]
                if other.dep_ in ARGUMENTS and other.head == token.head:
                    return True
        return token.dep_ not in SUBJECTS and not understood.isdisjoint(heads)

    def _barred_from(self, token: Token) -> tuple[set[int], set[int]]:
        """Return the heads of those who say that a pronoun died, and of the subjects over it; worked out once a pronoun."""
        if self._barred[0] != token.i:
            tellers = {teller.i for teller in self._tellers_of_death(token)}
            self._barred = token.i, (tellers, {subject.i for subject in self._understood_subjects(token)})
        return self._barred[1]

    def _tellers_of_death(self, token: Token) -> list[Token]:
        """Return who says of a pronoun that it died: the dead do not say so ("soldiers said that they had been killed")."""
        verb, passive = self._verb_of(token)
        if verb is None or verb.dep_ != "ccomp" or verb.lemma_ not in (FATAL if passive else DYING):
            return []
        return [child for child in verb.head.children if child.dep_ in SUBJECTS]

    def _understood_subjects(self, token: Token) -> Iterator[Token]:
        """Yield the subject of the verb over a token, also where it stands with a verb above ("X fired, killing them")."""
        verb = token.head
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
            verb = verb.head
        for _ in range(3):
            subjects = [t for t in verb.lefts if t.dep_ in SUBJECTS]
            if subjects or verb.dep_ not in WITHOUT_SUBJECT:
                yield from subjects
                return
            verb = verb.head


def is_like_a_person(cluster: Antecedent) -> bool:
    """Does what tells of a name's kind leave room for a person? A town's name is hardly one where nothing else speaks for it."""
    name = next((mention.name for mention in cluster.mentions if mention.name is not None), None)
    if name is None or cluster.kind != "place" or not is_place_name(name.text):
        return True
    return name.evidence.get("person", 0.0) >= LIKE_A_PERSON * name.evidence.get("place", 0.0)


def agrees(cluster: Antecedent, pronoun: Mention) -> bool:
    """Do person, number and gender let the pronoun stand for the cluster?"""
    if pronoun.lemma == "person":
        return cluster.kind == "person" and cluster.gender in ("", pronoun.gender)
    if pronoun.lemma == "group":
        if cluster.kind in COLLECTIVES:
            return True
        return cluster.number == "plural" and cluster.kind in ("", "vehicle", "weapon", "facility", "place")
    if cluster.kind == "group":
        return cluster.number != "plural"
    return cluster.kind != "person" and cluster.number != "plural"


def fitness(cluster: Antecedent, pronoun: Mention) -> float:
    """Return how well the cluster's kind suits the pronoun, beyond agreement."""
    if pronoun.lemma == "group":
        return {"group": 5.0, "organization": -18.0}.get(cluster.kind, -35.0)
    if pronoun.lemma == "thing":
        if pronoun.speaker:
            return 25.0 if cluster.kind in COLLECTIVES else -40.0
        return {"organization": 5.0, "place": 0.0 if cluster.country else -20.0, "": -10.0}.get(cluster.kind, 0.0)
    return 0.0


def speaks_for(outer: Mention, pronoun: Mention, *, kind: str) -> bool:
    """Does one speak for the group inside the phrase: "a Front official said their men had left"?"""
    if not outer.speaker or outer.kind != "person":
        return False
    return kind == "group" if pronoun.lemma == "group" else kind in COLLECTIVES and pronoun.lemma == "thing"
