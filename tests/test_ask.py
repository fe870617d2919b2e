# ruff: noqa: E501 the answers are as long as the articles' words
"""``kg ask``: every saved question with its right answer, values found by name, and shells that complete them.

The answers to the example were read off its two articles, those to ``questions.ttl`` off that file.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.commands import ask as ask_command
from kg.errors import QueryError
from kg.query import saved
from kg.query.formats import rows
from kg.query.names import completions, term
from kg.query.run import ask
from kg.query.store import Source, open_graph
from kg.query.syntax import tokens

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE, INVENTED = ROOT / "output" / "graph.ttl", Path(__file__).with_name("questions.ttl")

# fmt: off
CASES: list[tuple[Path, str, dict[str, str], list[tuple[str, ...]]]] = [
    (EXAMPLE, 'offices-of', {'person': 'Kyslytsya'}, [
        ('ambassador', 'Ukraine', 'actual', '2022-02-28'),
        ('ambassador', 'Ukraine', 'actual', '2023-02-23'),
    ]),
    (INVENTED, 'offices-of', {'person': 'Rehor'}, [
        ('envoy', 'Kaldoria', 'former', '2003-05-06'),
    ]),
    (INVENTED, 'former-offices', {}, [
        ('Tomáš Řehoř', 'envoy', 'Kaldoria', 'the then envoy Řehoř', 'herald'),
    ]),
    (INVENTED, 'members-of', {'institution': 'League of Coasts'}, [
        ('Meridia', 'member', 'League of Coasts'),
        ('Assembly of Coasts', 'part', 'League of Coasts'),
    ]),
    (EXAMPLE, 'who-represents', {'institution': 'NATO'}, [
        ('Jens Stoltenberg', 'Secretary General', 'North Atlantic Treaty Organization', 'North Atlantic Treaty Organization', '2023-02-23', '2023-02-23'),
    ]),
    (EXAMPLE, 'who-represents', {'at': 'United Nations', 'on': '2022-06-01'}, [
        ('Nicolas De Rivière', 'Ambassador', 'France', 'United Nations', '2022-02-28', '2023-02-23'),
        ('Sergiy Kyslytsya', 'ambassador', 'Ukraine', 'United Nations', '2022-02-28', '2023-02-23'),
        ('Linda Thomas-Greenfield', 'Ambassador', 'United States', 'United Nations', '2022-02-28', '2023-02-23'),
    ]),
    (EXAMPLE, 'who-represents', {'country': 'France'}, [
        ('Nicolas De Rivière', 'Ambassador', 'France', 'United Nations', '2022-02-28', '2023-02-23'),
    ]),
    (EXAMPLE, 'who-speaks-for-whom', {}, [
        ('Antonio Guterres', 'United Nations', '1'),
        ('Antony Blinken', 'United States', '0'),
        ('Dmytro Kuleba', 'Ukraine', '0'),
        ('Jens Stoltenberg', 'North Atlantic Treaty Organization', '0'),
        ('Linda Thomas-Greenfield', 'United States', '1'),
        ('Margaret Brennan', 'CBS News', '0'),
        ('Nicolas De Rivière', 'France', '0'),
        ('Olena Zelenska', 'Ukraine', '1'),
        ('Sergiy Kyslytsya', 'Ukraine', '0'),
        ('Stavros Lambrinidis', 'European Union', '0'),
        ('Vladimir Putin', 'Russia', '0'),
        ('Volodymyr Zelenskyy', 'Ukraine', '0'),
    ]),
    (EXAMPLE, 'meetings', {}, [
        ('high-level meeting', '', '', '1'),
        ('United Nations Security Council, 2022-02-27', 'United Nations Security Council', '2022-02-27', '0'),
    ]),
    (EXAMPLE, 'where-spoke', {'who': 'Linda Thomas-Greenfield'}, [
        ('United Nations Security Council', '', '2022-02-28'),
    ]),
    (EXAMPLE, 'who-met', {'who': 'China'}, [
        ('China', 'Vladimir Putin', "President Putin has met with China's top diplomat", '000_17d69096fd7638d8'),
    ]),
    (EXAMPLE, 'who-met', {'who': 'Putin'}, [
        ('Vladimir Putin', 'China', "President Putin has met with China's top diplomat", '000_17d69096fd7638d8'),
    ]),
    (EXAMPLE, 'who-spoke-at', {}, [
        ('Antonio Guterres', 'United Nations Human Rights Council', 'U.N. Secretary General Antonio Guterres told the U.N. Human Rights Council', '003_c309c70f6c7beafb'),
        ('Linda Thomas-Greenfield', 'United Nations Security Council', 'U.S. Ambassador to the U.N. Linda Thomas-Greenfield told diplomats', '003_c309c70f6c7beafb'),
        ('Olena Zelenska', 'high-level meeting', "Ukraine's first lady Olena Zelenska telling delegates", '000_17d69096fd7638d8'),
    ]),
    (EXAMPLE, 'who-spoke-at', {'institution': 'Security Council'}, [
        ('Linda Thomas-Greenfield', 'United Nations Security Council', 'U.S. Ambassador to the U.N. Linda Thomas-Greenfield told diplomats', '003_c309c70f6c7beafb'),
    ]),
    (EXAMPLE, 'who-spoke-to', {'to': 'CBS News'}, [
        ('Dmytro Kuleba', 'CBS News', "Ukraine's Foreign Minister Dmytro Kuleba told CBS News", '000_17d69096fd7638d8'),
        ('Nicolas De Rivière', 'CBS News', "France's U.N. Ambassador Nicolas de Riviere told CBS News", '000_17d69096fd7638d8'),
        ('Sergiy Kyslytsya', 'CBS News', 'Kyslytsya told CBS News', '000_17d69096fd7638d8'),
        ('Sergiy Kyslytsya', 'CBS News', "Sergiy Kyslytsya, Ukraine's ambassador to the UN, told CBS News", '000_17d69096fd7638d8'),
        ('Stavros Lambrinidis', 'CBS News', 'European Union Ambassador to the U.S. Stavros Lambrinidis told CBS News', '000_17d69096fd7638d8'),
    ]),
    (EXAMPLE, 'who-sponsored', {}, [
        ('Ukraine', 'high-level meeting', ''),
        ('Albania', 'United Nations Security Council, 2022-02-27', '2022-02-27'),
        ('United States', 'United Nations Security Council, 2022-02-27', '2022-02-27'),
    ]),
    (EXAMPLE, 'who-sponsored', {'who': 'Ukraine'}, [
        ('Ukraine', 'high-level meeting', ''),
    ]),
    (INVENTED, 'agreement', {'country': 'Meridia', 'other': 'Kaldoria'}, [
        ('1', '2', '4', '25'),
    ]),
    (INVENTED, 'agreement', {'country': 'Meridia', 'other': 'Solenne'}, [
        ('2', '0', '2', '100'),
    ]),
    (INVENTED, 'agreement', {'country': 'Meridia', 'other': 'Kaldoria', 'from': '2002-01-01'}, [
        ('1', '1', '3', '33.3'),
    ]),
    (EXAMPLE, 'closest-votes', {}, [
        ('10', '11', '1', 'S/RES/2623(2022)', '2022-02-27', 'record'),
        ('134', '141', '7', 'A/RES/ES-11/6', '2023-02-23', 'record'),
    ]),
    (INVENTED, 'closest-votes', {}, [
        ('0', '2', '2', 'A/RES/1', '2001-03-02', 'record'),
        ('2', '3', '1', 'A/RES/2', '2002-03-02', 'record'),
    ]),
    (EXAMPLE, 'confirmed-claims', {}, [
        ('A/RES/ES-11/6', 'count of votes', 'passed 141-7 with 32 abstentions', '000_17d69096fd7638d8'),
        ('S/RES/2623(2022)', 'Russia votedAgainst', 'with only Russia voting against', '003_c309c70f6c7beafb'),
        ('S/RES/2623(2022)', 'count of votes', '11 votes in favor and 3 abstentions … with only Russia voting against', '003_c309c70f6c7beafb'),
    ]),
    (EXAMPLE, 'contradicted-claims', {}, []),
    (INVENTED, 'confirmed-claims', {}, [
        ('A/RES/1', 'Kaldoria votedAgainst', 'Kaldoria opposed', 'gazette'),
    ]),
    (INVENTED, 'contradicted-claims', {}, [
        ('A/RES/1', 'Solenne abstainedOn', 'for', 'Solenne abstained', 'herald'),
        ('A/RES/1', 'count of votes', '2-2-0, adopted', 'lost 2 votes', 'herald'),
    ]),
    (EXAMPLE, 'how-voted', {'country': 'Russia'}, [
        ('2022-02-27', 'S/RES/2623(2022)', 'against', 'adopted'),
        ('2023-02-23', 'A/RES/ES-11/6', 'against', 'adopted'),
    ]),
    (EXAMPLE, 'how-voted', {'country': 'Mexico'}, [  # of whose votes no article speaks
        ('2022-02-27', 'S/RES/2623(2022)', 'for', 'adopted'),
        ('2023-02-23', 'A/RES/ES-11/6', 'for', 'adopted'),
    ]),
    (INVENTED, 'how-voted', {'country': 'Kaldoria'}, [
        ('2001-03-02', 'A/RES/1', 'against', 'adopted'),
        ('2002-03-02', 'A/RES/2', 'for', 'adopted'),
        ('2003-03-02', 'A/RES/3', 'abstained', ''),
        ('2003-05-05', 'draft on the straits', 'against', 'vetoed'),
    ]),
    (INVENTED, 'how-voted', {'country': 'Kaldoria', 'choice': 'against', 'from': '2002-01-01'}, [
        ('2003-05-05', 'draft on the straits', 'against', 'vetoed'),
    ]),
    (INVENTED, 'how-voted', {'country': 'SLN'}, [
        ('2001-03-02', 'A/RES/1', 'for', 'adopted'),
        ('2002-03-02', 'A/RES/2', 'for', 'adopted'),
        ('2003-03-02', 'A/RES/3', 'absent', ''),
        ('2003-05-05', 'draft on the straits', 'not told', 'vetoed'),
    ]),
    (INVENTED, 'how-voted', {'country': 'vastria'}, [
        ('', 'draft on the tides', 'abstained', ''),
        ('', 'draft on the tides', 'against', ''),
        ('2001-03-02', 'A/RES/1', 'against', 'adopted'),
        ('2002-03-02', 'A/RES/2', 'against', 'adopted'),
    ]),
    (INVENTED, 'roll-call', {'resolution': 'A/RES/3'}, [
        ('Solenne', 'absent'),
        ('Kaldoria', 'abstained'),
        ('Meridia', 'for'),
    ]),
    (EXAMPLE, 'roll-call', {'resolution': 'S/RES/2623(2022)'}, [
        ('China', 'abstained'),
        ('India', 'abstained'),
        ('United Arab Emirates', 'abstained'),
        ('Russia', 'against'),
        ('Albania', 'for'),
        ('Brazil', 'for'),
        ('France', 'for'),
        ('Gabon', 'for'),
        ('Ghana', 'for'),
        ('Ireland', 'for'),
        ('Kenya', 'for'),
        ('Mexico', 'for'),
        ('Norway', 'for'),
        ('United Kingdom', 'for'),
        ('United States', 'for'),
    ]),
    (INVENTED, 'roll-call', {'resolution': 'A/RES/1'}, [
        ('Kaldoria', 'against'),
        ('Västria', 'against'),
        ('Meridia', 'for'),
        ('Solenne', 'for'),
    ]),
    (EXAMPLE, 'tallies', {}, [
        ('2022-02-27', 'United Nations Security Council', 'S/RES/2623(2022)', '11', '1', '3', 'adopted', 'record', 'kg-measures'),
        ('2023-02-23', 'United Nations General Assembly', 'A/RES/ES-11/6', '141', '7', '32', 'adopted', 'record', 'kg-measures'),
    ]),
    (INVENTED, 'tallies', {}, [
        ('2001-03-02', 'Assembly of Coasts', 'A/RES/1', '2', '2', '0', 'adopted', 'record', 'record'),
        ('2002-03-02', 'Assembly of Coasts', 'A/RES/2', '3', '1', '', 'adopted', 'record', 'record'),
        ('2003-05-05', 'Council of Coasts', 'draft on the straits', '', '', '', 'vetoed', 'text', 'gazette'),
    ]),
    (INVENTED, 'tallies', {'resolution': 'A/RES/1', 'body': 'Assembly', 'until': '2001-12-31'}, [
        ('2001-03-02', 'Assembly of Coasts', 'A/RES/1', '2', '2', '0', 'adopted', 'record', 'record'),
    ]),
    (INVENTED, 'vetoes', {}, [
        ('2003-05-05', 'draft on the straits', 'Kaldoria'),
    ]),
    (INVENTED, 'voted-alone', {}, [
        ('Västria', 'draft on the tides', ''),
        ('Västria', 'A/RES/2', '2002-03-02'),
        ('Kaldoria', 'draft on the straits', '2003-05-05'),
    ]),
    (INVENTED, 'voted-apart', {'country': 'Meridia', 'other': 'Solenne'}, [
        ('2003-03-02', 'A/RES/3', 'for', 'absent'),
    ]),
    (INVENTED, 'votes-with', {'country': 'Meridia'}, [
        ('Solenne', '2', '2', '100'),
        ('Kaldoria', '1', '4', '25'),
        ('Västria', '0', '2', '0'),
    ]),
    (INVENTED, 'votes-with', {'country': 'Meridia', 'at-least': '3'}, [
        ('Kaldoria', '1', '4', '25'),
    ]),
    (INVENTED, 'voting-record', {'country': 'Kaldoria'}, [
        ('against', '2'),
        ('abstained', '1'),
        ('for', '1'),
    ]),
    (INVENTED, 'voting-record', {}, [
        ('for', '7'),
        ('against', '5'),
        ('abstained', '2'),
        ('absent', '1'),
    ]),
    (EXAMPLE, 'who-voted-against', {'resolution': 'S/RES/2623(2022)'}, [
        ('Russia', 'S/RES/2623(2022)', '2022-02-27'),
    ]),
    (EXAMPLE, 'who-voted-against', {'resolution': 'A/RES/ES-11/6'}, [
        ('Belarus', 'A/RES/ES-11/6', '2023-02-23'),
        ('Eritrea', 'A/RES/ES-11/6', '2023-02-23'),
        ('Mali', 'A/RES/ES-11/6', '2023-02-23'),
        ('Nicaragua', 'A/RES/ES-11/6', '2023-02-23'),
        ('North Korea', 'A/RES/ES-11/6', '2023-02-23'),
        ('Russia', 'A/RES/ES-11/6', '2023-02-23'),
        ('Syria', 'A/RES/ES-11/6', '2023-02-23'),
    ]),
    (INVENTED, 'who-voted-against', {'resolution': 'lifting of the blockade'}, [
        ('Kaldoria', 'A/RES/1', '2001-03-02'),
        ('Västria', 'A/RES/1', '2001-03-02'),
    ]),
    (EXAMPLE, 'most-quoted', {}, [
        ('Linda Thomas-Greenfield', '9', '2'),
        ('Sergiy Kyslytsya', '5', '2'),
        ('Antonio Guterres', '2', '1'),
        ('Dmytro Kuleba', '2', '1'),
        ('Stavros Lambrinidis', '2', '1'),
        ('Jens Stoltenberg', '1', '1'),
        ('Nicolas De Rivière', '1', '1'),
        ('Olena Zelenska', '1', '1'),
        ('Vladimir Putin', '1', '1'),
        ('Volodymyr Zelenskyy', '1', '1'),
    ]),
    (EXAMPLE, 'quotations-of', {'who': 'Kyslytsya', 'names': 'China'}, [
        ('Sergiy Kyslytsya', "That red line would, I hope, never be crossed. Because if Russia, if China, starts supplying Russia with lethal weapons, it's going to be the case for China starting a real Third World War and I'm sure that is against the intrinsic interest of China.", 'tell', '', '2023-02-23', '000_17d69096fd7638d8'),
    ]),
    (EXAMPLE, 'quotations-of', {'about': 'red line'}, [
        ('Sergiy Kyslytsya', "I'm totally with what both Secretary Blinken and President Biden said - that supplying lethal weapons to Russia will be the crossing of the red line", 'tell', '', '2023-02-23', '000_17d69096fd7638d8'),
        ('Sergiy Kyslytsya', "That red line would, I hope, never be crossed. Because if Russia, if China, starts supplying Russia with lethal weapons, it's going to be the case for China starting a real Third World War and I'm sure that is against the intrinsic interest of China.", 'tell', '', '2023-02-23', '000_17d69096fd7638d8'),
        ('Stavros Lambrinidis', 'signaling to China\xa0very clearly that supplying lethal aid to Russia right now would be crossing a very, very dangerous red line', 'tell', '', '2023-02-23', '000_17d69096fd7638d8'),
    ]),
    (INVENTED, 'denied', {}, [
        ('Ilse Brandt', 'metWith', 'Tomáš Řehoř', 'actual', 'She did not meet him.', 'herald'),
    ]),
    (EXAMPLE, 'least-certain', {'who': 'Linda Thomas-Greenfield'}, [
        ('0.85', 'Linda Thomas-Greenfield', 'said', 'We refuse to give up on the potential for diplomacy, the power of dialogue and the urgency of peace. And tomorrow, we will continue to push for just that durable peace.', 'quotation:5aeceacc3e1ff027'),
        ('0.85', 'Linda Thomas-Greenfield', 'spokeAt', 'United Nations Security Council', 'fact:4b1668bbc3055128'),
        ('0.94', 'Linda Thomas-Greenfield', 'said', 'The world is watching.', 'quotation:37bfe14d27dcc031'),
        ('0.94', 'Linda Thomas-Greenfield', 'said', 'every possible lever we have at our disposal to expose', 'quotation:d6c8e27e9fa0c42d'),
        ('0.94', 'Linda Thomas-Greenfield', 'said', "reaffirm America's commitment to supporting Ukraine", 'quotation:8589a79f6dfc06ca'),
        ('0.94', 'Linda Thomas-Greenfield', 'said', 'the Security Council has taken an important step forward toward that accountability. For the first time in decades, it has called for an Emergency Special Session in the General Assembly. The Council members who supported this resolution recognize that this is no ordinary moment.', 'quotation:13863f15083f6e94'),
        ('0.94', 'Linda Thomas-Greenfield', 'spokeTo', 'Margaret Brennan', 'fact:ecf7f2f5ac4a9124'),
        ('0.96', 'Linda Thomas-Greenfield', 'said', 'President Putin put Russia’s nuclear forces on high alert, even though he is invading a country with no nuclear weapons and is under no threat from NATO', 'quotation:449c924ba798b1c5'),
        ('0.96', 'Linda Thomas-Greenfield', 'said', 'Today we refuse to give up on hope', 'quotation:a5360ef558f6302d'),
        ('0.96', 'Linda Thomas-Greenfield', 'said', 'We need to take extraordinary actions to meet this threat to our international system and do everything we can to help Ukraine and its people', 'quotation:98796feddefd6cf3'),
        ('0.96', 'Linda Thomas-Greenfield', 'said', 'totally unacceptable', 'quotation:ade80bad563804ca'),
        ('0.97', 'Linda Thomas-Greenfield', 'represents', 'United States', 'fact:39a8e2fb20895791'),
    ]),
    (EXAMPLE, 'only-planned', {}, [
        ('France', 'sponsored', '2022-02-28, resolution to seek more access to deliver humanitarian aid', 'planned', 'France and Mexico will propose a resolution', '003_c309c70f6c7beafb'),
        ('Mexico', 'sponsored', '2022-02-28, resolution to seek more access to deliver humanitarian aid', 'planned', 'France and Mexico will propose a resolution', '003_c309c70f6c7beafb'),
    ]),
    (INVENTED, 'only-reported', {}, [
        ('Kaldoria', 'metWith', 'Västria', 'is said to have met', 'gazette'),
    ]),
    (INVENTED, 'sources-disagree', {}, [
        ('A/RES/1', 'Adopted', 'record', 'Rejected', 'herald'),
        ('A/RES/1', 'Solenne abstainedOn', 'herald', 'the official record', 'record'),
        ('A/RES/1', 'YesCount 1', 'herald', 'YesCount 2', 'record'),
        ('A/RES/1', 'count of votes', 'herald', 'the official record', 'record'),
        ('Ilse Brandt, Tomáš Řehoř', 'metWith', 'gazette', 'denied', 'herald'),
        ('Västria, draft on the tides', 'abstainedOn', 'herald', 'votedAgainst', 'gazette'),
    ]),
    (EXAMPLE, 'sources-disagree', {}, [
    ]),
    (EXAMPLE, 'all-names', {'thing': 'Russia'}, [
        ('also', 'Russian Federation'),
        ('identifier', 'RUS'),
        ('name', 'Russia'),
        ('same as', 'http://www.wikidata.org/entity/Q159'),
    ]),
    (EXAMPLE, 'documents', {}, [
        ('article', '2022-02-28', '', 'CBS News', '003_c309c70f6c7beafb', '25'),
        ('article', '2023-02-23', 'U.N. votes to call on Russia to end Ukraine war', 'CBS News', '000_17d69096fd7638d8', '33'),
        ('voting table', '', 'Votes on Ukraine, totals', 'diplokg', 'kg-measures', '2'),
        ('voting table', '', 'Votes on Ukraine, by member', 'diplokg', 'kg-votes', '208'),  # 193 and 15
    ]),
    (EXAMPLE, 'everything-about', {'thing': 'Russia'}, [
        ('Vladimir Putin', 'represents', 'Russia', 'President', 'actual', 'fact:6f3ecb9d26fafa3f'),
        ('Russia', 'votedAgainst', 'A/RES/ES-11/6', '', 'actual', 'fact:9d13f7e7998f93d3'),
        ('Russia', 'votedAgainst', 'S/RES/2623(2022)', '', 'actual', 'fact:9e8037fe4071e505'),
    ]),
    (EXAMPLE, 'everything-about', {'thing': 'General Assembly'}, [
        ('United Nations General Assembly', 'voteTally', 'A/RES/ES-11/6', '', 'actual', 'vote:000_17d69096fd7638d8-1'),
    ]),
    (EXAMPLE, 'everything-about', {'thing': 'S/RES/2623(2022)'}, [  # the count once, and no member's row
        ('United Nations Security Council', 'voteTally', 'S/RES/2623(2022)', '', 'actual', 'vote:003_c309c70f6c7beafb-1'),
        ('Russia', 'votedAgainst', 'S/RES/2623(2022)', '', 'actual', 'fact:9e8037fe4071e505'),
    ]),
    (INVENTED, 'everything-about', {'thing': 'A/RES/1'}, [  # what the record contradicts stands beside it
        ('Assembly of Coasts', 'RollCall', 'A/RES/1', '', 'actual', 'rollcall:a1'),
        ('Solenne', 'abstainedOn', 'A/RES/1', '', 'actual, contradicted by the record', 'fact:c1'),
        ('Assembly of Coasts', 'voteTally', 'A/RES/1', '', 'actual, contradicted by the record', 'vote:herald-1'),
        ('Kaldoria', 'votedAgainst', 'A/RES/1', '', 'actual', 'fact:c0'),
    ]),
    (INVENTED, 'everything-about', {'thing': 'Solenne'}, [
        ('Solenne', 'abstainedOn', 'A/RES/1', '', 'actual, contradicted by the record', 'fact:c1'),
        ('Solenne', 'votedFor', 'A/RES/1', '', 'actual', 'fact:r1'),
    ]),
    (EXAMPLE, 'evidence', {'fact': '2d6f48'}, [
        ("Sergiy Kyslytsya, Ukraine's ambassador to the UN", '2513', '2561', '000_17d69096fd7638d8', 'U.N. votes to call on Russia to end Ukraine war', '2023-02-23', 'CBS News', 'seeds/000_17d69096fd7638d8.txt'),
        ('Ukraine’s ambassador, Sergiy Kyslytsya', '2263', '2301', '003_c309c70f6c7beafb', '', '2022-02-28', 'CBS News', 'seeds/003_c309c70f6c7beafb.txt'),
    ]),
    (EXAMPLE, 'merged-names', {}, [
        ('A/RES/ES-11/6', 'United Nations General Assembly, 2023-02-23: call for a cessation of hostilities in Ukraine and for Russia to withdraw its forces …: the day 2023-02-23, the only one of that day in the record, the numbers 141-7-32 (kg-votes)'),
        ('Nicolas De Rivière', 'Nicolas de Riviere (000_17d69096fd7638d8): the same name but for accents and capitals'),
        ('S/RES/2623(2022)', 'United Nations Security Council, 2022-02-27: General Assembly emergency session: the day 2022-02-27, the only one of that day in the record, the numbers 11-1-3, 1 of 1 votes told by name (kg-votes)'),
        ('Vladimir Putin', 'Putin (000_17d69096fd7638d8): the only one of that surname with president'),
    ]),
    (EXAMPLE, 'which-articles', {'thing': 'Sergiy Kyslytsya'}, [
        ('2023-02-23', 'U.N. votes to call on Russia to end Ukraine war', 'CBS News', '000_17d69096fd7638d8', '6'),
        ('2022-02-28', '', 'CBS News', '003_c309c70f6c7beafb', '2'),
    ]),
]
# fmt: on


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Source]:
    folder = tmp_path_factory.mktemp("ask")
    copies = {path: Path(shutil.copy(path, folder)) for path in (EXAMPLE, INVENTED)}
    return {path: open_graph(copy, notify=pytest.fail) for path, copy in copies.items()}


@pytest.fixture
def example(sources: dict[Path, Source]) -> Source:
    return sources[EXAMPLE]


@pytest.fixture
def invented(sources: dict[Path, Source]) -> Source:
    return sources[INVENTED]


def answer(source: Source, name: str, values: dict[str, str]) -> list[tuple[str, ...]]:
    question = saved.question(name)
    terms = {
        key: term(source, question.parameter(key).kind, value, notify=lambda _: None) for key, value in values.items()
    }
    found, _ = rows(ask(source, question.sparql(terms)), source.prefixes)  # type: ignore[arg-type]
    return [tuple(row) for row in found]


@pytest.mark.parametrize(("graph", "name", "values", "right"), CASES, ids=lambda value: str(value)[:40])
def test_a_question_gets_its_right_answer(
    sources: dict[Path, Source], graph: Path, name: str, values: dict[str, str], right: list[tuple[str, ...]]
) -> None:
    assert answer(sources[graph], name, values) == right


def test_every_question_is_asked_above_and_answered() -> None:
    assert len(saved.names()) >= 25
    assert {name for _, name, _, right in CASES if right} == set(saved.names())


@pytest.mark.parametrize("name", saved.names())
def test_a_question_is_whole(name: str, invented: Source) -> None:
    question = saved.question(name)
    words = [token.text for token in tokens(question.query)]
    assert question.title.endswith("?")
    assert question.text.endswith(".")
    assert "ORDER" in words or name == "agreement"  # one row
    used = {word[1:] for word in words if word.startswith("$")}
    assert used == {parameter.variable for parameter in question.parameters}
    head = words[: words.index("{")]
    assert not [word for word in head if word.startswith("$")], "a value has no place in SELECT"
    for condition in saved._ONLY_IF.findall(question.query):
        question.parameter(condition)
    ask(invented, question.query)  # with every line it is SPARQL as it stands
    needed = {p.variable: p for p in question.parameters if p.required}
    sample = {"country": "MRD", "resolution": "A/RES/1", "person": "Ilse Brandt", "thing": "Meridia", "party": "Meridia",
              "fact": "c0"}  # fmt: skip
    answer(invented, name, {p.name: sample[p.kind] for p in needed.values()})


# ------------------------------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("kind", "text", "iri"),
    [
        ("country", "Russia", "country/RUS"),
        ("country", "russia", "country/RUS"),
        ("country", "RUS", "country/RUS"),
        ("country", "country:RUS", "country/RUS"),
        ("country", "<https://example.org/diplokg/country/RUS>", "country/RUS"),
        ("country", "Russian Federation", "country/RUS"),
        ("country", "USA", "country/USA"),
        ("country", "United States of America", "country/USA"),  # by the table of countries: no document says so
        ("country", "Türkiye", "country/TUR"),
        ("person", "NICOLAS DE RIVIERE", "person/nicolas-de-riviere"),
        ("person", "de Rivière", "person/nicolas-de-riviere"),
        ("institution", "nato", "institution/north-atlantic-treaty-organization"),
        ("party", "Kuleba", "person/dmytro-kuleba"),
        ("institution", "UNGA", "institution/united-nations-general-assembly"),  # by the table of institutions
        ("institution", "GA", "institution/united-nations-general-assembly"),
        ("institution", "sc", "institution/united-nations-security-council"),
        ("thing", "UNSC", "institution/united-nations-security-council"),
        ("party", "HRC", "institution/united-nations-human-rights-council"),
    ],
)
def test_a_name_is_found_as_people_write_it(example: Source, kind: str, text: str, iri: str) -> None:
    assert term(example, kind, text, notify=pytest.fail) == f"<https://example.org/diplokg/{iri}>"


def test_a_part_of_one_name_is_taken_for_it_and_told(example: Source) -> None:
    told: list[str] = []
    assert term(example, "resolution", "A/RES/ES-11", notify=told.append).endswith("/A-RES-ES-11-6>")
    assert "S-RES-2623-2022" in term(example, "resolution", "emergency session", notify=told.append)
    assert told == [
        "'A/RES/ES-11' is taken for 'A/RES/ES-11/6'",
        "'emergency session' is taken for 'S/RES/2623(2022)' "
        "('United Nations Security Council, 2022-02-27: General Assembly emergency session')",
    ]


def test_a_country_whose_name_is_a_part_of_another_is_told(example: Source) -> None:
    told: list[str] = []
    assert term(example, "country", "Congo", notify=told.append).endswith("/COG>")
    assert told == ["'Congo' is taken for Congo (country:COG); there is also DR Congo (country:COD)"]
    assert term(example, "country", "country:COG", notify=pytest.fail).endswith("/COG>")
    assert term(example, "country", "DR Congo", notify=pytest.fail).endswith("/COD>")


def test_an_empty_graph_is_told(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("")
    told = kg("how-voted", "--country", "Russia", "--graph", tmp_path / "graph.ttl", code=2)
    assert told == "kg: the graph is empty: it names nothing\n"


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("country", "Ukrane", "no country called 'Ukrane'; did you mean 'Ukraine'?"),
        ("country", "Kyslytsya", "no country called 'Kyslytsya'; no name in the graph is near it"),
        ("country", "Chinese Taipei", "'Chinese Taipei' is Taiwan, which the graph does not name"),
        ("person", "Kislytsia", "no person called 'Kislytsia'; did you mean 'Sergiy Kyslytsya'?"),
        ("person", "country:UKR", "no person called 'country:UKR'"),
        ("date", "last May", "'last May' is no day; write it as 2023-02-23"),
        ("number", "ten", "'ten' is no whole number"),
        ("choice", "yes", "no choice 'yes'; there are for, against, abstained, absent"),
        ("fact", "zz", "no fact 'zz'"),
        ("country", " ", "an empty country"),
        ("institution", "IAEA", "'IAEA' is International Atomic Energy Agency, which the graph does not name"),
    ],
)
def test_a_wrong_value_is_told_with_what_is_near(example: Source, kind: str, text: str, message: str) -> None:
    with pytest.raises(QueryError) as found:
        term(example, kind, text, notify=pytest.fail)
    assert str(found.value).startswith(message)


def test_namesakes_are_told_apart_by_their_ids(invented: Source) -> None:
    with pytest.raises(QueryError) as found:
        term(invented, "person", "brandt", notify=pytest.fail)
    assert str(found.value) == ("2 people are called 'brandt': Ilse Brandt (person:ilse-brandt); "
                                "Jan Brandt (person:jan-brandt); give the one in brackets")  # fmt: skip
    assert term(invented, "person", "person:jan-brandt", notify=pytest.fail).endswith("jan-brandt>")


def test_a_text_cannot_leave_its_quotation_marks(example: Source) -> None:
    hostile = '"} DROP ALL #\n\\'
    assert answer(example, "quotations-of", {"about": hostile}) == []
    assert answer(example, "quotations-of", {"about": "RED LINE"}) != []


# ------------------------------------------------------------------------------------------ the command


def kg(*args: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["ask", *map(str, args)])
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLE, tmp_path))


def test_alone_it_lists_the_questions_one_a_line() -> None:
    lines = kg().splitlines()
    assert sorted(line.split()[0] for line in lines) == saved.names()
    assert all(line.endswith("?") for line in lines)


def test_on_a_terminal_the_questions_stand_under_their_topics(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    ask_command._list(None)
    lines = [line for line in re.sub("\x1b\\[[0-9;]*m", "", capsys.readouterr().out).splitlines() if line]
    heads = [line for line in lines if not line.endswith("?")]
    assert heads == [topic.capitalize() for topic in saved.TOPICS]
    assert len(lines) == len(saved.names()) + len(heads)


def test_questions_of_ones_own_stand_beside_the_others(graph: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "who-is-here.rq").write_text("""# title: Which countries are there?
# text: Those that begin so.
# topic: sources
# parameters:
#   begun: {kind: text, text: a beginning, required: true}
SELECT ?name { ?c a kg:Country ; rdfs:label ?name . FILTER(STRSTARTS(?name, $begun)) } ORDER BY ?name
""")
    assert "who-is-here" in kg("--questions", own)
    assert "how-voted" in kg("--questions", own)
    asked = kg("--questions", own, "who-is-here", "--begun", "Uk", "-g", graph, "--format", "csv")
    assert asked.split() == ["name", "Ukraine"]
    (own / "how-many.rq").write_text("# title: [\nASK {}")
    assert "how-many: the head is no YAML" in kg("--questions", own, code=2)
    assert "cannot be read" in kg("--questions", tmp_path / "none", code=2)


def test_a_question_and_its_csv(graph: Path) -> None:
    text = kg("how-voted", "--country", "Russia", "--format", "csv", "--graph", graph)
    assert next(csv.DictReader(io.StringIO(text)))["vote"] == "against"
    assert "Sergiy Kyslytsya" in kg("who-represents", "--country", "Ukraine", "--graph", graph)


def test_the_way_to_a_csv_is_in_the_first_help() -> None:
    wide = {**os.environ, "COLUMNS": "200", "TERMINAL_WIDTH": "200"}
    text = CliRunner().invoke(app, ["--help"], env=wide).stdout
    assert "kg ask how-voted --country Russia --format csv" in " ".join(text.replace("│", " ").split())


def test_help_of_a_question_says_what_it_takes() -> None:
    text = " ".join(kg("votes-with", "--help").replace("│", " ").split())
    assert "Who votes with a country most?" in text
    assert "--country COUNTRY with whom [needed]" in text
    assert "--at-least NUMBER" in text


def test_the_query_can_be_shown_and_asked_by_hand(graph: Path) -> None:
    query = kg("how-voted", "--country", "Russia", "--graph", graph, "--sparql")
    assert "$" not in query
    assert "#?" not in query
    by_hand = CliRunner().invoke(app, ["query", query, "--graph", str(graph)]).stdout
    assert by_hand == kg("how-voted", "--country", "Russia", "--graph", graph)


def test_mistakes_are_usage_errors(graph: Path) -> None:
    assert "did you mean 'how-voted'" in kg("how-vote", code=2)
    assert "how-voted needs --country or --person" in kg("how-voted", "--graph", graph, code=2)
    assert "give one of --country or --person, not 2" in kg(
        "how-voted", "--country", "Russia", "--person", "Putin", "--graph", graph, code=2
    )
    assert "did you mean 'Russia'" in kg("how-voted", "--country", "Rusia", "--graph", graph, code=2)
    assert "No such option" in kg("how-voted", "--land", "Russia", code=2)


def test_days_in_the_wrong_order_are_told(graph: Path) -> None:
    days = ("--from", "2023-01-01", "--until", "2022-12-31")
    assert "--from is a later day than --until" in kg("how-voted", "--country", "Russia", *days, "-g", graph, code=2)


def test_where_nothing_is_found_the_other_way_to_ask_is_told(graph: Path) -> None:
    result = CliRunner().invoke(app, ["ask", "how-voted", "--person", "Putin", "--graph", str(graph)])
    assert result.stderr == "kg: nothing was found; or is it --country?\n"


def completed(line: str, folder: Path) -> list[str]:
    """What bash would offer at the end of a line."""
    words = line.split(" ")
    env = {**os.environ, "_KG_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    run = subprocess.run(
        [sys.executable, "-c", "from kg.cli import app; app(prog_name='kg')"],
        env=env, cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return run.stdout.split("\n")[:-1] if run.stdout else []


def test_shells_complete_questions_options_and_names(graph: Path) -> None:
    assert completed("kg ask how", graph.parent) == ["how-voted"]
    assert "--resolution" in completed("kg ask how-voted --", graph.parent)
    names = completed("kg ask how-voted --graph graph.ttl --country U", graph.parent)
    assert {"U.K.", "U.S.", "UGA", "UKR", "USA", "Uganda", "Ukraine", "United Kingdom", "United States"} <= {*names}
    assert all(name.startswith("U") for name in names)
    assert completed("kg ask how-voted --graph graph.ttl --country rus", graph.parent) == [
        "russia", "russian Federation"  # no name of letters alone is written in another case
    ]  # fmt: skip
    assert "S/RES/2623(2022)" in completed("kg ask roll-call --graph graph.ttl --resolution S", graph.parent)
    assert completed("kg ask how-voted --graph missing.ttl --country u", graph.parent) == [""]


def test_completions_are_blind_to_accents_and_can_be_asked(invented: Source) -> None:
    assert completions(invented, "country", "vas") == ["Västria"]
    assert completions(invented, "person", "reh") == ["Řehoř"]
    assert term(invented, "person", "rehoř", notify=pytest.fail).endswith("tomas-rehor>")
    assert completions(invented, "choice", "a") == ["against", "abstained", "absent"]
    assert completions(invented, "date", "2") == []


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("# title: A?\n# text: B.", "needs title, text and topic"),
        ("# title: [", "the head is no YAML"),
        ("# title: A?\n# text: B.\n# topic: weather", "topic 'weather' is none of"),
        ("# title: A?\n# text: B.\n# topic: votes\n# parameters: {x: {kind: place, text: y}}", "kind 'place' is none"),
    ],
)
def test_a_malformed_head_is_told(head: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        saved.parse(f"{head}\nASK {{}}", "mine")
