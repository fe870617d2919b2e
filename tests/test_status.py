"""kg.rules.status: is a statement affirmed, and is it told as done? Short sentences, one trigger each."""

from __future__ import annotations

import pytest

from kg.context import Kit
from kg.rules.status import status_of
from kg.types import Modality, Polarity

YES, NO = Polarity.AFFIRMED, Polarity.NEGATED
ACTUAL, PLANNED, HYPOTHETICAL = Modality.ACTUAL, Modality.PLANNED, Modality.HYPOTHETICAL
REQUESTED, REPORTED = Modality.REQUESTED, Modality.REPORTED


def status(kit: Kit, sentence: str) -> tuple[Polarity, Modality]:
    """Status of the word between asterisks."""
    before, trigger, after = sentence.split("*")
    doc = kit.nlp(before + trigger + after)
    (token,) = (token for token in doc if token.idx == len(before))
    assert token.text == trigger
    return status_of(token)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway *voted* for the text.",
        "Norway has *voted* for the text.",
        "Norway, which was late, *voted* for the text.",
        "The text was *adopted* on Monday.",
        "Norway voted to *adopt* the text.",
        "Norway and Chile met, and Chile *abstained*.",
        "Ana Ruiz said that Norway *voted* for the text.",
        "The text was adopted, with only Chile *voting* against it.",
        "Nobody was late, and Norway *voted* for the text.",
        "Ana Ruiz, who will leave on Friday, *addressed* the meeting.",
        "After it had *voted*, Norway left.",
    ],
)
def test_done(kit: Kit, sentence: str) -> None:
    assert status(kit, sentence) == (YES, ACTUAL)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway did not *vote* for the text.",
        "Norway didn't *vote* for the text.",
        "Norway has never *voted* for such a text.",
        "Norway refused to *vote* for the text.",
        "Norway failed to *vote* on Monday.",
        "Norway declined to *address* the meeting.",
        "The text was not *adopted*.",
        "Neither Chile nor Norway *voted* for the text.",
        "Norway left without *voting* for the text.",
        "Norway stopped short of *voting* for the text.",
    ],
)
def test_denied(kit: Kit, sentence: str) -> None:
    assert status(kit, sentence)[0] is NO


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway will *vote* for the text.",
        "Norway is to *vote* on Monday.",
        "Norway plans to *vote* for the text.",
        "Norway is expected to *vote* for the text.",
        "Norway is about to *vote* for the text.",
        "Norway promised to *vote* for the text.",
        "Ana Ruiz was scheduled to *address* the meeting.",
        "Ana Ruiz is due to *address* the meeting.",
        "Ana Ruiz said that Norway will *vote* for the text.",
        "Chile and Norway will *propose* a resolution.",
        "Norway will meet Chile and *vote* for the text.",
        "Norway is going to *vote* for the text.",
    ],
)
def test_planned(kit: Kit, sentence: str) -> None:
    assert status(kit, sentence) == (YES, PLANNED)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway would *vote* for the text.",
        "Norway might *abstain*.",
        "Norway could have *voted* for the text.",
        "Norway should *vote* for the text.",
        "If Norway *votes* for the text, it will pass.",
        "Unless Norway *votes* for the text, it will fail.",
        "Did Norway *vote* for the text?",
        "Had Norway *voted* for the text, it would have passed.",
    ],
)
def test_imagined(kit: Kit, sentence: str) -> None:
    assert status(kit, sentence) == (YES, HYPOTHETICAL)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Ruiz urged Norway to *vote* for the text.",
        "Ana Ruiz asked Norway to *vote* for the text.",
        "Ana Ruiz called on Norway to *vote* for the text.",
        "Chile demanded that Norway *vote* for the text.",
        "Norway was urged to *abstain*.",
    ],
)
def test_asked_for(kit: Kit, sentence: str) -> None:
    assert status(kit, sentence) == (YES, REQUESTED)


@pytest.mark.parametrize(
    "sentence",
    [
        "Chile accused Norway of *voting* against the text.",
        "Norway allegedly *voted* against the text.",
        "Norway reportedly *voted* against the text.",
        "Chile claimed that Norway *voted* against the text.",
        "Chile alleged that Norway had *met* the rebels.",
    ],
)
def test_claimed(kit: Kit, sentence: str) -> None:
    assert status(kit, sentence) == (YES, REPORTED)


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("Norway will not *vote* for the text.", PLANNED),
        ("Norway would not *vote* for the text.", HYPOTHETICAL),
        ("Ana Ruiz urged Norway not to *vote* for the text.", REQUESTED),
    ],
)
def test_denied_and_not_done(kit: Kit, sentence: str, modality: Modality) -> None:
    assert status(kit, sentence) == (NO, modality)
