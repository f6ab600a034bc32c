"""Which bare figures are years: those of our times by themselves, older ones where the words beside them say so."""

from __future__ import annotations

from dateline.read.time_wording import CLASSES, Found, Wording

__all__ = ["early_year_allowed", "era_allowed", "year_allowed"]

OUR_TIMES = range(1900, 2050)
FUNCTION_WORDS = frozenset(CLASSES["FUNCTION"])
MARKS = frozenset("(/–—'’`\"“‘")
AFFIXES = frozenset({"pre", "post", "mid"})
COUNTING = frozenset({"some", "about", "nearly", "almost", "over", "around", "all", "these", "those"})
# what stands before a year and hardly before a count, and what stands before both
SURE = frozenset(
    (
        "in",
        "since",
        "until",
        "by",
        "before",
        "from",
        "circa",
        "to",
        "of",
        "year",
        "late",
        "early",
        "mid",
        "during",
        "throughout",
    )
)
OPEN = frozenset({"(", "and", "or", "between", "after", "around", "about", "–", "—", ",", "through", "till", "c", "ca"})
LISTING, FOUR = frozenset({"and", "or", ",", "–", "—", "to"}), 4
COUNTED = frozenset({"men", "people", "women", "children", "dead", "wounded", "cavalry", "infantry", "more"})
ABOUT = frozenset({"c", "ca"})
THREE_DIGITS = range(100, 1000)
EARLY = frozenset(
    {"in", "since", "until", "by", "circa", "about", "around", "(", "–", "and", "of", "c", ".", "from", "to", "between"}
)


def year_allowed(wording: Wording, item: Found) -> bool:
    """A bare figure is a year if it looks like one of our times, or the words beside it say so."""
    value = wording.words[item.start].value or 0
    before, after = wording.form(item.start - 1), wording.form(item.end)
    if before == "-" or (is_glued(wording, item.start) and before not in MARKS):
        return wording.form(item.start - 2) in AFFIXES
    if after == "-" and wording.words[item.end + 1 : item.end + 2] and wording.words[item.end + 1].value is not None:
        return False
    if value in OUR_TIMES:
        return not (before in COUNTING and after.endswith("s"))
    if before == "the":
        return after.isalpha() and not after.endswith("s") and wording.surface(item.end).islower()
    if before == "." and wording.form(item.start - 2) in ABOUT:
        return True
    if before in LISTING and is_year(wording, item.start - 2):
        return not after.endswith("s") and after not in COUNTED
    return before in SURE or (before in OPEN and not counts_noun(wording, item.end))


def is_year(wording: Wording, index: int) -> bool:
    """May the word at an index be a year?"""
    return 0 <= index < len(wording.words) and len(wording.form(index)) == FOUR and wording.form(index).isdigit()


def is_glued(wording: Wording, index: int) -> bool:
    """Does the word follow the one before it without a space or a line's end?"""
    return wording.touches(index) and wording.words[index - 1].kind != "break"


def counts_noun(wording: Wording, index: int) -> bool:
    """Does a noun stand here that a figure before it would count?"""
    return (
        wording.form(index).isalpha() and wording.form(index) not in FUNCTION_WORDS and wording.surface(index).islower()
    )


def era_allowed(wording: Wording, item: Found) -> bool:
    """Eras are written in capitals, with full stops if one letter begins them ("44 B.C.")."""
    index = item.groups["e"]
    return wording.surface(index).isupper() and (len(wording.form(index)) > 1 or wording.form(index + 1) == ".")


def early_year_allowed(wording: Wording, item: Found) -> bool:
    """Three figures are a year only in a text that counts years from an era, where no noun follows them."""
    form = wording.form(item.groups["n"])
    if not wording.names_eras or not form.isdigit() or int(form) not in THREE_DIGITS:
        return False
    before = wording.form(item.start - 1)
    return ("m" in item.groups or before in EARLY) and not counts_noun(wording, item.end)
