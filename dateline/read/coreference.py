"""Mentions -> clusters: names and their short forms, definite phrases, and pronouns, each to what it takes up.

Names first, over the whole report; then nouns and pronouns in the order of reading. What nothing fits, or two things fit
equally, stays unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from spacy.tokens import Doc

from dateline.read.aliases import Aliases
from dateline.read.gazetteer import cells, is_place_name, load_gazetteer
from dateline.read.lexicon import load_lexicon
from dateline.read.links import Links
from dateline.read.mentions import Mention
from dateline.read.noun_links import NounLinks, agrees_in_complement
from dateline.read.pronouns import PronounResolver
from dateline.read.wordlists import country_adjectives, country_names, noun_senses, organization_words

__all__ = ["Cluster", "resolve_mentions"]

# how many sentences back a definite phrase may reach for another noun of its family; names and equal nouns reach further
FAMILY_REACH = 5
NOUN_REACH = 25
COLLECTIVES = frozenset({"group", "organization"})
LARGE_TOWNS = frozenset({"city", "capital", "town", "port"})


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
    country: bool = False

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
            self.sentence[sent.start : sent.end] = [number] * (sent.end - sent.start)
        self.of: dict[int, Cluster] = {}
        self.active: list[Cluster] = []
        links = Links.of(doc, mentions)
        self._linked: NounLinks[Cluster] | None = NounLinks(doc, links) if links is not None else None
        self._pronouns: PronounResolver[Cluster] = PronounResolver(
            doc, self.sentence, outer=embedded(mentions), links=links
        )

    def resolve(self) -> list[Cluster]:
        self._cluster_names()
        for mention in self.mentions:
            if mention.form == "name":
                self._take_up_noun(mention)
                self._enter(self.of[id(mention)], mention)
            elif mention.form == "noun":
                self._enter(self._cluster_noun(mention), mention)
            elif (cluster := self._pronouns.find(mention, self.active)) is not None:
                self._enter(cluster, mention)
        return [c for c in self.active if c.kind and any(m.form != "pronoun" for m in c.mentions)]

    def _enter(self, cluster: Cluster, mention: Mention) -> None:
        cluster.add(mention)
        self.of[id(mention)] = cluster
        if cluster in self.active:
            self.active.remove(cluster)
        self.active.append(cluster)

    def _take_up_noun(self, mention: Mention) -> None:
        """A short name can be that of a body met as a noun: "named a commission ... The Commission"."""
        cluster, word = self.of[id(mention)], self.doc[mention.head].lower_
        if cluster.mentions or mention.end - mention.start > 1 or word not in noun_senses():
            return
        same = (c for c in self._recent(mention, FAMILY_REACH) if word in c.lemmas and not c.named)
        noun = next((c for c in same if c.kind in COLLECTIVES and c.number == "singular"), None)
        if noun is None:
            return
        self.active.remove(noun)
        cluster.mentions, cluster.lemmas = noun.mentions, noun.lemmas
        for other in noun.mentions:
            self.of[id(other)] = cluster
        self.active.append(cluster)

    def _cluster_names(self) -> None:
        aliases: Aliases[Cluster] = Aliases(self.doc)
        for mention in self.mentions:
            if mention.name is not None:
                cluster = aliases.cluster_of(mention.name, make=partial(Cluster, mention.kind))
                cluster.named = True
                cluster.country = cluster.country or mention.name.text in countries()
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
        if mention.sense == "number":
            return self._as_many(mention) or Cluster("", mention.number)
        found = self._taken_up(mention)
        if found is None and self._linked is not None:
            found = self._linked.find(mention, self._recent(mention, FAMILY_REACH))
        return found or Cluster(mention.kind)

    def _taken_up(self, mention: Mention) -> Cluster | None:
        """What a noun takes up by its form."""
        if mention.definite == "the" and not (mention.complement and mention.kind == "person"):
            return self._same_noun(mention) or self._same_head_name(mention) or self._same_family(mention)
        if mention.definite == "" and (mention.number == "plural" or mention.kind == "group"):
            return self._same_noun(mention)
        return None

    def _recent(self, mention: Mention, reach: int) -> Iterable[Cluster]:
        """Yield the clusters last mentioned within some sentences, the most recent first."""
        first = self.sentence[mention.head] - reach
        for cluster in reversed(self.active):
            if self.sentence[cluster.mentions[-1].head] < first:
                return  # and so were all before it
            if cluster.kind:
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

    def _as_many(self, mention: Mention) -> Cluster | None:
        """People counted before by the same number: "the eight" after "eight nurses"."""
        for cluster in self._recent(mention, NOUN_REACH):
            if cluster.kind == "group" and any(mention.lemma in m.modifiers for m in cluster.mentions):
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
        if mention.lemma == "capital" and mention.kind == "place" and mention.number == "singular":
            return self._likeliest_capital(mention)
        if mention.sense == "generic" and not mention.modifiers and mention.number == "singular":
            fits = (c for c in self._recent(mention, 2) if c.kind == "person" and c.gender in ("", mention.gender))
            return next(fits, None)
        mine = families().get(mention.lemma, frozenset())
        if not mine or mention.modifiers:
            return None
        if "city" in mine and mention.kind == "place" and mention.number == "singular":
            return self._latest_town(mention)
        for cluster in self._recent(mention, FAMILY_REACH):
            same_number = mention.number in (cluster.number, "") or cluster.named
            if same_number and any(families().get(lemma, frozenset()) & mine for lemma in cluster.lemmas):
                return cluster
            if cluster.named and mention.number == "singular" and self._name_fits(cluster, mine, mention):
                return cluster
        return None

    def _likeliest_country(self, mention: Mention) -> Cluster | None:
        """The country that the report is about: named most often, by its noun rather than as a modifier."""
        countries = [c for c in self._recent(mention, NOUN_REACH) if c.kind == "place" and self._country(c)]
        rated = sorted(((self._aboutness(c), -n, c) for n, c in enumerate(countries)), key=lambda row: row[:2])
        if not rated or (len(rated) > 1 and rated[-1][0] == rated[-2][0] and self._side_by_side(*rated[-2:])):
            return None
        return rated[-1][2]

    def _side_by_side(self, *rated: tuple[float, int, Cluster]) -> bool:
        """Were two last named in the same sentence?"""
        one, other = (self.sentence[c.mentions[-1].head] for _, _, c in rated)
        return one == other

    def _likeliest_capital(self, mention: Mention) -> Cluster | None:
        """The capital of the country it is said to be of ("the Kenyan capital"), or of the one the report is about."""
        words = {t.text for t in self.doc[mention.start : mention.head]}
        said = {country for word in words if (country := country_adjectives().get(word))}
        clusters = [c for c in self._recent(mention, NOUN_REACH) if c.kind == "place"]
        about = {country: self._aboutness(c) for c in clusters if (country := self._country(c))}
        found = []
        for cluster in clusters:
            capital_of = next(
                (capitals()[n.casefold()] for n in self._names(cluster) if n.casefold() in capitals()), None
            )
            if capital_of and (capital_of in said if said else not mention.modifiers):
                found.append((about.get(capital_of, 0.0), cluster))
        top = max((value for value, _ in found), default=0.0)
        best = [cluster for value, cluster in found if value == top]
        return best[0] if len(best) == 1 else None

    def _aboutness(self, cluster: Cluster) -> float:
        return sum(0.3 if self.doc[m.head].dep_ in ("compound", "amod") else 1.0 for m in cluster.mentions)

    def _latest_town(self, mention: Mention) -> Cluster | None:
        """The town last mentioned; for a city one that the gazetteer has comes before one that nothing else is known of."""
        recent = (c for c in self._recent(mention, FAMILY_REACH) if c.kind == "place" and c.named)
        towns = [c for c in recent if self._is_town(c) and not self._is_where_from(c.mentions[-1], mention)]
        if mention.lemma in LARGE_TOWNS:
            known = [c for c in towns if c.lemmas & LARGE_TOWNS or any(is_town_name(n) for n in self._names(c))]
            towns = known or towns
        return next(iter(towns), None)

    def _is_where_from(self, origin: Mention, mention: Mention) -> bool:
        """Do those come from the one place who do something to the other: "troops from Oka retook the town"?"""
        verb = self.doc[mention.head].head
        before = self.doc[origin.start - 1].lower_ if origin.start else ""
        between = self.doc[origin.end : verb.i]
        return before == "from" and origin.end <= verb.i < mention.head and not any(t.pos_ == "VERB" for t in between)

    def _name_fits(self, cluster: Cluster, mine: frozenset[str], mention: Mention) -> bool:
        if "group" in mine and mention.sense != "company":
            return cluster.kind in COLLECTIVES and not self._is_media(cluster)
        if "company" in mine:
            return cluster.kind == "organization" and not self._is_media(cluster)
        return "media" in mine and cluster.kind == "organization" and self._is_media(cluster)

    def _names(self, cluster: Cluster) -> Iterable[str]:
        for mention in cluster.mentions:
            if mention.name is not None:
                yield mention.name.text

    def _country(self, cluster: Cluster) -> str | None:
        """The country that the cluster is, by its usual name."""
        return next((countries()[name] for name in self._names(cluster) if name in countries()), None)

    def _is_town(self, cluster: Cluster) -> bool:
        if any("city" not in families().get(lemma, ()) for lemma in (cluster.lemmas & place_nouns()) - LARGE_TOWNS):
            return False
        if any(self._follows_building(m) for m in cluster.mentions):
            return False
        return not any(
            name in country_names() or name in countries() or name.split()[-1].lower() in place_nouns() - LARGE_TOWNS
            for name in self._names(cluster)
        )

    def _follows_building(self, mention: Mention) -> bool:
        """Is it the name of a building that nothing shows to be also a town's: "the fortress of Oka"?"""
        if mention.name is None or mention.start < 2 or self.doc[mention.start - 1].lower_ != "of":
            return False
        sense = noun_senses().get(self.doc[mention.start - 2].lower_)
        return sense is not None and sense.kind == "facility" and not is_town_name(mention.name.text)

    def _is_media(self, cluster: Cluster) -> bool:
        words = (word for name in self._names(cluster) for word in name.lower().split())
        return any(w in organization_words() and organization_words()[w].sense == "media" for w in words)


def embedded(mentions: Sequence[Mention]) -> dict[int, Mention]:
    """Return the larger mention that a mention lies in, by the id of the smaller."""
    found: dict[int, Mention] = {}
    outer: Mention | None = None
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if outer is not None and mention.end <= outer.end:
            found[id(mention)] = outer
        else:
            outer = mention
    return found


@cache
def countries() -> dict[str, str]:
    """Return the names and the adjectives of countries -> the usual name."""
    rows = load_lexicon("countries")
    columns = ("alternatives", "adjectives")
    found = {r["name"]: r["name"] for r in rows}
    return {cell: r["name"] for r in rows for column in columns for cell in cells(r[column])} | found


@cache
def capitals() -> dict[str, str]:
    """Return capitals in lower case -> their country."""
    return {city.casefold(): row["name"] for row in load_lexicon("countries") for city in cells(row["capital"])}


@cache
def place_nouns() -> frozenset[str]:
    """Return the common nouns for places."""
    return frozenset(word for word, noun in noun_senses().items() if noun.kind == "place")


def is_town_name(name: str) -> bool:
    """Does the gazetteer have a town of this name?"""
    return is_place_name(name) and any(entry.feature in ("PPL", "PPLC") for entry in load_gazetteer().find(name))
