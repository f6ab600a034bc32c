"""Mentions -> clusters: names and their short forms, definite phrases, and pronouns, each to what it takes up.

Names first, over the whole report; then nouns and pronouns in the order of reading. A pronoun goes to the most salient
cluster that agrees with it (Lappin and Leass, 1994: recency, subject before object, name, repetition); where nothing
agrees, or a thing of no kind is more salient, it stays unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from spacy.tokens import Doc

from dateline.read.aliases import Aliases
from dateline.read.gazetteer import cells
from dateline.read.lexicon import load_lexicon
from dateline.read.mentions import Mention
from dateline.read.wordlists import country_names, organization_words

__all__ = ["Cluster", "resolve_mentions"]

# how many sentences back a definite phrase may reach for another noun of its family; names and equal nouns reach further
FAMILY_REACH = 5
NOUN_REACH = 25
PRONOUN_REACH = 3
# salience of a mention, by the sentences between, and by what it is (Lappin and Leass's order, rounded)
RECENCY = (100.0, 72.0, 44.0, 20.0)
SUBJECT, SPEAKER, NAMED, REPEATED, EMBEDDED, SAME_QUOTE = 30.0, 15.0, 8.0, 4.0, -25.0, 0.0
LEAST_SALIENCE = 30.0
COLLECTIVES = frozenset({"group", "organization"})
GENERIC_FITS = {"person": frozenset({"person"}), "group": frozenset({"group"})}
NAMED_BY = {"group": ("group", "organization"), "company": ("organization",), "media": ("organization",)}


@dataclass(slots=True, eq=False)
class Cluster:
    """The mentions of one entity as far as the report has been read, and what they tell of it."""

    kind: str
    number: str = ""
    gender: str = ""
    mentions: list[Mention] = field(default_factory=list)
    lemmas: set[str] = field(default_factory=set)
    last_words: set[str] = field(default_factory=set)
    named: bool = False

    def add(self, mention: Mention) -> None:
        """Take a mention in."""
        self.mentions.append(mention)
        self.gender = self.gender or mention.gender
        if mention.form == "noun":
            self.lemmas.add(mention.lemma)
        if mention.form != "pronoun":
            self.number = self.number or mention.number


def resolve_mentions(doc: Doc, mentions: Sequence[Mention]) -> list[Cluster]:
    """Return the clusters of a report; pronouns that nothing fits are in none.

    Args:
        doc: the report's tokens, parsed.
        mentions: all mentions, decoys and pronouns among them, in text order.
    """
    return Resolver(doc, mentions).resolve()


@cache
def families() -> dict[str, frozenset[str]]:
    """Return lemma -> the families it belongs to."""
    found: dict[str, set[str]] = {}
    for row in load_lexicon("noun_families"):
        for noun in cells(row["nouns"]):
            found.setdefault(noun, set()).add(row["family"])
    return {noun: frozenset(names) for noun, names in found.items()}


class Resolver:
    """Reads mentions in text order and keeps the clusters."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        self.doc = doc
        self.mentions = mentions
        self.sentence = [0] * len(doc)
        for number, sent in enumerate(doc.sents):
            for token in sent:
                self.sentence[token.i] = number
        self.of: dict[int, Cluster] = {}
        self.active: list[Cluster] = []
        self.inner = embedded(mentions)

    def resolve(self) -> list[Cluster]:
        self._cluster_names()
        for mention in self.mentions:
            if mention.form == "name":
                self._enter(self.of[id(mention)], mention)
            elif mention.form == "noun":
                self._enter(self._cluster_noun(mention), mention)
            elif (cluster := self._find_for_pronoun(mention)) is not None:
                self._enter(cluster, mention)
        return [c for c in self.active if c.kind and any(m.form != "pronoun" for m in c.mentions)]

    def _enter(self, cluster: Cluster, mention: Mention) -> None:
        cluster.add(mention)
        self.of[id(mention)] = cluster
        if cluster in self.active:
            self.active.remove(cluster)
        self.active.append(cluster)

    def _cluster_names(self) -> None:
        aliases: Aliases[Cluster] = Aliases(self.doc)
        for mention in self.mentions:
            if mention.name is not None:
                cluster = aliases.cluster_of(mention.name, make=partial(Cluster, mention.kind))
                cluster.named = True
                cluster.gender = cluster.gender or mention.gender
                cluster.last_words.add(self.doc[mention.end - 1].lower_)
                if mention.name.title:
                    cluster.lemmas.add(mention.name.title.split()[-1])
                self.of[id(mention)] = cluster

    # nouns ------------------------------------------------------------------------------------

    def _cluster_noun(self, mention: Mention) -> Cluster:
        partner = mention.partner
        if partner is not None:
            cluster = self.of.get(id(partner))
            if cluster is None:
                cluster = self.of[id(partner)] = Cluster(mention.kind)
            return cluster
        if mention.decoy:
            return Cluster("", mention.number)
        if mention.definite == "the" and not (mention.complement and mention.kind == "person"):
            found = self._same_noun(mention) or self._same_head_name(mention) or self._same_family(mention)
            if found is not None:
                return found
        elif mention.definite == "" and (mention.number == "plural" or mention.kind == "group"):
            found = self._same_noun(mention)
            if found is not None:
                return found
        return Cluster(mention.kind)

    def _recent(self, mention: Mention, reach: int) -> Iterable[Cluster]:
        """Yield the clusters last mentioned within some sentences, the most recent first."""
        here = self.sentence[mention.head]
        for cluster in reversed(self.active):
            if cluster.kind and here - self.sentence[cluster.mentions[-1].head] <= reach:
                yield cluster

    def _same_noun(self, mention: Mention) -> Cluster | None:
        """The same noun, in the same number, with no modifier that the other lacks."""
        for cluster in self._recent(mention, NOUN_REACH):
            for other in reversed(cluster.mentions):
                if other.form != "noun" or other.lemma != mention.lemma or other.number != mention.number:
                    continue
                if mention.definite == "" and other.modifiers != mention.modifiers:
                    continue
                if mention.definite == "" and other.definite not in ("", "the"):
                    continue
                if mention.modifiers <= other.modifiers | cluster.last_words and agrees_in_complement(
                    self.doc, mention, other
                ):
                    return cluster
        return None

    def _same_head_name(self, mention: Mention) -> Cluster | None:
        """A name that ends in the noun ("the ministry"), or a person with that title ("the general")."""
        if mention.modifiers or mention.number == "plural":
            return None
        for cluster in self._recent(mention, NOUN_REACH):
            if not cluster.named:
                continue
            if mention.lemma in cluster.last_words or (
                mention.kind == cluster.kind == "person" and mention.lemma in cluster.lemmas
            ):
                return cluster
        return None

    def _same_family(self, mention: Mention) -> Cluster | None:
        """Another noun of the family, or a name of a kind that the noun describes."""
        if mention.sense == "country":
            return self._likeliest_country(mention)
        if mention.sense == "generic" and not mention.modifiers and mention.number == "singular":
            fits = (c for c in self._recent(mention, 2) if c.kind == "person" and c.gender in ("", mention.gender))
            return next(fits, None)
        mine = families().get(mention.lemma, frozenset())
        if not mine or mention.modifiers:
            return None
        for cluster in self._recent(mention, FAMILY_REACH):
            same_number = mention.number in (cluster.number, "") or cluster.named
            if same_number and any(families().get(lemma, frozenset()) & mine for lemma in cluster.lemmas):
                return cluster
            if cluster.named and mention.number == "singular" and self._name_fits(cluster, mine, mention):
                return cluster
        return None

    def _likeliest_country(self, mention: Mention) -> Cluster | None:
        """The country that the report is about: named most often, by its noun rather than as a modifier."""
        countries = [c for c in self._recent(mention, NOUN_REACH) if c.kind == "place" and self._is_country(c)]
        return max(countries, key=self._aboutness, default=None)

    def _aboutness(self, cluster: Cluster) -> float:
        return sum(0.3 if self.doc[m.head].dep_ in ("compound", "amod") else 1.0 for m in cluster.mentions)

    def _name_fits(self, cluster: Cluster, mine: frozenset[str], mention: Mention) -> bool:
        if "city" in mine and mention.kind == "place":
            return cluster.kind == "place" and self._is_town(cluster)
        if "group" in mine and mention.sense != "company":
            return cluster.kind in COLLECTIVES and not self._is_media(cluster)
        if "company" in mine:
            return cluster.kind == "organization" and not self._is_media(cluster)
        return "media" in mine and cluster.kind == "organization" and self._is_media(cluster)

    def _names(self, cluster: Cluster) -> Iterable[str]:
        for mention in cluster.mentions:
            if mention.name is not None:
                yield mention.name.text

    def _is_country(self, cluster: Cluster) -> bool:
        return any(is_country(name) for name in self._names(cluster))

    def _is_town(self, cluster: Cluster) -> bool:
        return not any(
            name in country_names() or is_country(name) or (" " in name and is_region(name))
            for name in self._names(cluster)
        )

    def _is_media(self, cluster: Cluster) -> bool:
        words = (word for name in self._names(cluster) for word in name.lower().split())
        return any(w in organization_words() and organization_words()[w].sense == "media" for w in words)

    # pronouns ---------------------------------------------------------------------------------

    def _find_for_pronoun(self, pronoun: Mention) -> Cluster | None:
        best, most = None, LEAST_SALIENCE
        for cluster in reversed(self.active):
            distance = self.sentence[pronoun.head] - self.sentence[cluster.mentions[-1].head]
            if distance > PRONOUN_REACH:
                continue
            if agrees(cluster, pronoun) and not self._clashes(cluster, pronoun):
                salience = self._salience(cluster, pronoun)
                if salience > most:
                    best, most = cluster, salience
        if best is None or not best.kind:
            return None
        if pronoun.gender and not best.gender:
            best.gender = pronoun.gender
        return best

    def _salience(self, cluster: Cluster, pronoun: Mention) -> float:
        here, most = self.sentence[pronoun.head], 0.0
        for mention in cluster.mentions[-4:]:
            distance = here - self.sentence[mention.head]
            if distance > PRONOUN_REACH or mention.head >= pronoun.head:
                continue
            value = RECENCY[distance] - (pronoun.head - mention.head) * 0.15
            value += SUBJECT * mention.subject + SPEAKER * (mention.speaker and pronoun.speaker)
            value += EMBEDDED * (id(mention) in self.inner)
            most = max(most, value)
        if not most:
            return 0.0
        most += NAMED * cluster.named + REPEATED * min(len(cluster.mentions), 4)
        return most + fitness(cluster, pronoun)

    def _clashes(self, cluster: Cluster, pronoun: Mention) -> bool:
        """Is the pronoun an argument of the verb that has the cluster as another argument ("he told him")?"""
        token = self.doc[pronoun.head]
        if token.dep_ == "nmod:poss" or token.lower_.endswith("self"):
            return any(m.start <= pronoun.head < m.end for m in cluster.mentions[-3:])
        arguments = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent")
        for mention in cluster.mentions[-3:]:
            if mention.start <= pronoun.head < mention.end:
                return True
            other = self.doc[mention.head]
            if token.dep_ in arguments and other.dep_ in arguments and other.head == token.head:
                return True
        return False


def embedded(mentions: Sequence[Mention]) -> set[int]:
    """Return the ids of mentions that lie inside a larger one."""
    found, outer = set(), 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.end <= outer:
            found.add(id(mention))
        outer = max(outer, mention.end)
    return found


def agrees_in_complement(doc: Doc, mention: Mention, other: Mention) -> bool:
    """ "The mayor of Oka" takes up another mayor only if he is "of Oka"."""
    if not mention.complement or not other.complement:
        return True
    return doc[mention.head : mention.end].text == doc[other.head : other.end].text


def agrees(cluster: Cluster, pronoun: Mention) -> bool:
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


def fitness(cluster: Cluster, pronoun: Mention) -> float:
    """Return how well the cluster's kind suits the pronoun, beyond agreement."""
    if pronoun.lemma == "group":
        return {"group": 5.0, "organization": -18.0}.get(cluster.kind, -35.0)
    if pronoun.lemma == "thing":
        if pronoun.speaker:
            return 25.0 if cluster.kind in COLLECTIVES else -40.0
        return {"organization": 5.0, "place": -20.0, "": -10.0}.get(cluster.kind, 0.0)
    return 0.0


def is_country(name: str) -> bool:
    """Is it the name of a country, or an adjective of one?"""
    return name in countries()


@cache
def countries() -> frozenset[str]:
    rows = load_lexicon("countries")
    columns = ("alternatives", "adjectives")
    return frozenset(r["name"] for r in rows) | {cell for r in rows for column in columns for cell in cells(r[column])}


def is_region(name: str) -> bool:
    """Does the name say that it is of a county, a province or the like?"""
    return name.split()[-1].lower() in (
        "county",
        "province",
        "state",
        "parish",
        "region",
        "district",
        "river",
        "lake",
        "sea",
    )
