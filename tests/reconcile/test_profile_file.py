"""Profiles from YAML: the shipped ones, and what is wrong with others, told all at once with line and key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.errors import ConfigError
from dateline.reconcile.coded_columns import value_names
from dateline.reconcile.profile_file import KEYS, PROFILES, load_profile, parse_profile
from dateline.reconcile.profiles import NUMBER_RULES, ORDERS, OVER, Include, Vague, rule_lines
from dateline.reconcile.sides import SIDES, side_of

LEAST = "name: mine\ncolumns:\n  - kind: plover.type\n"


@pytest.mark.parametrize("name", PROFILES)
def test_the_shipped_profiles_are_sound_and_say_their_rules(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    lines = list(rule_lines(profile))
    assert lines[0].startswith(f"{name} {profile.version}: ")
    assert any(line.startswith("killed, best: ") for line in lines)


def test_the_version_is_that_of_the_text() -> None:
    assert parse_profile(LEAST, source="x").version == parse_profile(LEAST, source="y").version
    assert parse_profile(LEAST, source="x").version != parse_profile(f"{LEAST}# more\n", source="x").version


def test_words_stay_words() -> None:
    profile = parse_profile(f"include: {{countries: [NO, KE]}}\n{LEAST}", source="x")
    assert profile.include.countries == ("NO", "KE")


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"\ufeff{LEAST}", encoding="utf-8")
    assert load_profile(str(path)).name == "mine"


# what is added to a sound profile, and what is said of it
FAULTS = {
    "numbers: {dead: {best: lowest}}": "x.yaml:4: numbers.dead: no such key; there are: killed,",
    "numbers: {killed: {best: average}}": "x.yaml:4: numbers.killed.best: 'average' is not allowed",
    "numbers: {killed: {best: source_ranking}}": "x.yaml:4: numbers.killed.best: source_ranking needs a ranking",
    "include: {types: [ATTACK]}": "x.yaml:4: include.types: no type 'ATTACK'",
    "include: {countries: [Kenya]}": "x.yaml:4: include.countries: no country 'Kenya'",
    "include: {minimum: {killed: -1}}": "x.yaml:4: include.minimum.killed: must be a whole number",
    "include: {disputes: {number: maybe}}": "x.yaml:4: include.disputes.number: 'maybe' is not allowed",
    "date: {precision: [{days: 7, code: 2}, {days: 1, code: 1}]}": "date.precision: must go from few days to many",
    "types: [{type: ASSAULT}]": "x.yaml:4: types[1]: needs either fields or out",
    "  - kind: plover.mode": "columns: kind stands twice",
    "  - who: actor3.name": "x.yaml:4: columns[2].who: no value 'actor3.name'",
    "  - dead: number.killed.best": "dead: numbers has no rules for killed",
    "  - sort: type.event_type": "sort: no row of types has a field 'event_type'",
    "  - said: claim.text": "said: claim.text needs unit: claim",
    "  - {column: x, value: reports, of: civilian}": "x: of goes with numbers only",
    "  - {column: x}": "x.yaml:4: columns[2]: needs either a value, or empty with the reason",
    "name: y": "x.yaml:4: name: told twice",
}


@pytest.mark.parametrize("added", FAULTS)
def test_a_fault_names_its_line_and_key(added: str) -> None:
    with pytest.raises(ConfigError, match=r"the profile x\.yaml cannot be used") as caught:
        parse_profile(f"{LEAST}{added}\n", source="x.yaml")
    assert FAULTS[added] in str(caught.value)


@pytest.mark.parametrize("text", ["name: x\n", "- name\n- columns\n", "name\n"])
def test_what_is_missing(text: str) -> None:
    with pytest.raises(ConfigError, match=r"x:1: (columns is missing|must have keys: name, )"):
        parse_profile(text, source="x")


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_profile(f"{LEAST}unit: page\nplace: {{rule: best}}\nfoo: 1\n", source="x")
    faults = [line.strip().split(": ")[:2] for line in str(caught.value).splitlines()[1:]]
    assert sorted(faults) == [["x:4", "unit"], ["x:5", "place.rule"], ["x:6", "foo"]]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("", "an empty file", id="empty"),
        pytest.param("name: [x", "x:1: no YAML", id="broken"),
        pytest.param(f"a: &one x\nb: *one\n{LEAST}", r"x:2: an alias \(\*one\)", id="alias"),
        pytest.param("[" * 500, "x:1: deeper than 8 levels", id="deep"),
        pytest.param("#" * 100_001, "larger than 100,000 characters", id="large"),
        pytest.param("name: \x00", "no YAML", id="control sign"),
    ],
)
def test_a_text_that_is_no_profile(text: str, fault: str) -> None:
    with pytest.raises(ConfigError, match=fault):
        parse_profile(text, source="x")


def test_nothing_of_python_is_made_of_a_profile() -> None:
    with pytest.raises(ConfigError, match="unit: must be a text"):
        parse_profile(f"{LEAST}unit: !!python/object/apply:os.system [ls]\n", source="x")


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="neither a file nor one of acled-like, ucdp-like, claims"):
        load_profile("gdelt-like")
    bad = tmp_path / "latin.yaml"
    bad.write_bytes(b"name: caf\xe9\n")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_profile(str(bad))


def test_every_value_can_fill_a_column() -> None:
    for name in value_names():
        value = name.replace("FIELD", "kind").replace("ROLE", "killed").replace("BOUND", "best")
        unit = "claim" if value.startswith("claim.") else "incident"
        parse_profile(
            f"name: x\nunit: {unit}\nnumbers: {{killed: {{best: lowest}}}}\n"
            f"types:\n  - {{type: ASSAULT, fields: {{kind: attack}}}}\ncolumns:\n  - it: {value}\n",
            source="x",
        )


def test_every_key_and_value_is_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "profiles.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([\w.]+)`", page))
    assert {v.replace("actor2", "actor1") for v in value_names()} <= told
    keys = [*Include.__dataclass_fields__, *Vague.__dataclass_fields__, *NUMBER_RULES, *OVER, *ORDERS, *SIDES, *KEYS]
    assert set(keys) <= told


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("Kenyan troops", "state"),
        ("government soldiers", "state"),
        ("four soldiers", "force"),
        ("soldiers of the Ninth Corps", "force"),
        ("soldiers loyal to the government", "state"),
        ("riot police", "state"),
        ("Ugandan rebels", "rebel"),
        ("three women", "civilian"),
        ("striking miners", "civilian"),
        ("the demonstrators", "protester"),
        ("at least 12 people", None),
        ("the Blue Front", None),
        ("Port Alda", None),
    ],
)
def test_the_side_that_a_name_tells(name: str, side: str | None) -> None:
    assert side_of(name) == side


def test_a_side_that_a_researcher_tells() -> None:
    assert side_of("fighters of the Blue Front", {"blue front": "state"}) == "state"
    assert side_of("the Blue Frontier", {"blue front": "state"}) is None
    assert set(SIDES) >= {"state"}
