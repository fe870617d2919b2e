"""The data tables of kg/entities/data agree with themselves, with each other and with ISO 3166.

Only the tables are read: no code of the package is imported.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

import pytest
import yaml

DATA = Path(__file__).resolve().parent.parent / "kg" / "entities" / "data"
QID = re.compile(r"Q[1-9]\d*")
ISO3 = re.compile(r"[A-Z]{3}")

COUNTRY_KEYS = {
    "iso",
    "label",
    "wikidata",
    "names",
    "demonyms",
    "ambiguous_demonyms",
    "capital",
    "metonyms",
    "ambiguous",
    "member",
    "observer",
    "historical",
    "successors",
}
INSTITUTION_KEYS = {
    "id",
    "label",
    "names",
    "generic",
    "local",
    "ambiguous",
    "wikidata",
    "parent",
    "kind",
    "media",
    "country",
    "seat_members",
}
KINDS = {
    "organ", "body", "agency", "mission", "igo", "ngo", "think-tank", "media", "government", "parliament", "party",
    "armed group", "company", "university", "sports body",
}  # fmt: skip
# A name that begins with one of a family has a form with each of the others (institutions.yaml).
PREFIXES = [
    ("United Nations", "UN", "U.N."),
    ("United States", "US", "U.S."),
    ("European Union", "EU", "E.U."),
    ("United Kingdom", "UK", "U.K."),
]


def load(name: str):
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def countries() -> list[dict]:
    return load("countries.yaml")


@pytest.fixture(scope="module")
def institutions() -> list[dict]:
    return [*load("institutions.yaml"), *further()]


BODIES = sorted((DATA / "bodies").glob("*.csv"))


def further() -> list[dict]:
    """The rows of the CSV tables, their lists cut at the bars and empty cells left out."""
    return [row for path in BODIES for row in further_in(path)]


def further_in(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [{key: value for key, value in row.items() if value} for row in csv.DictReader(stream)]
    for row in rows:
        row |= {key: row.get(key, "").split("|") if row.get(key) else [] for key in ("names", "local", "ambiguous")}
        row["id"] = slug(row["label"])
    return rows


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("ø", "o").replace("ı", "i").replace("’", "'"))
    return re.sub(r"[^\w]+", "-", "".join(c for c in plain if not unicodedata.combining(c)).casefold()).strip("-_")


def key(text: str) -> str:
    """What a careless reader sees: no case, no accents, one apostrophe, no leading article."""
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = " ".join(text.casefold().replace("’", "'").split())
    return text.removeprefix("the ")


def derived(name: str) -> set[str]:
    """The name and its forms under the prefix rule."""
    for family in PREFIXES:
        for prefix in family:
            if name.startswith(prefix + " "):
                return {f"{other}{name[len(prefix) :]}" for other in family}
    return {name}


def country_forms(row: dict) -> set[str]:
    return {*row["names"], *row.get("demonyms", []), *row.get("metonyms", [])}


def institution_forms(row: dict) -> set[str]:
    return set().union(*(derived(name) for name in [row["label"], *row["names"]]))


def members(countries: list[dict]) -> list[dict]:
    return [row for row in countries if row.get("member", True)]


def test_only_the_documented_keys(countries, institutions):
    assert set().union(*countries) <= COUNTRY_KEYS
    assert set().union(*institutions) <= INSTITUTION_KEYS


def test_there_are_193_members_and_two_observers(countries):
    assert len(members(countries)) == 193
    assert {r["iso"] for r in countries if r.get("observer")} == {"VAT", "PSE"}
    assert not {r["iso"] for r in members(countries)} & {"TWN", "XKX", "ESH", "COK", "NIU"}


def test_iso_codes_are_distinct_and_valid(countries):
    codes = [row["iso"] for row in countries]
    assert len(codes) == len(set(codes))
    assert all(ISO3.fullmatch(code) for code in codes)
    pycountry = pytest.importorskip("pycountry")
    current = {c.alpha_3 for c in pycountry.countries} | {"XKX"}  # user-assigned, for Kosovo
    past = {c.alpha_3 for c in pycountry.historic_countries}
    for row in countries:
        known = past if row.get("historical") else current
        assert row["iso"] in known, row["iso"]


def test_successors_and_countries_of_bodies_exist(countries, institutions):
    codes = {row["iso"] for row in countries}
    for row in countries:
        assert bool(row.get("historical")) == bool(row.get("successors")), row["iso"]
        assert set(row.get("successors", [])) <= codes
    for row in institutions:
        assert row.get("country", "USA") in codes, row["id"]


def test_wikidata_ids_are_well_formed_and_distinct(countries, institutions):
    assert all(row.get("wikidata") for row in countries)
    ids = [row["wikidata"] for row in [*countries, *institutions] if "wikidata" in row]
    assert [i for i in ids if not QID.fullmatch(i)] == []
    assert sorted({i for i in ids if ids.count(i) > 1}) == []


def test_no_name_is_empty_or_untrimmed(countries, institutions):
    for row in [*countries, *institutions]:
        texts = [row["label"]]
        for field in ("names", "demonyms", "ambiguous_demonyms", "metonyms", "ambiguous", "generic"):
            texts += row.get(field, [])
        for text in texts:
            assert isinstance(text, str), (row["label"], text)  # YAML reads NO, On, 1718 otherwise
            assert text == text.strip(), row["label"]
            assert len(text) > 1, row["label"]
            assert "’" not in text, f"{text}: write ' for the apostrophe"


def test_the_label_of_a_country_is_among_its_names(countries):
    assert [r["iso"] for r in countries if r["label"] not in r["names"]] == []


def test_no_name_belongs_to_two_rows(countries, institutions):
    owners: dict[str, set[str]] = {}
    for row in countries:
        for form in country_forms(row):
            owners.setdefault(key(form), set()).add(row["iso"])
    for row in institutions:
        for form in institution_forms(row):
            owners.setdefault(key(form), set()).add(row["id"])
    assert {name: who for name, who in owners.items() if len(who) > 1} == {}


def test_shared_demonyms_are_nobodys(countries):
    certain = {key(form) for row in countries for form in country_forms(row)}
    shared = {key(form) for row in countries for form in row.get("ambiguous_demonyms", [])}
    assert shared & certain == set()
    assert {"congolese", "dominican", "korean"} <= shared


def test_ambiguous_forms_are_forms_of_their_row(countries, institutions):
    for row in countries:
        known = country_forms(row) | {row.get("capital")}
        assert set(row.get("ambiguous", [])) <= known, row["iso"]
    for row in institutions:
        assert set(row.get("ambiguous", [])) <= institution_forms(row) | set(row.get("local", [])), row["id"]


def test_a_generic_form_is_no_name(countries, institutions):
    names = {form for row in institutions for form in institution_forms(row)}
    names |= {form for row in countries for form in country_forms(row)}
    for row in institutions:
        for generic in row.get("generic", []):
            assert generic.startswith("the "), (row["id"], generic)
            assert generic.removeprefix("the ") not in names, (row["id"], generic)


def test_institution_rows_are_sound(institutions):
    ids = [row["id"] for row in institutions]
    assert len(ids) >= 170
    assert sorted({i for i in ids if ids.count(i) > 1}) == []
    assert all(re.fullmatch(r"\w+(-\w+)*", i) for i in ids)
    assert {row["kind"] for row in institutions} <= KINDS
    for row in institutions:
        assert row["label"] not in row["names"], row["id"]
        assert len(row["names"]) == len(set(row["names"])), row["id"]


@pytest.mark.parametrize("path", BODIES, ids=lambda path: path.stem)
def test_a_table_of_further_bodies_is_in_order(path):
    """By country and name, so that a change shows as one line."""
    rows = further_in(path)
    assert [(r.get("country", ""), r["label"]) for r in rows] == sorted(
        (r.get("country", ""), r["label"]) for r in rows
    )
    assert not path.read_bytes().count(b"\r")


def test_media_are_marked():
    assert [r["id"] for r in load("institutions.yaml") if bool(r.get("media")) != (r["kind"] == "media")] == []


def test_a_country_has_one_parliament(institutions):
    whole = [row["country"] for row in institutions if row["kind"] == "parliament"]
    assert sorted({country for country in whole if whole.count(country) > 1}) == []
    assert len(whole) > 60


def test_parents_exist_and_do_not_go_round(institutions):
    parent = {row["id"]: row.get("parent") for row in institutions}
    for start in parent:
        seen = set()
        at: str | None = start
        while at is not None:
            if at.startswith("parliament-of-") and at not in parent:
                break  # a parliament that no table lists: it is called after its country
            assert at in parent, f"{start}: no institution {at}"
            assert at not in seen, f"{start}: its parents go round"
            seen.add(at)
            at = parent[at]


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("Russian Federation", "RUS"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("Republic of Korea", "KOR"),
        ("Lao People's Democratic Republic", "LAO"),
        ("Viet Nam", "VNM"),
        ("Syrian Arab Republic", "SYR"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Türkiye", "TUR"),
        ("Turkiye", "TUR"),
        ("Czechia", "CZE"),
        ("Côte d'Ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("UK", "GBR"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
        ("U.S.", "USA"),
        ("DRC", "COD"),
        ("Zaire", "COD"),
        ("Congo", "COG"),
        ("Guinea", "GIN"),
        ("Burma", "MMR"),
        ("Guinea-Bissau", "GNB"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("Republic of Moldova", "MDA"),
        ("Libyan Arab Jamahiriya", "LBY"),
        ("Micronesia (Federated States of)", "FSM"),
        ("St. Lucia", "LCA"),
        ("State of Palestine", "PSE"),
        ("Vatican", "VAT"),
        ("USSR", "SUN"),
        ("Nigerian", "NGA"),
        ("Nigerien", "NER"),
        ("Moscow", "RUS"),
        ("Kiev", "UKR"),
    ],
)
def test_forms_that_must_be_there(countries, name, iso):
    assert [row["iso"] for row in countries if name in country_forms(row)] == [iso]


def test_not_names_are_no_names(countries, institutions):
    table = load("not_names.yaml")
    words = [word for group in table.values() for word in group]
    # a stop list, not a gazetteer: 80 texts, things and processes, and some 100 places, clocks and group words that
    # the recogniser takes for an institution (every American state is one, and so is "Member States")
    assert len(words) == len(set(words)) <= 200
    names = {form for row in countries for form in country_forms(row)}
    names |= {form for row in institutions for form in institution_forms(row)}
    assert sorted(set(words) & names) == []


def test_no_class_of_words_is_given_twice():
    """YAML takes the last of two keys of one name, so that a second list would replace the first in silence."""
    names = re.findall(r"(?m)^([a-z_]+):", (DATA / "words.yaml").read_text("utf-8"))
    assert sorted(name for name in names if names.count(name) > 1) == []
