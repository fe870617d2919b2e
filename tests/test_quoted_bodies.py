"""kg.quotations: bodies quoted by what they are called, write or are spoken of as; further frames."""

from __future__ import annotations

import pytest
from conftest import Extract
from test_quotes import BERG, RUIZ, speakers

WORDS = "the old plan will be kept by all sides"
MINISTRY = "The Norwegian Foreign Ministry"
UNION = "African Union"


@pytest.mark.parametrize(
    "sentence",
    [
        f"A statement on the African Union's website said that “{WORDS}”.",
        f"A note posted on the website of the African Union warned that “{WORDS}”.",
        f"The African Union released a statement which read, in part, “{WORDS}.”",
        f"The African Union published a report that said “{WORDS}”.",
        f"According to a statement released by the African Union, “{WORDS}”.",
        f"According to the African Union statement, “{WORDS}”.",
        f"The African Union met on Monday. It said that “{WORDS}”.",
        f"The African Union met on Monday. They released a statement which said, “{WORDS}.”",
        f"The African Union met on Monday. Its statement warned that “{WORDS}”.",
        f"The African Union issued a statement on Monday. “{WORDS},” the statement said.",
        f"The African Union met on Monday. “{WORDS},” the bloc said.",
    ],
)
def test_a_body_by_what_it_writes(run: Extract, sentence: str) -> None:
    assert [(speaker, words.lower()) for speaker, words in speakers(run(sentence))] == [(UNION, WORDS)]


@pytest.mark.parametrize(
    "sentence",
    [
        f"A statement seen by the African Union said “{WORDS}”.",
        f"A letter to the African Union said “{WORDS}”.",
        f"The African Union received a letter which said, “{WORDS}.”",
        f"The African Union rejected a report that said “{WORDS}”.",
        f"The African Union and the Arab League issued a statement. The statement said “{WORDS}”.",
        f"A joint statement said “{WORDS}”.",
        f"A Norwegian report said “{WORDS}”.",
    ],
)
def test_what_it_has_not_written(run: Extract, sentence: str) -> None:
    assert speakers(run(sentence)) == []


@pytest.mark.parametrize(
    ("body", "called"),
    [
        ("The Norwegian Foreign Ministry", "ministry"),
        ("The Supreme Court of Kenya", "court"),
        ("The Norwegian Refugee Council", "council"),
        ("Amnesty International", "organisation"),
        ("The Kenyan Unity Party", "party"),
    ],
)
def test_a_body_by_what_it_is_called(run: Extract, body: str, called: str) -> None:
    ((speaker, words),) = speakers(run(f"{body} met on Monday. “{WORDS},” the {called} told reporters."))
    assert (speaker, words) == (body.removeprefix("The "), WORDS)


def test_one_of_two_is_not_guessed(run: Extract) -> None:
    text = "The Supreme Court of Kenya met the High Court of Uganda."
    assert speakers(run(f"{text} “{WORDS},” the court said.")) == []
    assert speakers(run(f"Amnesty International met a rebel group. “{WORDS},” the group said.")) == []


@pytest.mark.parametrize("noun", ["government", "delegation", "embassy", "army"])
def test_what_speaks_for_a_country(run: Extract, noun: str) -> None:
    assert speakers(run(f"The Kenyan {noun} said that “{WORDS}”.")) == [("Kenya", WORDS)]
    assert speakers(run(f"The Kenyan {noun} was told. “{WORDS},” the {noun} said.")) == [("Kenya", WORDS)]
    assert speakers(run(f"The Kenyan and Ugandan {noun}s said that “{WORDS}”.")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        f"Ana Ruiz made it clear that “{WORDS}”.",
        f"Ana Ruiz took the floor to object that “{WORDS}”.",
        f"The plan, described by Ana Ruiz as “{WORDS}”, was read.",
        f"Ana Ruiz told them all to leave the room, saying, “{WORDS}.”",
        f"Ana Ruiz gave an interview to the BBC, in which she called it “{WORDS}”.",
        f"Ana Ruiz said Tomas Berg had agreed to what “{WORDS}”.",
        f"“{WORDS},” Ana Ruiz, Chile's minister who chairs the Geneva forum for the time being, said after a session.",
        f"To quote Ana Ruiz, “{WORDS}”.",
        f"More from Ana Ruiz: “{WORDS}.”",
        f"From Ana Ruiz's letter: “{WORDS}.”",
        f"“{WORDS},” the Chilean lawyer Ana Ruiz wrote.",
    ],
)
def test_further_frames(run: Extract, sentence: str) -> None:
    assert [(speaker, words.lower()) for speaker, words in speakers(run(RUIZ + sentence))] == [("Ana Ruiz", WORDS)]


@pytest.mark.parametrize(
    "sentence",
    [
        f"Ana Ruiz thought that “{WORDS}”.",
        f"Ana Ruiz unveiled a plaque: “{WORDS}.”",
        f"More about Ana Ruiz: “{WORDS}.”",
        f"“{WORDS},” her wife said.",
        "The body met Ana Ruiz after a resolution proclaiming 2026 as the “year of herders and their old plans”.",
    ],
)
def test_no_words_of_hers(run: Extract, sentence: str) -> None:
    assert "Ana Ruiz" not in {speaker for speaker, _ in speakers(run(RUIZ + sentence))}


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (f"“{WORDS.capitalize()},” the Egyptian government daily Al Ahram said on Monday.", "Al-Ahram"),
        (f"The Kenyan cabinet said that “{WORDS}”.", "Kenyan cabinet"),
    ],
)
def test_the_body_that_says_it_and_no_other(run: Extract, sentence: str, speaker: str) -> None:
    assert [name for name, _ in speakers(run(sentence))] == [speaker]


def test_a_year_proclaimed_is_no_speech(run: Extract) -> None:
    assert (
        speakers(run("Kenya proposed a text proclaiming 2026 as the “International Year of the Plains and Herders”."))
        == []
    )


def test_a_participle_before_its_subject(run: Extract) -> None:
    text = RUIZ + "Calling the plan “an insult to the people of Europe”, Ana Ruiz left the room."
    assert speakers(run(text)) == [("Ana Ruiz", "an insult to the people of Europe")]


def test_marks_left_open_until_the_speaker_is_named(run: Extract) -> None:
    text = f"{BERG}\n\n“The plan was old.\n\n“It is older now,” Ana Ruiz said."
    assert speakers(run(text)) == [("Ana Ruiz", "The plan was old"), ("Ana Ruiz", "It is older now")]


def test_curly_marks_within_straight_ones_left_open(run: Extract) -> None:
    text = f'{RUIZ}Ana Ruiz stated:\n\n"It isn\'t about “Equal Law” anymore. It is about money.\n\n"It always was."'
    assert [speaker for speaker, _ in speakers(run(text))] == ["Ana Ruiz", "Ana Ruiz"]


def test_the_one_person_so_called(run: Extract) -> None:
    text = "Ana Ruiz, a lawyer, came on Monday. Tomas Berg came too. “The plan is old,” the lawyer said."
    assert speakers(run(text)) == [("Ana Ruiz", "The plan is old")]
    assert speakers(run(text.replace("came too", "brought a lawyer"))) == []
    text = "IAEA Director General Ana Ruiz came on Monday. It rained. “The plan is old,” the agency's chief said."
    assert speakers(run(text)) == [("Ana Ruiz", "The plan is old")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"The Supreme Court of Peru threw out the appeal. “{WORDS},” the ruling said.", "Supreme Court"),
        (f"The Supreme Court of Peru threw out the appeal. “{WORDS},” the judges wrote.", "Supreme Court"),
        (f"Hotels are “{WORDS}”, in the opinion of minister Ana Ruiz, who led the talks.", "Ana Ruiz"),
        (f"The press quoted minister Ana Ruiz as saying “{WORDS}”.", "Ana Ruiz"),
        (f"Minister Ana Ruiz spoke first. Tomas Berg, her rival, disagreed. “{WORDS},” he said.", "Tomas Berg"),
        (f"Minister Ana Ruiz refused to say if “{WORDS}”.", None),
        (f"Minister Ana Ruiz will say on Monday that “{WORDS}”.", None),
        (f"Minister Ana Ruiz read from a report, according to which “{WORDS}”.", None),
        (f"Minister Ana Ruiz cited the constitution, which says that “{WORDS}”.", None),
        ("Minister Ana Ruiz introduced draft resolution “Effects of floods on small towns” on Monday.", None),
    ],
)
def test_who_is_quoted_and_who_is_not(run: Extract, text: str, speaker: str | None) -> None:
    found = [one for one, _ in speakers(run(text))]
    assert len(found) == (speaker is not None)
    assert all(speaker and speaker in one for one in found)
