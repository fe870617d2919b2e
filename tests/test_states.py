"""Names and codes of states, of all periods and of every table we know."""

from __future__ import annotations

import csv
import gzip
from datetime import date
from pathlib import Path

import pytest

from kg.entities.states import _by_name, nearest_state, state, state_by_code
from kg.entities.tables import countries

CORPUS = Path("/work/shared/corpus")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Zaire", "COD"),
        ("Congo (Leopoldville)", "COD"),
        ("Congo (Brazzaville)", "COG"),
        ("Congo - Kinshasa", "COD"),
        ("USSR", "SUN"),
        ("Union of Soviet Socialist Republics", "SUN"),
        ("Byelorussian SSR", "BLR"),
        ("Ukrainian Soviet Socialist Republic", "UKR"),
        ("Burma", "MMR"),
        ("Ceylon", "LKA"),
        ("Dahomey", "BEN"),
        ("Upper Volta", "BFA"),
        ("Ivory Coast", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("CÔTE D’IVOIRE", "CIV"),
        ("Democratic Kampuchea", "KHM"),
        ("Swaziland", "SWZ"),
        ("Türkiye", "TUR"),
        ("TURKEY", "TUR"),
        ("Cabo Verde", "CPV"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("Federal Republic of Yugoslavia", "YUG"),
        ("Serbia and Montenegro", "SCG"),
        ("German Democratic Republic", "DDR"),
        ("Germany, Federal Republic of", "DEU"),
        ("GERMANY (FEDERAL REPUBLIC OF)", "DEU"),
        ("Democratic Yemen", "YMD"),
        ("Yemen Arab Republic", "YEM"),
        ("Libyan Arab Jamahiriya", "LBY"),
        ("Micronesia (Federated States of)", "FSM"),
        ("Lao People’s Democratic Republic", "LAO"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Venezuela (Bolivarian Republic of)", "VEN"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Islamic Republic of Iran", "IRN"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
        ("United States of America", "USA"),
        ("the United States", "USA"),
        ("State of Palestine", "PSE"),
        ("Holy See", "VAT"),
        ("Viet Nam", "VNM"),
        ("Republic of Korea", "KOR"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("Tanganyika", "TZA"),
        ("Zanzibar", "EAZ"),
        ("United Arab Republic", "EGY"),
        ("Czechoslovakia", "CSK"),
        ("St. Vincent & Grenadines", "VCT"),
        ("Sao Tome and Principe", "STP"),
        ("Guinea Bissau", "GNB"),
        ("Kingdom of Denmark", "DNK"),
    ],
)
def test_a_name_is_its_state(name: str, code: str) -> None:
    assert state(name) == f"country/{code}"


@pytest.mark.parametrize("name", ["", "Atlantis", "Korea", "European Union", "Republic", "the"])
def test_no_other_name_is_a_state(name: str) -> None:
    assert state(name) is None


def test_every_state_a_name_means_is_a_node() -> None:
    assert {f"country/{code}" for code in _by_name().values()} <= countries().keys()


def test_a_seat_that_a_table_gives_one_name_is_the_state_s_that_held_it() -> None:
    assert state("Russia", on=date(1950, 6, 1)) == "country/SUN"
    assert state("Russia", on=date(1992, 1, 1)) == "country/RUS"
    assert state("Yugoslavia", on=date(1999, 1, 1)) == "country/YUG"
    assert state("Yugoslavia", on=date(2004, 1, 1)) == "country/SCG"
    assert state("Yugoslavia", on=date(2010, 1, 1)) == "country/SRB"
    assert state("China", on=date(1960, 1, 1)) == "country/TWN"
    assert state("China", on=date(1971, 11, 3)) == "country/CHN"


def test_codes() -> None:
    assert state_by_code("us") == state_by_code("USA") == "country/USA"
    assert state_by_code("NO") == "country/NOR"
    assert state_by_code("ZAR") == state_by_code("ZR") == "country/COD"
    assert state_by_code("SU") == state_by_code("SUN") == "country/SUN"
    assert state_by_code("CS") == "country/CSK"
    assert state_by_code("CS", on=date(2005, 1, 1)) == "country/SCG"
    assert state_by_code("QQ") is state_by_code("") is None


@pytest.mark.corpus
def test_every_name_of_the_official_tables_is_a_state() -> None:
    table = CORPUS / "ga_votes_1946_2019" / "un_votes.csv.gz"
    if not table.exists():
        pytest.skip(f"the development corpus is not here ({table})")
    with gzip.open(table, "rt", encoding="utf-8") as file:
        names = {(row["country"], row["country_code"]) for row in csv.DictReader(file)}
    for path in ("es11_votes.csv", "sc_votes_2022_nonunanimous.csv"):
        with (CORPUS / "votes_2022" / path).open(encoding="utf-8") as file:
            names |= {(row["country"], row.get("iso3", "")) for row in csv.DictReader(file)}
    assert [name for name, _ in sorted(names) if state(name) is None] == []
    assert [pair for pair in sorted(names) if pair[1] and state_by_code(pair[1]) != state(pair[0])] == []


@pytest.mark.parametrize(
    ("name", "id"),
    [("Burkino Faso", "BFA"), ("Philipines", "PHL"), ("Marshal Islands", "MHL"), ("Republic of Korean", "KOR")],
)
def test_a_misspelt_name_in_a_list_is_the_state_it_is_nearly_the_same_as(name: str, id: str) -> None:
    assert nearest_state(name) == f"country/{id}"


@pytest.mark.parametrize("name", ["Freedonia", "Slovania", "Lybia", "Taiwanese"])
def test_a_name_that_is_like_two_or_like_none_is_no_state(name: str) -> None:
    assert nearest_state(name) is None
