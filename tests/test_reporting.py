"""How agencies and press releases write: datelines, times, lists, bodies that sit today, drafts by nationality."""

from __future__ import annotations

from datetime import date

import pytest

from kg.days import resolve_day
from kg.parse import readable
from kg.types import Relation
from tests.conftest import Extract
from tests.test_descriptions import told


@pytest.mark.parametrize(
    "when", ["on Tuesday", "Tuesday evening", "on July 9, 2022,", "last week", "late on Sunday", "yesterday"]
)
def test_times_stand_in_no_pattern_s_way(run: Extract, when: str) -> None:
    text = f"The Chilean foreign minister Ana Ruiz {when} met Mali's president, Omar Haddad."
    assert told(run, text, Relation.MET_WITH) == {("Ana Ruiz", "Omar Haddad")}


def test_a_day_that_names_a_meeting_is_no_adverbial(run: Extract) -> None:
    text = "The Chilean foreign minister Ana Ruiz spoke at Monday's meeting of the Security Council."
    assert [subject for subject, _ in told(run, text, Relation.SPOKE_AT)] == ["Ana Ruiz"]


@pytest.mark.parametrize(
    "dateline",
    [
        "KYIV (Reuters) - ",
        "BALI, 09 July 2022, (TON): ",
        "THE UNITED NATIONS, November 14. /TASS/. ",
        "UNITED NATIONS, Saturday (AFP) - ",
        "GENEVA — ",
        "Nairobi — ",
        "NEW DELHI: ",
        "VIENTIANE, Lao PDR, Sept. 7 (PNA) — ",
        "Geneva, Switzerland–",
    ],
)
def test_a_dateline_is_blank(dateline: str) -> None:
    line = readable(f"{dateline}The minister left.")
    assert line == " " * len(dateline) + "The minister left."


@pytest.mark.parametrize(
    "line", ["Ruiz: we left.", "The text - a draft - failed.", "NATO: an alliance of states.".lower()]
)
def test_what_is_no_dateline_stays(line: str) -> None:
    assert readable(line) == line


def test_courtesies_and_capitals_of_a_communique(run: Extract) -> None:
    text = (
        "They met in Accra.\nPresent were:\nH.E. Ana RUIZ, President of the Republic of Chile;\n"
        "H. E. Omar HADDAD, Ambassador of Mali to Ghana."
    )
    assert told(run, text, Relation.REPRESENTS) == {("Ana Ruiz", "Chile"), ("Omar Haddad", "Mali")}


def test_an_acronym_in_brackets_is_the_body_before_it(run: Extract) -> None:
    text = "The African Union Commission (AUC) met on Monday. The AUC chairperson, Ana Ruiz, left early."
    assert ("Ana Ruiz", "African Union Commission") in told(run, text, Relation.REPRESENTS)


def test_a_list_goes_on_over_an_unknown_name_and_a_group(run: Extract) -> None:
    text = (
        "The General Assembly adopted the resolution. Those who abstained were Chile, Burkino Paso, Mali on behalf of "
        "the African Group, Peru and Togo."
    )
    voters = {subject for subject, _ in told(run, text, Relation.VOTED_ON)}
    assert voters == {"Chile", "Mali", "Peru", "Togo"}


@pytest.mark.parametrize(
    "lead",
    [
        "The Third Committee (Social, Humanitarian and Cultural) approved 16 draft resolutions today.",
        "Hunger is back, a minister told the Third Committee today.",
    ],
)
def test_what_a_body_did_today_opens_its_session(run: Extract, lead: str) -> None:
    text = f"{lead}\nChile’s representative said that hunger was back."
    assert [s for s, o in told(run, text, Relation.SPOKE_AT) if "Third Committee" in o] == ["Chile"]


def test_what_a_body_did_on_monday_opens_none_but_its_delegates_are_heard_there(run: Extract) -> None:
    text = "The Third Committee approved 16 drafts on Monday.\nChile’s representative said that hunger was back."
    assert told(run, text, Relation.SPOKE_AT) == {("Chile", "Third Committee of the General Assembly")}


def test_a_draft_is_its_nation_s_and_a_resolution_may_be_about_it(run: Extract) -> None:
    assert "Chile" in {s for s, _ in told(run, "The Council rejected a Chilean draft resolution.", Relation.SPONSORED)}
    assert told(run, "The Council rejected the Syria resolution.", Relation.SPONSORED) == set()


def test_the_votes_of_a_whole_council_make_a_tally(run: Extract) -> None:
    nine = "the United States, Britain, France, Burkina Faso, Belgium, Costa Rica, Italy, Panama and Croatia"
    text = (
        "China and Russia vetoed the Security Council's draft resolution. Voting in favour were "
        f"{nine}. South Africa, Libya and Vietnam voted against it. Indonesia abstained."
    )
    tally = next(f for f in run(text).facts if f.relation is Relation.VOTE_TALLY)
    numbers = [tally.qualifier(name) for name in ("for", "against", "abstained", "outcome")]
    assert numbers == ["9", "5", "1", "Vetoed"]


@pytest.mark.parametrize(
    "text",
    [
        "Over 120 countries voted for the resolution in the General Assembly.",
        "The General Assembly met. Russia won 83 votes in the ballot.",
        "The Security Council held a straw poll. She came second with an 8-6 vote.",
    ],
)
def test_what_counts_no_votes_on_a_measure(run: Extract, text: str) -> None:
    assert not [f for f in run(text).facts if f.relation is Relation.VOTE_TALLY and f.qualifier("for")]


def test_the_meeting_is_the_one_introduced_before(run: Extract) -> None:
    text = (
        "An urgent meeting of Arab foreign ministers began in Cairo. The meeting was opened by Chile's envoy, Ana Ruiz."
    )
    assert told(run, text, Relation.SPOKE_AT) == {("Ana Ruiz", "urgent meeting of Arab foreign ministers")}


@pytest.mark.parametrize(
    "text",
    [
        "In the Chilean envoy Ana Ruiz's view, “it looks like an excessive requirement.”",
        "“It looks like an excessive requirement,” fumed the Chilean envoy Ana Ruiz.",
        "The statement from the Chilean envoy Ana Ruiz read: “It looks like an excessive requirement.”",
        "“It looks like an excessive requirement,” Ana Ruiz, the Chilean envoy who sits in Geneva, said.",
    ],
)
def test_whose_words_they_are(run: Extract, text: str) -> None:
    assert {subject for subject, _ in told(run, text, Relation.SAID)} == {"Ana Ruiz"}


def test_who_is_told_to_explain_has_said_nothing(run: Extract) -> None:
    assert told(run, "The text says “it is essential and urgent” that Iran explain itself.", Relation.SAID) == set()


def test_a_quotation_may_begin_with_its_own_verb(run: Extract) -> None:
    text = "In a statement, the chair of the African Union, Ana Ruiz, “condemned the change of power in Mali”."
    (said,) = [f for f in run(text).facts if f.relation is Relation.SAID]
    assert said.qualifier("cue") == "condemn"


def test_a_resolution_that_rejects_is_not_rejected(run: Extract) -> None:
    text = "The General Assembly met. In the end 128 countries voted in favour of a resolution rejecting the plan."
    (tally,) = [f for f in run(text).facts if f.relation is Relation.VOTE_TALLY]
    assert tally.qualifier("outcome") != "Rejected"


def test_meetings_told_of_are_not_where_one_is_heard(run: Extract) -> None:
    text = "Chile's president, Ana Ruiz, spoke of her recent meetings in Geneva. She briefed the leaders for an hour."
    assert not [f for f in run(text).facts if f.relation is Relation.SPOKE_AT]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("25 February", date(2024, 2, 25)), ("Dec. 30, 2014", date(2014, 12, 30)), ("3 Sept 2023", date(2023, 9, 3)),
     ("Monday", date(2024, 5, 6)), ("Room 12", None)],
)  # fmt: skip
def test_a_day_may_name_its_year(day: str, expected: date | None) -> None:
    assert resolve_day(day, date(2024, 5, 6)) == expected


def test_until_when_a_mandate_runs_is_not_when_it_was_voted(run: Extract) -> None:
    text = "The Security Council extended the mandate of the mission until 31 March 2024. The mission was glad of it."
    (tally,) = [f for f in run(text).facts if f.relation is Relation.VOTE_TALLY]
    assert "2024-03-31" not in (tally.object or "")


def test_who_is_called_to_do_something_has_said_nothing(run: Extract) -> None:
    text = "The Security Council adopted a resolution on an envoy for the lake, called to “mediate with all states”."
    assert not [f for f in run(text).facts if f.relation is Relation.SAID]


def test_ambassadors_extraordinary_are_no_person(run: Extract) -> None:
    text = (
        "President Omar Haddad of Chile received the new Ambassadors Extraordinary and Plenipotentiary on Monday. "
        "The following Ambassadors Extraordinary and Plenipotentiary will be his guests."
    )
    assert sorted(e.label for e in run(text).entities) == ["Chile", "Omar Haddad"]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz, deputy head of the U.N. humanitarian office, OCHA, briefed members.",
        "Ana Ruiz, who heads the UN's humanitarian office, OCHA, is due next week.",
    ],
)
def test_a_part_may_be_told_of_within_a_title(run: Extract, text: str) -> None:
    parts = [f for f in run(text).facts if f.relation is Relation.PART_OF]
    office = "institution/united-nations-office-for-the-coordination-of-humanitarian-affairs"
    assert [(f.subject, f.object) for f in parts] == [(office, "institution/united-nations")]


@pytest.mark.parametrize(
    ("text", "sponsor"),
    [
        ("A Cuban proposal to delete the paragraph was defeated by 25 votes to nine.", "country/CUB"),
        ("The General Assembly rejected a French proposal to cut the budget.", "country/FRA"),
        ("The ministers discussed a Cuban proposal to end the war.", None),
        ("Mali rejected a French proposal to cut the budget.", None),
        ("A Cuban proposal to end the war was rejected by Mali.", None),
    ],
)
def test_a_proposal_is_a_measure_where_a_body_decides_on_it(run: Extract, text: str, sponsor: str | None) -> None:
    sponsors = [f.subject for f in run(text).facts if f.relation is Relation.SPONSORED]
    assert sponsors == ([sponsor] if sponsor else [])


def test_numbers_alone_are_a_vote_s_only_where_others_were_told(run: Extract) -> None:
    told_before = "The Human Rights Council adopted the text with 24 votes in favour. Six were against."
    tallies = [f for f in run(told_before).facts if f.relation is Relation.VOTE_TALLY]
    assert [(f.qualifier("for"), f.qualifier("against")) for f in tallies] == [("24", "6")]
    bare = "The Human Rights Council met to vote. Six were against."
    assert not [f for f in run(bare).facts if f.relation is Relation.VOTE_TALLY]


@pytest.mark.parametrize(
    ("text", "tallies"),
    [
        ("The General Assembly adopted, without a vote, the provisional agenda.", 1),
        ("The General Assembly adopted its agenda by consensus.", 0),
    ],
)
def test_an_agenda_is_a_measure_only_where_a_vote_is_spoken_of(run: Extract, text: str, tallies: int) -> None:
    assert len([f for f in run(text).facts if f.relation is Relation.VOTE_TALLY]) == tallies
