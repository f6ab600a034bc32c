"""Names and noun phrases -> mentions: words of a report that stand for a person, a group, a body, a place or a thing.

The tagger finds the heads and the edges of a phrase; the parser is asked only for its subjects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Token

from dateline.read.learned_mentions import LearnedMention, LearnedMentions
from dateline.read.learned_nouns import end_of, headed_by, sense_by_both
from dateline.read.lemmas import get_lemma
from dateline.read.names import Name
from dateline.read.parse_repairs import is_repeated
from dateline.read.wordlists import PASSING_STATES, Noun, human_verbs, noun_senses, partitives

__all__ = ["Mention", "find_nouns", "mark_subject", "mention_of_name"]

MOST_LEFT = 14
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
INDEFINITE = frozenset({"a", "an", "another", "some", "any", "several", "many", "few", "no", "every", "each", "one"})
NO_MODIFIERS = DEFINITE | INDEFINITE | {"all", "both"}
MODIFIER_POS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
HYPHENS = frozenset({"-", "‐", "‑", "–"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
# what stands before a number and belongs to it: "more than 150 troops"
BEFORE_NUMBER = frozenset({"than", "least", "to", "about", "some", "nearly", "around", "over", "almost", "more", "fewer",
                           "less", "at", "up", "only", "roughly", "approximately", "another", "most", "just"})  # fmt: skip
HEAD_POS = frozenset({"NOUN", "PROPN", "NUM"})
AFTER_NUMBER = frozenset({"VERB", "AUX", "PUNCT", "ADP", "CCONJ", "SCONJ", "ADV", "PRON"})
AFTER_SUBJECT = frozenset({"in", "with", "from", "at", "for", "near", "on", "to", "inside", "outside", "by", "against"})
AGENT_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ee", "eer", "person")
SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney", "correspondent"})
INVERTED = frozenset({"say", "add", "reply", "ask", "write", "warn", "insist", "explain", "declare", "note", "admit"})
NOMINALIZED = frozenset({"dead", "wounded", "injured", "missing", "displaced", "sick", "poor", "elderly", "homeless",
                         "others", "unemployed"})  # fmt: skip
CALENDAR = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
                      "february", "march", "april", "may", "june", "july", "august", "september", "october",
                      "november", "december", "week", "month", "year", "night", "morning", "afternoon", "evening",
                      "day", "yesterday", "today", "hours"})  # fmt: skip


@dataclass(slots=True, eq=False)
class Mention:
    """Tokens ``start`` to ``end`` that stand for something; ``head`` is the index of the head word.

    ``form`` is name, noun or pronoun. ``kind`` is an entity kind, empty for a pronoun and for a thing of no kind ("decoy":
    it competes for pronouns and becomes no entity). ``number`` is singular, plural or empty. ``partner`` is the mention
    that this one is in apposition to, or whose title it is.
    """

    start: int
    end: int
    head: int
    form: str
    kind: str = ""
    number: str = ""
    gender: str = ""
    lemma: str = ""
    sense: str = ""
    definite: str = ""
    modifiers: frozenset[str] = frozenset()
    complement: bool = False
    subject: bool = False
    speaker: bool = False
    reflexive: bool = False
    name: Name | None = None
    partner: Mention | None = None

    @property
    def decoy(self) -> bool:
        """Is it a thing that becomes no entity?"""
        return not self.kind and self.form == "noun"


def mention_of_name(doc: Doc, name: Name) -> Mention:
    """Return the mention of a name, its title included."""
    head = name.root(doc)
    mention = Mention(name.outer, name.end, head.i, "name", name.kind, "", "", name=name)
    mention.number = "plural" if name.kind == "group" and doc[name.end - 1].text.endswith("s") else "singular"
    mark_subject(doc, mention)
    return mention


def mark_subject(doc: Doc, mention: Mention) -> None:
    """Tell whether a mention is a subject, and one of a verb of saying, by the parse or the verb beside it."""
    head = doc[mention.head]
    verb: Token | None = head.head if head.dep_ in ("nsubj", "nsubj:pass") else None
    beside = [doc[i] for i in (mention.start - 1, mention.end) if 0 <= i < len(doc)]
    speech = next((t for t in beside if t.pos_ == "VERB" and human_verbs().get(t.lemma_) == "speech"), None)
    if speech is not None and (speech.i >= mention.end or is_inverted(doc, speech)):
        verb = verb if verb is not None and verb.lemma_ in human_verbs() else speech
    mention.subject = verb is not None
    mention.speaker = verb is not None and human_verbs().get(verb.lemma_) == "speech"


def is_inverted(doc: Doc, verb: Token) -> bool:
    """Does the subject come after the verb: "..., said residents"?"""
    before = doc[verb.i - 1] if verb.i else None
    return verb.lemma_ in INVERTED and before is not None and before.is_punct


# nouns ------------------------------------------------------------------------------------------


def find_nouns(doc: Doc, names: Sequence[Name], learned: LearnedMentions) -> list[Mention]:
    """Return the mentions by common nouns, in text order, the things of no kind among them as decoys.

    Args:
        doc: the report's tokens, tagged and parsed.
        names: its names; a noun inside one heads nothing.
        learned: the model's mentions, which say what a noun is that no lexicon knows, and where its phrase ends.
    """
    inside = [False] * len(doc)
    for name in names:
        inside[name.outer : name.end] = [True] * (name.end - name.outer)
    found = []
    for token in (doc[at] for at in possible_heads(doc) if not inside[at]):
        is_number = token.pos_ == "NUM"
        mention = read_number(doc, token) if is_number else read_noun(doc, token, inside, headed_by(learned, token))
        if mention is None or (is_bare(mention) and not mention.subject and not any(inside[token.i + 1 : token.i + 2])):
            continue
        found.append(mention)
    return drop_inner_parts(found)


def possible_heads(doc: Doc) -> list[int]:
    """Return the places of the words that may head a noun phrase; nothing else is looked at, which saves half the time."""
    ids = [np.array([doc.vocab.strings[text] for text in texts], np.uint64) for texts in (HEAD_POS, NOMINALIZED)]
    found = np.isin(doc.to_array("POS"), ids[0]) | np.isin(doc.to_array("LOWER"), ids[1])
    return np.flatnonzero(found | (doc.to_array("SENT_START") == 1)).tolist()


def is_bare(mention: Mention) -> bool:
    """Is it a countable noun alone, which names a part played rather than somebody: "taken prisoner", "by force"?"""
    countable = mention.kind in ("person", "place", "vehicle", "facility") or mention.lemma == "force"
    alone = mention.end - mention.start == 1 and not mention.definite
    return countable and alone and mention.number == "singular"


def read_number(doc: Doc, token: Token) -> Mention | None:
    """Read "the eight", which takes up "eight nurses"."""
    before, after = doc[token.i - 1] if token.i else None, doc[token.i + 1] if token.i + 1 < len(doc) else None
    if before is None or before.lower_ not in DEFINITE or (after is not None and after.pos_ not in AFTER_NUMBER):
        return None
    if not token.is_alpha or (after is not None and after.lower_ in ("of", "per", "percent")):
        return None
    mention = Mention(token.i - 1, token.i + 1, token.i, "noun", "group", "plural", lemma=token.lower_, sense="number")
    mention.definite = "the"
    mark_subject(doc, mention)
    return mention


def read_noun(doc: Doc, token: Token, inside: list[bool], found: LearnedMention | None) -> Mention | None:
    lower = token.lower_
    if (found is None or token.pos_ == "PROPN") and not is_head(doc, token, inside):
        return None
    plural = token.tag_ in ("NNS", "NNPS") or lower in NOMINALIZED or is_bare_plural_opening(doc, token)
    start = left_edge(doc, token, inside) if found is None else found.start
    mention = Mention(start, token.i + 1, token.i, "noun", lemma=noun_lemma(token))
    mention.number = "plural" if plural else "singular"
    read_determiner(doc, mention)
    mark_subject(doc, mention)
    sense = sense_of(doc, token)
    if sense is None or not mention.speaker:  # what a lexicon has for a speaker is one
        sense = sense_by_both(sense, found, lemma=mention.lemma)
    if sense is None:
        sense = guess_sense(doc, mention)
    if sense is not None:
        apply_sense(mention, sense)
    if not mention.decoy:
        mention.end = right_edge(doc, mention, inside) if found is None else end_of(doc, found)
        mention.complement = mention.end > token.i + 1
        take_partitive(doc, mention)
    return mention


def apply_sense(mention: Mention, sense: Noun) -> None:
    mention.number = sense.number or mention.number
    mention.gender, mention.sense = sense.gender, sense.sense
    plural_person = sense.kind == "person" and mention.number == "plural"
    mention.kind = "group" if plural_person else sense.kind
    if (sense.kind == "other" and not mention.speaker) or (
        sense.sense == "definite" and mention.definite not in ("the", "its")
    ):
        mention.kind = ""
    mention.modifiers -= PASSING_STATES if mention.kind == "place" else frozenset()


def is_head(doc: Doc, token: Token, inside: list[bool]) -> bool:
    """Is the token the last noun of its phrase?"""
    nominal = token.lower_ in NOMINALIZED and token.pos_ in ("ADJ", "NOUN", "VERB")
    if nominal:
        before = doc[token.i - 1].lower_ if token.i else ""
        next_pos = doc[token.i + 1].pos_ if token.i + 1 < len(doc) else ""
        return before in ("the", "these", "those", "many", "some", "their", "two", "three") and next_pos not in (
            "NOUN",
            "PROPN",
        )
    capital_noun = token.pos_ == "PROPN" and (token.lower_ in noun_senses() or noun_lemma(token) in noun_senses())
    if is_repeated(token) or (token.pos_ != "NOUN" and not capital_noun and not is_bare_plural_opening(doc, token)):
        return False
    if token.i + 1 >= len(doc):
        return True
    after = doc[token.i + 1]
    if after.text in HYPHENS and not token.whitespace_:
        return False
    return is_repeated(after) or not (after.pos_ in ("NOUN", "PROPN") and not inside[after.i] and after.is_alpha)


def is_bare_plural_opening(doc: Doc, token: Token) -> bool:
    """Is it a plural that opens a sentence before its verb ("Witnesses said"), which taggers take for a verb?"""
    if not token.is_sent_start or token.i + 1 >= len(doc) or doc[token.i + 1].pos_ not in ("VERB", "AUX"):
        return False
    lemma = noun_lemma(token)
    return lemma != token.lower_ and lemma in noun_senses()


def noun_lemma(token: Token) -> str:
    """Return the singular in lower case, whatever the tagger took the word for."""
    return get_lemma(token.text, "NOUN").lower()


def sense_of(doc: Doc, token: Token) -> Noun | None:
    """Return the table's sense of a noun; of two words where the table has both ("air force")."""
    senses = noun_senses()
    if token.i:
        pair = f"{doc[token.i - 1].lower_} {noun_lemma(token)}"
        if pair in senses:
            return senses[pair]
    return senses.get(token.lower_) or senses.get(noun_lemma(token))


def guess_sense(doc: Doc, mention: Mention) -> Noun | None:
    """A noun of no table is a person where it says something or "who" follows, and it looks like an agent."""
    after = doc[mention.head + 1].lower_ if mention.head + 1 < len(doc) else ""
    if after not in ("who", "whose") and not mention.speaker:
        return None
    if after in ("who", "whose") or mention.lemma.endswith(AGENT_ENDINGS):
        return Noun("person", "", "", "")
    return None


def left_edge(doc: Doc, head: Token, inside: list[bool]) -> int:
    """Return where the phrase of a head noun begins."""
    at = head.i
    while at > 0 and head.i - at < MOST_LEFT:
        step = left_step(doc, at, inside)
        if not step:
            break
        at -= step
        if doc[at].pos_ in ("DET", "PRON") and doc[at].lower_ not in ("all", "both"):
            if at and doc[at - 1].lower_ in ("all", "both", "half"):
                at -= 1
            break
    while at < head.i and doc[at].text in POSSESSIVE:
        at += 1
    return at


def left_step(doc: Doc, at: int, inside: list[bool]) -> int:
    """Return by how many tokens the phrase that now begins at ``at`` reaches further to the left; 0 for none."""
    token = doc[at - 1]
    if token.is_space or doc[at].is_sent_start:
        return 0
    opening = token.is_sent_start and token.lower_ in noun_senses()
    if token.pos_ == "PROPN" and not (inside[token.i] or token.text.islower() or opening):
        return 0
    if inside[token.i] or token.pos_ in MODIFIER_POS or token.text in POSSESSIVE:
        return 1
    if token.pos_ == "DET" or (token.pos_ == "PRON" and token.tag_ == "PRP$"):
        return 1
    if token.pos_ == "PRON" and token.lower_ in ("his", "her", "its", "their", "our", "my", "your"):
        return 1
    tied = token.text in HYPHENS and not token.whitespace_
    if tied and at > 1 and not doc[at - 2].whitespace_:
        return 2
    if (
        doc[at].pos_ == "NUM"
        and token.lower_ in BEFORE_NUMBER
        and token.dep_ != "compound:prt"  # "picked up two boys"
        and not (token.lower_ == "to" and doc[at - 2].lower_ != "up")
    ):
        return 1
    if (
        token.lower_ in BEFORE_NUMBER
        and doc[at].lower_ in ("than", "least", "to")
        and token.lower_ in ("more", "less", "fewer", "at", "up")
    ):
        return 1
    if token.pos_ == "VERB" and token.tag_ in ("VBN", "VBG") and at > 1 and doc[at].pos_ not in ("NUM", "DET", "PRON"):
        loose = token.dep_ == "amod" and doc[at - 2].tag_ not in ("NNS", "NNPS")
        return 1 if doc[at - 2].pos_ in ("DET", "ADJ", "NUM", "ADV") or loose else 0
    if token.pos_ == "ADV" and doc[at].pos_ in ("ADJ", "VERB", "NUM") and doc[at - 2].pos_ == "DET":
        return 1
    joins = (
        token.lower_ in ("and", "or", ",") and at > 1 and doc[at - 2].pos_ == "ADJ" and doc[at].pos_ in ("ADJ", "PROPN")
    )
    return 2 if joins else 0


def read_determiner(doc: Doc, mention: Mention) -> None:
    """Fill in how the phrase begins (the, a, its, or nothing) and its modifiers."""
    first = doc[mention.start]
    lower = first.lower_
    if lower in ("all", "both") and mention.start + 1 < mention.head:
        lower = doc[mention.start + 1].lower_
    if lower in DEFINITE:
        mention.definite = "the"
    elif lower in INDEFINITE or first.pos_ == "NUM":
        mention.definite = "a"
    before = [doc[i] for i in range(mention.start, mention.head)]
    if not mention.definite and (
        any(t.text in POSSESSIVE for t in before) or "Poss=Yes" in first.morph or first.pos_ == "PRON"
    ):
        mention.definite = "its"
    mention.modifiers = frozenset(t.lower_ for t in before if t.is_alpha and t.lower_ not in NO_MODIFIERS)


def right_edge(doc: Doc, mention: Mention, inside: list[bool]) -> int:
    """Return where the phrase ends: "of" and its noun belong to it; other prepositions only before the verb."""
    end = mention.head + 1
    if end >= len(doc):
        return end
    if doc[end].lower_ == "of":
        return max(end, phrase_end(doc, end + 1, inside))
    if mention.kind not in ("person", "group", "organization"):
        return end
    if doc[end].lower_ == "for" and mention.lemma in SPEAKERS:
        return max(end, phrase_end(doc, end + 1, inside))
    stop = after_prepositions(doc, end, inside)
    before_verb = stop < len(doc) and doc[stop].tag_ in ("VBD", "VBZ", "VBP", "MD")
    after_verb = mention.speaker and mention.start > 0 and doc[mention.start - 1].pos_ == "VERB"
    return stop if before_verb or after_verb else end


def after_prepositions(doc: Doc, at: int, inside: list[bool]) -> int:
    """Return where up to two prepositional phrases that begin at ``at`` end; those of time are left out."""
    for _ in range(2):
        if at >= len(doc) or doc[at].lower_ not in AFTER_SUBJECT:
            break
        stop = phrase_end(doc, at + 1, inside)
        if stop <= at + 1 or any(t.lower_ in CALENDAR or t.pos_ == "NUM" for t in doc[at + 1 : stop]):
            break
        at = stop
    return at


def phrase_end(doc: Doc, at: int, inside: list[bool]) -> int:
    """Return the end of the noun phrase that begins at a token; the start itself less one where none does."""
    begin = at
    noun = False
    while at < len(doc) and at - begin < MOST_LEFT:
        token = doc[at]
        if token.is_space or (token.is_sent_start and at > begin):
            break
        starts = token.pos_ in ("DET", "PRON") and (not noun)
        tied = (token.text in HYPHENS and not token.whitespace_) or token.text in POSSESSIVE
        modifies = token.pos_ in MODIFIER_POS or (token.tag_ in ("VBN", "VBG") and token.dep_ == "amod")
        joins = noun and (tied or token.lower_ == "of")
        if not (inside[at] or starts or modifies or joins):
            break
        noun = noun or inside[at] or token.pos_ in ("NOUN", "PROPN", "PRON")
        at += 1
    while at > begin and doc[at - 1].pos_ in ("DET", "ADP", "PUNCT", "PART", "ADJ") and not inside[at - 1]:
        at -= 1
    return at if noun and at > begin else begin - 1


def take_partitive(doc: Doc, mention: Mention) -> None:
    """Reach back over "dozens of", "one of", "most of": the whole phrase is the mention, the noun stays its head."""
    of = mention.start - 1
    if of < 1 or doc[of].lower_ != "of" or mention.kind not in ("person", "group"):
        return
    part = partitives().get(doc[of - 1].lower_)
    if part is None:
        return
    start = of - 1
    while start and of - start < 5 and doc[start].pos_ != "DET":
        if doc[start - 1].pos_ not in ("NUM", "DET") and doc[start - 1].lower_ not in BEFORE_NUMBER:
            break
        start -= 1
    mention.start = start
    mention.definite = "a"
    if part == "singular":
        mention.kind, mention.number = "person", "singular"


def drop_inner_parts(found: list[Mention]) -> list[Mention]:
    """Leave out quantity nouns that head nothing of their own ("dozens" in "dozens of fighters")."""
    heads = {m.start for m in found if not m.decoy and m.head > m.start + 1}
    return [
        m
        for m in found
        if not (m.lemma in partitives() or m.lemma + "s" in partitives()) or m.start not in heads or not m.decoy
    ]
