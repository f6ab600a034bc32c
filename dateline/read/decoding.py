"""What the model's numbers mean: a tree for every sentence, mentions that do not cross, and attributions.

The model reads a report window by window (see ``dateline.read.model``); here its tables become places of words, counted
over the whole report.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

__all__ = [
    "AttributionFound",
    "EventTables",
    "LinkTables",
    "MentionFound",
    "WindowTables",
    "attributions_of",
    "best_tree",
    "best_trees",
    "mentions_of",
    "sentence_bounds",
]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

UNLIKELY = -50.0  # log-probability of a head that is not among a word's candidates
SOURCE, CUE, CONTENT = 1, 2, 3
LEAST_CUE = 0.6
LEAST_CHANCE = 0.02  # no single word decides how far a role reaches
LEAST_FIRST, LEAST_SOURCE, LEAST_CONTENT = 0.0, 0.0, 6.0  # sums of log-odds
MOST_RUNS = 4
BARRED = -1e3
LEAST_MENTION = 0.5


@dataclasses.dataclass(frozen=True)
class WindowTables:
    """What the model says of a window of W words: label numbers, candidate heads (K a word), C cues with roles.

    ``heads`` [W, K] are places in the window (a word's own place makes it a root), with ``head_scores`` [W, K] (natural
    logarithms of probabilities) and ``relations`` [W, K]; ``mentions`` [W, W] and their scores belong to first and last
    words; ``roles`` [C, W, 4] are probabilities for each of the ``anchors`` [C]; ``events`` [W] says how likely a word tells
    of an event, ``event_labels`` [W, 5] the numbers of its class, tense, aspect, polarity and modality; ``fillers`` [W, F] are
    probabilities of the roles in an attack; ``words`` [W, 384] are the words' vectors.
    """

    upos: Ints
    xpos: Ints
    opens: Floats
    heads: Ints
    head_scores: Floats
    relations: Ints
    mentions: Ints
    mention_scores: Floats
    cues: Floats
    anchors: Ints
    roles: Floats
    later: Floats
    earlier: Floats
    new: Floats
    events: Floats
    event_labels: Ints
    fillers: Floats
    words: Floats


@dataclasses.dataclass(frozen=True, slots=True)
class MentionFound:
    """A mention: the places of its first and last word, its kind's number, and a probability."""

    first: int
    last: int
    kind: int
    score: float


@dataclasses.dataclass(frozen=True, slots=True)
class AttributionFound:
    """An attribution: the anchor of its cue, and the words of cue, source and content as runs ``(first, last)``."""

    anchor: int
    cue: tuple[tuple[int, int], ...]
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    score: float


@dataclasses.dataclass(frozen=True)
class LinkTables:
    """What the model says of mentions that stand for the same, by their head words, over the whole report.

    Row n is the word that is token ``places[n]``. ``later[n] @ earlier[m]`` scores the mention with head m as what the
    later mention with head n takes up; ``new[n]`` is the score of taking up nothing.
    """

    places: Sequence[int]
    later: Floats
    earlier: Floats
    new: Floats


@dataclasses.dataclass(frozen=True)
class EventTables:
    """What the model says of words as parts of events, over the whole report; row n is the word that is token ``places[n]``.

    ``scores``, ``labels``, ``fillers`` and ``vectors`` are ``events``, ``event_labels``, ``fillers`` and ``words`` of the
    windows, one behind the other.
    """

    places: Sequence[int]
    scores: Floats
    labels: Ints
    fillers: Floats
    vectors: Floats


def best_tree(tables: WindowTables, first: int, last: int) -> tuple[list[int], list[int]]:
    """Return the heads of the words of one sentence and their relations, as ``best_trees``."""
    heads, relations = best_trees(tables, [(first, last)])
    return heads.tolist(), relations.tolist()


def best_trees(tables: WindowTables, bounds: Sequence[tuple[int, int]]) -> tuple[Ints, Ints]:
    """Return the heads of the words of sentences, as places in the window, and their relations; -1 where none is known.

    A tree is the most probable one with a single root (Chu and Liu 1965, Edmonds 1967); most often each word's best
    head makes it at once.

    Args:
        tables: of the window.
        bounds: first and last place of each sentence; they follow one another without a gap.
    """
    start, whole = bounds[0][0], slice(bounds[0][0], bounds[-1][1] + 1)
    firsts, lasts = np.repeat(np.array(bounds), [last - first + 1 for first, last in bounds], axis=0).T[:, :, None]
    heads = tables.heads[whole]
    scores = np.where((heads >= firsts) & (heads <= lasts), tables.head_scores[whole], UNLIKELY)
    rows = np.arange(len(heads))
    chosen = heads[rows, scores.argmax(1)]
    stray = scores.max(1) <= UNLIKELY
    for first, last in bounds:
        part = slice(first - start, last + 1 - start)
        if stray[part].any() or not _is_tree(chosen[part] - first):
            chosen[part] = _spanning_tree((heads[part] - first).clip(0, last - first), scores[part]) + first
    fits = (heads == chosen[:, None]) & (scores > UNLIKELY)
    relations = np.where(fits.any(1), tables.relations[whole][rows, fits.argmax(1)], -1)
    return chosen, relations


def _is_tree(heads: Ints) -> bool:
    places = np.arange(len(heads))
    roots = np.flatnonzero(heads == places)
    if len(roots) != 1:
        return False
    reached, step = heads, 1
    while step < len(heads):
        reached, step = reached[reached], step * 2
    return bool((reached == roots[0]).all())


def _spanning_tree(heads: Ints, scores: Floats) -> Ints:
    """Return the best tree over candidate heads, under whichever of the likeliest roots it is best."""
    size = len(heads)
    words = np.arange(size)
    table = np.full((size, size), UNLIKELY, dtype=np.float64)
    np.maximum.at(table, (np.repeat(words, heads.shape[1]), heads.ravel()), scores.ravel())
    as_root = table.diagonal().copy()
    np.fill_diagonal(table, -np.inf)
    highest = table.max(1) if size > 1 else np.zeros(1)
    bounds = as_root + highest.sum() - highest  # no tree under a root scores above
    best: tuple[float, Ints] | None = None
    for root in np.argsort(-bounds, kind="stable").tolist():
        if best is not None and bounds[root] <= best[0]:
            break
        tree = _arborescence(table, root)
        others = words != root
        total = float(as_root[root] + table[words[others], tree[others]].sum())
        if best is None or total > best[0]:
            best = total, tree
    assert best is not None, "a sentence has a word"
    return best[1]


def _arborescence(scores: npt.NDArray[np.float64], root: int) -> Ints:
    """Return the heads of the best tree under a root (Chu and Liu 1965, Edmonds 1967); ``scores`` is [word, head]."""
    heads: Ints = scores.argmax(1)
    heads[root] = root
    cycle = _cycle(heads)
    if not len(cycle):
        return heads
    others = np.delete(np.arange(len(heads)), cycle)
    within = scores[cycle, heads[cycle]]
    entering = scores[cycle[:, None], others] - within[:, None]
    leaving = scores[others[:, None], cycle]
    count = len(others)
    smaller = np.full((count + 1, count + 1), -np.inf)
    smaller[:count, :count] = scores[others[:, None], others]
    smaller[:count, count], smaller[count, :count] = leaving.max(1), entering.max(0)
    tree = _arborescence(smaller, int(np.flatnonzero(others == root)[0]))
    for place, head in enumerate(tree[:count].tolist()):
        if head != place:
            heads[others[place]] = cycle[leaving[place].argmax()] if head == count else others[head]
    entry = int(tree[count])
    heads[cycle[entering[:, entry].argmax()]] = others[entry]
    return heads


def _cycle(heads: Ints) -> Ints:
    """Return the words of a circle of heads, in order of place; none if all heads lead to a root."""
    reached = heads
    for _ in range(len(heads).bit_length()):
        reached = reached[reached]
    in_circle: Ints = np.flatnonzero(heads[reached] != reached)
    if not len(in_circle):
        return in_circle
    start = at = int(reached[in_circle[0]])
    circle = [start]
    while (at := int(heads[at])) != start:
        circle.append(at)
    return np.array(sorted(circle))


def mentions_of(tables: WindowTables, least: float = LEAST_MENTION) -> list[MentionFound]:
    """Return the mentions of a window, the surest first where two cross (the other is dropped), in text order."""
    firsts, lasts = np.nonzero((tables.mentions > 0) & (tables.mention_scores >= least))
    scores = tables.mention_scores[firsts, lasts]
    kept: list[MentionFound] = []
    for at in np.argsort(-scores, kind="stable").tolist():
        first, last = int(firsts[at]), int(lasts[at])
        if first <= last and not any(
            m.first < first <= m.last < last or first < m.first <= last < m.last for m in kept
        ):
            kept.append(MentionFound(first, last, int(tables.mentions[first, last]), float(scores[at])))
    return sorted(kept, key=lambda mention: (mention.first, -mention.last))


def attributions_of(tables: WindowTables, words: Sequence[str], least: float = LEAST_CUE) -> list[AttributionFound]:
    """Return the attributions of a window with a cue of at least a probability, in text order of their cues.

    A role is the run of words with the largest sum of log-odds; a content goes on with further runs that are sure enough,
    as around "he said". An anchor inside the cue of a surer one belongs to that cue.
    """
    sure = tables.cues[tables.anchors]
    chances = tables.roles.clip(LEAST_CHANCE, 1 - LEAST_CHANCE)
    odds = np.log(chances) - np.log(1 - chances)
    found: list[AttributionFound] = []
    taken: set[int] = set()
    for at in np.argsort(-sure, kind="stable").tolist():
        anchor = int(tables.anchors[at])
        if sure[at] < least or anchor in taken:
            continue
        odds[at, sorted(taken), CUE] = BARRED
        cue = _run_around(odds[at, :, CUE], anchor)
        taken.update(range(cue[0], cue[1] + 1))
        odds[at, cue[0] : cue[1] + 1, SOURCE] = odds[at, cue[0] : cue[1] + 1, CONTENT] = BARRED
        source = _best_runs(odds[at, :, SOURCE], words, least=LEAST_SOURCE, most=1)
        for first, last in source:
            odds[at, first : last + 1, CONTENT] = BARRED
        content = _best_runs(odds[at, :, CONTENT], words, least=LEAST_CONTENT, most=MOST_RUNS)
        if content:
            found.append(AttributionFound(anchor, (cue,), tuple(source), tuple(content), float(sure[at])))
    return sorted(found, key=lambda attribution: attribution.anchor)


def _run_around(odds: Floats, anchor: int) -> tuple[int, int]:
    """Return the run with the largest sum that holds a word."""
    before = np.cumsum(odds[:anchor][::-1])
    after = np.cumsum(odds[anchor + 1 :])
    first = anchor - (int(before.argmax()) + 1 if len(before) and before.max() > 0 else 0)
    last = anchor + (int(after.argmax()) + 1 if len(after) and after.max() > 0 else 0)
    return first, last


def _best_runs(odds: Floats, words: Sequence[str], *, least: float, most: int) -> list[tuple[int, int]]:
    """Return up to ``most`` separate runs in text order: the best one, and others whose sum is at least ``least``."""
    runs: list[tuple[int, int]] = []
    odds = odds.copy()
    while len(runs) < most:
        sums = np.concatenate(([0.0], np.cumsum(odds)))
        lowest = np.minimum.accumulate(sums[:-1])
        gains = sums[1:] - lowest
        last = int(gains.argmax())
        if gains[last] < (least if runs else LEAST_FIRST):
            break
        first = int(np.flatnonzero(sums[: last + 1] == lowest[last])[-1])
        odds[first : last + 1] = BARRED
        if _says(words, (first, last)):
            runs.append((first, last))
    return sorted(runs)


def _says(words: Sequence[str], run: tuple[int, int]) -> bool:
    return any(letter.isalnum() for word in words[run[0] : run[1] + 1] for letter in word)


def sentence_bounds(starts: Sequence[int], size: int) -> list[tuple[int, int]]:
    """Return the first and last place of each sentence.

    >>> sentence_bounds([0, 3], 5)
    [(0, 2), (3, 4)]
    """
    return [(first, after - 1) for first, after in pairwise([*starts, size])]
