"""kg.sentences: where quotations and sentences begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.context import Kit
from kg.parse import Block, BlockKind, load_model, parse
from kg.sentences import Quote, quotes, sentences
from kg.types import Article

PIECES = [
    "“We came. We saw. We left,” ", '"We stay! Why not?" ', "Ana Ruiz said. ", "she said, ", "“And then ", "” ", '" ',
    "The U.S. envoy, Mei K. Tanaka, left. ", "J. K. Berg spoke at 5 p.m. on Monday; ", "No. ", "(He did.) ", "… ",
]  # fmt: skip


def block_of(text: str, kit: Kit) -> Block:
    """The text as one paragraph."""
    (block,) = parse(Article("a", "a.txt", text), kit.nlp).blocks
    assert block.kind is BlockKind.PARAGRAPH
    return block


def quoted(text: str, kit: Kit) -> list[tuple[str, bool]]:
    """What stands in quotation marks, as the article writes it, and whether the marks are never closed."""
    block = block_of(text, kit)
    spans = [(block.doc[q.start : q.end], q.open) for q in quotes(block, text)]
    return [(text[span.start_char : span.end_char], open) for span, open in spans]


def split(text: str, kit: Kit) -> list[str]:
    block = block_of(text, kit)
    return [text[s.start_char : s.end_char] for s in sentences(block, quotes(block, text))]


# --- quotations ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We will stay,” Ana Ruiz said.", ["“We will stay,”"]),
        ('"We will stay," Ana Ruiz said.', ['"We will stay,"']),
        ("“We came,” Ana Ruiz said, “and we stay.”", ["“We came,”", "“and we stay.”"]),
        ('"We came," Ana Ruiz said, "and we stay."', ['"We came,"', '"and we stay."']),
        ("Ana Ruiz called it “a step” and Mei Tanaka “a leap”.", ["“a step”", "“a leap”"]),
        ("Ana Ruiz’s envoy didn’t say why.", []),
        ("“They called it ‘a step’ at once,” Ana Ruiz said.", ["“They called it ‘a step’ at once,”"]),
    ],
)
def test_quotations(kit: Kit, text: str, found: list[str]) -> None:
    assert quoted(text, kit) == [(quote, False) for quote in found]


@pytest.mark.parametrize("mark", ["“", '"'])
def test_an_unclosed_quotation_goes_on_to_the_end(kit: Kit, mark: str) -> None:
    text = f"Ana Ruiz said: {mark}The talks were long. They go on."
    assert quoted(text, kit) == [(f"{mark}The talks were long. They go on.", True)]


def test_a_mark_at_the_very_end_opens_nothing(kit: Kit) -> None:
    assert quoted('Ana Ruiz said the talks were long."', kit) == []


def test_a_closing_mark_alone_opens_nothing(kit: Kit) -> None:
    assert quoted("The talks were long,” Ana Ruiz said to the press on Monday.", kit) == []


def test_words_of_a_quotation(kit: Kit) -> None:
    block = block_of("“We will stay,” she said.", kit)
    assert [q.words(block.doc) for q in quotes(block, "“We will stay,” she said.")] == [3]


# --- sentences -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentences_of_text",
    [
        ["Ana Ruiz spoke.", "Tomas Berg left."],
        ["“We came. We saw. We will stay,” Ana Ruiz said.", "Tomas Berg left."],
        ['"We came. We saw. We will stay," Ana Ruiz said.', "Tomas Berg left."],
        ["Ana Ruiz said, “We came! We will stay.”", "Tomas Berg left."],
        ["The U.S. ambassador, Mei Tanaka, spoke on Monday.", "Tomas Berg left."],
        ["The draft was written by the U.S. and Chile.", "Tomas Berg left."],
        ["Mei K. Tanaka met J. Berg on Monday.", "Tomas Berg left."],
        ["The talks were led by Mr. Berg, Dr. Tanaka and Gen. Ruiz.", "They ended on Monday."],
        ["The talks ended in the U.S.", "The vote is on Monday."],
        ["“Why should we stay?” asked Ana Ruiz.", "Tomas Berg left."],
    ],
)
def test_where_sentences_end(kit: Kit, sentences_of_text: list[str]) -> None:
    assert split(" ".join(sentences_of_text), kit) == sentences_of_text


def test_an_unclosed_quotation_is_not_split(kit: Kit) -> None:
    text = "“The talks were long. They go on. Nobody left the room."
    assert split(text, kit) == [text]


def test_a_heading_is_one_sentence(kit: Kit) -> None:
    (block,) = parse(Article("a", "a.txt", "U.N. votes. Chile abstains"), kit.nlp).blocks
    assert [span.text for span in sentences(block, [])] == ["U.N. votes. Chile abstains"]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join))
@settings(max_examples=60, deadline=None)
def test_sentences_cover_the_block_and_none_begins_in_a_quotation(text: str) -> None:
    text = text.strip() + " and so on."
    nlp = load_model(None)
    (block,) = parse(Article("a", "a.txt", text), nlp).blocks
    found = quotes(block, text)
    assert all(0 <= q.start < q.end <= len(block.doc) for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    spans = list(sentences(block, found))
    assert [token.i for span in spans for token in span] == list(range(len(block.doc)))
    if block.kind is BlockKind.PARAGRAPH:
        assert not any(q.start < span.start < q.end for span in spans for q in found)


def test_quotes_are_plain_values() -> None:
    assert Quote(1, 4) == Quote(1, 4, open=False)
