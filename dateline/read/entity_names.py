"""Clusters -> what their entities are called: the fullest proper name, else the noun phrase that says most."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from dateline.read.capitals import joined
from dateline.read.coreference import Cluster
from dateline.read.gazetteer import is_place_name
from dateline.read.mentions import Mention
from dateline.read.wordlists import country_adjectives, country_names, particles

__all__ = ["EntityNames", "in_title_case"]

# a phrase longer than this tells a story rather than names somebody
MOST_PHRASE_TOKENS = 12
LEAST_SHOUTED = 4
LESS_INFORMATIVE = frozenset(
    {"the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "no", "any"}
)
OWNED = frozenset({"his", "her", "its", "their"})
OPENING_MARKS = frozenset({'"', "“", "‘", "'", "``", "-", "--", "–", "—", ":", "("})


class EntityNames:
    """Calls the entities of one report."""

    def __init__(self, doc: Doc, clusters: Sequence[Cluster]) -> None:
        self.doc = doc
        self.in_name: set[int] = set()
        self.owner: dict[int, Cluster] = {}
        for cluster in clusters:
            for mention in cluster.mentions:
                if mention.name is not None:
                    self.in_name.update(range(mention.start, mention.end))
                elif mention.form == "pronoun":
                    self.owner[mention.start] = cluster

    def name_of(self, cluster: Cluster) -> str:
        """Return the fullest proper name; without one the noun phrase that says most, in the words of the report."""
        names = [mention.name.text for mention in cluster.mentions if mention.name is not None]
        if not names:
            return self._phrase_of(cluster)
        best = max(names, key=len)
        best = next((name for name in names if len(name) == len(best) and not name.isupper()), best)
        if cluster.kind != "place":
            return best
        return country_adjectives().get(best) or country_names().get(best) or in_title_case(best)

    def _phrase_of(self, cluster: Cluster) -> str:
        nouns = [m for m in cluster.mentions if m.form == "noun"]
        short = [m for m in nouns if m.end - m.start <= MOST_PHRASE_TOKENS] or nouns[:1]
        noun = max(short, key=self._content)
        owned = self._owned(noun)
        if owned:
            return owned
        text, first = joined(self.doc, noun.start, noun.end), self.doc[noun.start]
        if noun.end - noun.start == 1 and first.is_title:
            return text.lower()
        shouted = len(first) > 1 and first.text.isupper()
        if noun.start in self.in_name or shouted or not self._opens_sentence(noun.start):
            return text
        return text[0].lower() + text[1:]

    def _content(self, noun: Mention) -> int:
        """Count the words of a phrase that tell something."""
        words = (token for token in self.doc[noun.start : noun.end] if token.is_alpha or token.like_num)
        return sum(word.lower_ not in LESS_INFORMATIVE for word in words)

    def _opens_sentence(self, at: int) -> bool:
        token = self.doc[at]
        return (
            bool(token.is_sent_start) or at == 0 or self.doc[at - 1].is_space or self.doc[at - 1].text in OPENING_MARKS
        )

    def _owned(self, noun: Mention) -> str:
        """Say whose it is: "the Alliance's forces" for "its forces"; empty where that is not known."""
        if self.doc[noun.start].lower_ not in OWNED or noun.end - noun.start < 2:
            return ""
        cluster = self.owner.get(noun.start)
        if cluster is None or not (cluster.named or cluster.number == "plural"):
            return ""
        nouns = [m for m in cluster.mentions if m.form == "noun"]
        if not cluster.named and any(m.complement or self.doc[m.start].lower_ in OWNED for m in nouns):
            return ""
        name = self.name_of(cluster)
        if cluster.named and any(self._has_article(mention) for mention in cluster.mentions):
            name = f"the {name}"
        ending = "'" if name.endswith("s") and cluster.kind != "person" else "'s"
        return f"{name}{ending} {joined(self.doc, noun.start + 1, noun.end)}"

    def _has_article(self, mention: Mention) -> bool:
        """Does "the" stand before a name that no noun follows ("the Alliance said", not "the Alliance officials")?"""
        if mention.name is None or not mention.start or self.doc[mention.start - 1].lower_ != "the":
            return False
        return mention.end >= len(self.doc) or self.doc[mention.end].pos_ not in ("NOUN", "PROPN")


def in_title_case(name: str) -> str:
    """Return a place's name in capitals as it is usually written, if the gazetteer knows it so; other names unchanged.

    >>> in_title_case("GOMA"), in_title_case("UAE"), in_title_case("Goma")
    ('Goma', 'UAE', 'Goma')
    """
    if not name.isupper() or len(name) < LEAST_SHOUTED or "." in name:
        return name
    words = []
    for word in name.split():
        parts = word.split("-")
        words.append("-".join(titled(part, inner=0 < n < len(parts) - 1) for n, part in enumerate(parts)))
    title = " ".join(words)
    return title if is_place_name(title) else name


def titled(part: str, *, inner: bool) -> str:
    """Return a part of a name with a capital, or small where it links others ("Oka-sur-Bira")."""
    lower = part.lower()
    return lower if inner and (len(lower) < 3 or lower in particles()) else part.capitalize()
