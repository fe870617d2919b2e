"""kg.quotations.quotes: who said what, in short invented texts."""

from __future__ import annotations

import pytest
from conftest import Extract

from kg.findings import Findings
from kg.types import Relation
from tests.test_descriptions import told

RUIZ = "Chile's foreign minister, Ana Ruiz, came on Monday. "
BERG = "Norway's ambassador, Tomas Berg, came on Tuesday. "


def said(found: Findings) -> list[tuple[str, str, str]]:
    """(speaker, words, cue) in the order of the text."""
    labels = {entity.id: entity.label for entity in found.entities}
    facts = sorted((fact for fact in found.facts if fact.relation == "said"), key=lambda fact: fact.evidence)
    return [(labels[f.subject], (f.qualifier("text") or "").rstrip(",."), f.qualifier("cue") or "") for f in facts]


def speakers(found: Findings) -> list[tuple[str, str]]:
    return [(speaker, words) for speaker, words, _ in said(found)]


# --- the places of an attribution ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("“The talks will go on,” Ana Ruiz said.", "say"),
        ("“The talks will go on,” said Ana Ruiz.", "say"),
        ("Ana Ruiz said, “The talks will go on.”", "say"),
        ("Ana Ruiz said: “The talks will go on.”", "say"),
        ("Ana Ruiz warned that “the talks will go on”.", "warn"),
        ("“The talks will go on,” Ana Ruiz told the Daily Post.", "tell"),
        ("“The talks will go on,” Ruiz added.", "add"),
        ("“The talks will go on,” Chile's foreign minister, Ana Ruiz, told reporters.", "tell"),
        ("“The talks will go on,” Ana Ruiz, the minister, said on Monday.", "say"),
        ("“The talks will go on,” according to Ana Ruiz.", "according to"),
        ('"The talks will go on," Ana Ruiz said.', "say"),
    ],
)
def test_before_after_and_inverted(run: Extract, sentence: str, cue: str) -> None:
    ((speaker, words, found),) = said(run(RUIZ + sentence))
    assert (speaker, words.lower(), found) == ("Ana Ruiz", "the talks will go on", cue)


def test_the_words_are_a_slice_of_the_text(run: Extract) -> None:
    text = f"A title\n\n{RUIZ}“It’s the world’s talks — ours,” Ana Ruiz said."
    (fact,) = (fact for fact in run(text).facts if fact.relation == "said")
    (evidence,) = fact.evidence
    assert evidence.quote == fact.qualifier("text") == text[evidence.start : evidence.end]
    assert "It’s the world’s talks — ours" in evidence.quote


def test_a_quotation_in_two_parts(run: Extract) -> None:
    found = speakers(run(RUIZ + "“The talks went well,” Ana Ruiz said, “and they will go on.”"))
    assert found == [("Ana Ruiz", "The talks went well"), ("Ana Ruiz", "and they will go on")]


def test_each_sentence_has_its_own_speaker(run: Extract) -> None:
    text = RUIZ + BERG + "“The talks went well,” Ana Ruiz said. “They went on too long,” said Tomas Berg."
    assert speakers(run(text)) == [("Ana Ruiz", "The talks went well"), ("Tomas Berg", "They went on too long")]


# --- pronouns and paragraphs ----------------------------------------------------------------------------------------


def test_a_pronoun(run: Extract) -> None:
    assert speakers(run(RUIZ + "“The talks will go on,” she said.")) == [("Ana Ruiz", "The talks will go on")]


def test_a_pronoun_means_the_last_subject(run: Extract) -> None:
    text = RUIZ + "Tomas Berg, Norway's ambassador, thanked Ana Ruiz. “The talks will go on,” he said."
    assert speakers(run(text)) == [("Tomas Berg", "The talks will go on")]


def test_a_pronoun_means_who_spoke_last_in_a_clause(run: Extract) -> None:
    text = (
        "The e-mails drew criticism from Senator Mei Tanaka of Oregon, who said that none of the drafts came from "
        "Ana Ruiz.\n\n“It has never made sense to me at all,” she said."
    )
    assert speakers(run(RUIZ + text))[-1][0] == "Mei Tanaka"


def test_a_pronoun_without_anybody_to_stand_for(run: Extract) -> None:
    assert speakers(run("The talks were held in Geneva. “The talks will go on,” she said.")) == []


def test_a_quotation_goes_on_in_the_next_sentence(run: Extract) -> None:
    text = RUIZ + "“The talks went well,” Ana Ruiz said. “They will go on for another week.”"
    assert speakers(run(text)) == [
        ("Ana Ruiz", "The talks went well"),
        ("Ana Ruiz", "They will go on for another week"),
    ]


def test_a_quotation_goes_on_in_the_next_paragraph(run: Extract) -> None:
    text = (
        RUIZ + "\n\n“The talks went well,” Ana Ruiz said. “Nobody left the room.\n\n“They will go on for another week.”"
    )
    assert speakers(run(text))[-1] == ("Ana Ruiz", "They will go on for another week")
    assert len(speakers(run(text))) == 3


def test_a_paragraph_about_something_else_ends_it(run: Extract) -> None:
    text = (
        RUIZ + "“The talks went well,” Ana Ruiz said.\n\nThe harbour was closed for the day.\n\n"
        "Norway sent two ships.\n\n“It was the longest night of the year.”"
    )
    assert speakers(run(text)) == [("Ana Ruiz", "The talks went well")]


def test_a_colon_hands_the_word_on(run: Extract) -> None:
    text = RUIZ + "Ana Ruiz defended the plan:\n\n“The talks will go on for another week.”"
    assert speakers(run(text)) == [("Ana Ruiz", "The talks will go on for another week")]


# --- nobody ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "“It is a new kind of war,” a former adviser told the Daily Post.",
        "“It is a new kind of war,” one senior official said.",
        "“It is a new kind of war,” said a diplomat who asked not to be named.",
        "“It is a new kind of war,” a diplomat said about Ana Ruiz.",
        "“It is a new kind of war,” two people close to Ana Ruiz said.",
        "It was a “new kind of” war.",
    ],
)
def test_an_unnamed_speaker_is_nobody(run: Extract, sentence: str) -> None:
    text = RUIZ + "\n\n" + sentence
    assert sentence in text
    assert speakers(run(text)) == []


def test_what_was_not_said(run: Extract) -> None:
    assert speakers(run(RUIZ + "Ana Ruiz did not say “the talks will go on”.")) == []


def test_the_name_of_a_programme_is_no_quotation(run: Extract) -> None:
    assert speakers(run(RUIZ + "Ana Ruiz told “Meet the Morning” on Sunday that the talks would go on.")) == []


def test_the_person_spoken_to_is_not_the_speaker(run: Extract) -> None:
    text = RUIZ + BERG + "“The talks will go on,” Ana Ruiz told Tomas Berg."
    assert speakers(run(text)) == [("Ana Ruiz", "The talks will go on")]


def test_the_person_spoken_of_is_not_the_speaker(run: Extract) -> None:
    text = RUIZ + BERG + "Asked about Tomas Berg, Ana Ruiz said, “The talks will go on.”"
    assert speakers(run(text)) == [("Ana Ruiz", "The talks will go on")]


# --- who has the floor ----------------------------------------------------------------------------------------------

STATEMENTS = (
    "Council Debates Fishing\n\n2024-03-05\n\n"
    "ANA RUIZ, Minister for Foreign Affairs of Chile, said that the sea belongs to all. President Omar Sand closed it. "
    "{} TOMAS BERG, Minister for Foreign Affairs of Norway, agreed."
).replace("{} ", "{}\n\n")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("“Let the boats sail,” she said, then added: “Nobody may own the sea.”", "Nobody may own the sea"),
        ("She feared “the slow ruin of every coastal village”.", "the slow ruin of every coastal village"),
        ("The ban comes from “a handful of rich shipping firms”.", "a handful of rich shipping firms"),
        ("Noting the chants of “Let our boats sail,” she stressed: “Nobody may own it.”", "Nobody may own it"),
    ],
)
def test_ministers_in_capitals_take_the_floor(run: Extract, sentence: str, words: str) -> None:
    assert ("Ana Ruiz", words) in speakers(run(STATEMENTS.format(sentence)))


def test_the_words_of_a_crowd_are_not_the_speakers(run: Extract) -> None:
    sentence = "Noting the chants of “Let our boats sail,” she stressed: “Nobody owns it.”"
    found = speakers(run(STATEMENTS.format(sentence)))
    assert found == [("Ana Ruiz", "Nobody owns it")]


def test_a_theme_in_the_midst_of_a_statement_is_no_speech(run: Extract) -> None:
    assert speakers(run(STATEMENTS.format("The debate on “Peace and Security in Coastal Waters” is late."))) == []


def test_a_summary_gives_the_floor_paragraph_by_paragraph(run: Extract) -> None:
    text = "\n\n".join(
        f"{name}, President of {country}, said the sea is for all. {rest}"
        for name, country, rest in (
            ("Ana Ruiz", "Chile", "Norway wants another ban — “for more empty nets, more ruin”."),
            ("Tomas Berg", "Norway", "That is untrue."),
            ("Omar Sand", "Ghana", "Trade is needed."),
            ("Lena Holt", "Austria", "Peace is needed."),
        )
    )
    assert speakers(run("Leaders Speak on the Sea\n\n" + text)) == [("Ana Ruiz", "for more empty nets, more ruin")]


def test_several_delegates_together_take_no_floor(run: Extract) -> None:
    text = (
        "The representative of Chile said the sea belongs to all. Observers from Italy, Ghana and Peru agreed. "
        "By this, he continued, the West is “trying to use us all as bit players”.\n\n"
        "The representative of Norway disagreed.\n\nThe representative of Ghana disagreed.\n\n"
        "The representative of Peru disagreed."
    )
    assert speakers(run("Assembly Debates\n\n" + text)) == [("Chile", "trying to use us all as bit players")]


@pytest.mark.parametrize("mark", ["!", "?"])
def test_a_cry_or_question_before_its_speaker(run: Extract, mark: str) -> None:
    found = speakers(run(f"{RUIZ}“Our house is on fire. Let us act in two days{mark}” Ruiz told the world."))
    assert found == [("Ana Ruiz", f"Our house is on fire. Let us act in two days{mark}")]


def test_a_quotation_within_a_quotation_at_the_end_of_a_paragraph(run: Extract) -> None:
    text = RUIZ + "\n\nRuiz gave another account, speaking via Twitter: \"I offered to go and he said, 'Stay here.' \""
    assert [speaker for speaker, _ in speakers(run(text))] == ["Ana Ruiz"]


# --- whose clause it is ---------------------------------------------------------------------------------------------


def test_saying_belongs_to_its_own_clause(run: Extract) -> None:
    text = "China asked Peru to stop, but the US backed its ally, saying the drills were “fully in line with the law”."
    assert speakers(run(RUIZ + text)) == [("United States", "fully in line with the law")]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It obeys a law which the BBC describes as “marred by claims of torture”.", "marred by claims of torture"),
        ("It obeys a law, “marred by claims of torture”, which the BBC noted.", None),
    ],
)
def test_what_a_relative_clause_says(run: Extract, sentence: str, found: str | None) -> None:
    assert [words for _, words in speakers(run(RUIZ + sentence))] == ([found] if found else [])


def test_a_colon_after_a_clause_read_as_part_of_the_quotation(run: Extract) -> None:
    text = RUIZ + "Ana Ruiz also paid tribute to Berg: “Through his courage, he led us into a new age. We loved him.”"
    assert [speaker for speaker, _ in speakers(run(text))] == ["Ana Ruiz"]


def test_she_is_not_whoever_met_the_politician(run: Extract) -> None:
    text = (
        "President Ana Ruiz of Chile spoke on Monday. The Chilean politician was greeted by Lena Holt, the First Lady "
        "of France. “I have dreamt of this for seven years,” she said."
    )
    assert speakers(run(text)) == [("Ana Ruiz", "I have dreamt of this for seven years")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The study's lead author, doctoral candidate Tomas Berg, said, “We looked at many plants.”",
        "“We looked at many plants,” said his father, Tomas Berg, after lunch.",
        "According to eyewitness Tomas Berg, “we looked at many plants”.",
        "Tomas Berg also reacted on Twitter, “We looked at many plants.”",
    ],
)
def test_over_what_somebody_is(run: Extract, sentence: str) -> None:
    ((speaker, words),) = speakers(run(BERG + sentence))
    assert (speaker, words.lower()) == ("Tomas Berg", "we looked at many plants")


def test_what_a_statement_said_is_said_by_who_released_it(run: Extract) -> None:
    text = "The Foreign Ministry of Chile released a statement which said, “The museum bears great significance.”"
    assert speakers(run(BERG + text)) == [("Foreign Ministry of Chile", "The museum bears great significance")]


def test_what_officials_of_several_countries_say_is_no_country_s(run: Extract) -> None:
    assert speakers(run(f"{RUIZ}\n\nOfficials from Chile, Peru, and Norway said “the deal is good for us”.")) == []


def test_a_delegate_by_name_takes_the_floor_back(run: Extract) -> None:
    text = (
        "Council Debates Fishing\n\n2024-03-05\n\nANA RUIZ ( Chile ) said that the sea belongs to all.\n\n"
        "The representative of Norway disagreed with the representative of Chile.\n\n{} "
        "Referring to the delegate's words as “untrue”, she said Chile stays open to talks, “but do not lie to us”.\n\n"
        "The representative of Peru agreed with the representative of Norway."
    )
    for opening in ("Ms. RUIZ of Chile continued that it was late.", "Ms. Ruiz, taking the floor again, was saddened."):
        assert ("Ana Ruiz", "but do not lie to us") in speakers(run(text.format(opening)))


# --- names that are also words, and strangers --------------------------------------------------------------------


def test_a_surname_that_is_a_month_speaks(run: Extract) -> None:
    found = run(BERG + 'British Prime Minister Theresa May met him. May said, "We shall never leave without a deal."')
    assert speakers(found) == [("Theresa May", "We shall never leave without a deal")]


def test_the_month_does_not(run: Extract) -> None:
    found = run('British Prime Minister Theresa May left in May. In May he came. "It is late, and we go," May said.')
    assert speakers(found) == [("Theresa May", "It is late, and we go")]


def test_the_words_of_a_stranger_are_not_the_last_speaker_s(run: Extract) -> None:
    """Though a sentence of two words and a quotation else goes on with him."""
    found = run(
        'Tomas Berg said that he was late.\nAna Ruiz met Tomas Berg. Xylo said, "We shall never leave this place."'
    )
    assert speakers(found) == []


def test_a_paragraph_without_its_full_stop_is_read(run: Extract) -> None:
    found = run(
        'Chile waits\n\nIt is late.\n\nChilean Foreign Minister Ana Ruiz told NBC News "The notion that somehow Chile '
        'is going to invade is far-fetched"'
    )
    assert speakers(found) == [("Ana Ruiz", "The notion that somehow Chile is going to invade is far-fetched")]


@pytest.mark.parametrize(
    "text",
    [
        'Remarked Harvard University scientist Mei Tanaka, "This reprieve from bad news is a gift to us all."',
        'Mei Tanaka took the floor to object that inquiries "have never improved anything on the ground".',
        'Mei Tanaka used the occasion to call the plan "a gift to those who wage war".',
        'The decree signed by Mei Tanaka reads, "Nobody shall cross the border without a paper."',
        'Mei Tanaka issued a statement to "condemn the attacks on all of us." The statement was long and urges all '
        'Somalis "to reject violence and extremism."',
    ],
)
def test_a_verb_first_an_occasion_taken_a_decree_signed(run: Extract, text: str) -> None:
    found = told(run, f"It was late. {text}", Relation.SAID)
    assert found
    assert {who for who, _ in found} == {"Mei Tanaka"}


def test_who_heard_a_statement_did_not_make_it(run: Extract) -> None:
    text = 'Tomas Berg spoke on Monday. The statement was read to reporters, who said "it was far too long to hear."'
    assert told(run, text, Relation.SAID) == set()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("On Friday Ruiz met the envoy of Mali, Tomas Berg. “The talks will go on,” he said.", "Ana Ruiz"),
        (
            "Chile's envoy had sought a talk with Mr. Omar Haddad, but Haddad left. “It is late,” he said.",
            "Omar Haddad",
        ),
        ("Mr. [Omar] Haddad met the Speaker of the National Assembly. “It is late,” he added.", "Omar Haddad"),
        (
            "The ambassador was late. Ana Ruiz told a scrum of reporters on the square that the plan was “a bad joke”.",
            "Ana Ruiz",
        ),
    ],
)
def test_whose_words_they_are(run: Extract, text: str, speaker: str) -> None:
    assert [one for one, _ in speakers(run(("" if "Ana Ruiz" in text else RUIZ) + text))] == [speaker]


def test_a_people_is_not_its_envoy(run: Extract) -> None:
    text = "Mr. Tomas Berg told reporters that the Chileans had written “a letter to the press at home”."
    assert speakers(run(RUIZ + text)) == [("Tomas Berg", "a letter to the press at home")]
