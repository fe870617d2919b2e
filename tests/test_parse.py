"""kg.parse: blocks whose every character has its place in the article, and a model that is fit for the work."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

from kg.context import Kit
from kg.errors import ModelError
from kg.parse import BlockKind, load_model, model_version, parse, readable
from kg.types import Article

PARAGRAPH = "The talks with Chile went on."
# Capitals before a bracket are what `readable` rewrites, so they must come up often.
PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["ANA RUIZ (Chile)", "MEI TANAKA-BERG, (", "O’NEIL BERG (", "“", "”", "’", "\u00a0", "–", "ß", "ﬁ", "ŉ", " "]
    ),
)


def blocks(text: str, kit: Kit):
    return parse(Article("a", "a.txt", text), kit.nlp).blocks


# --- readable ------------------------------------------------------------------------------------------------------


@given(st.lists(PIECES, max_size=8).map("".join))
@example("“We came,” said ANA RUIZ (Chile).")
def test_readable_keeps_the_length(line: str) -> None:
    assert len(readable(line)) == len(line)


@pytest.mark.parametrize("line", ["ALİ KAYA (Türkiye) said so.", "MEİ TANAKA ("])
def test_readable_keeps_the_length_of_turkish_names(line: str) -> None:
    assert len(readable(line)) == len(line)


@given(st.text())
def test_readable_twice_is_readable_once(line: str) -> None:
    assert readable(readable(line)) == readable(line)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("“No,” Chile’s envoy said", '"No," Chile\'s envoy said'),
        ("ANA RUIZ (Chile) said", "Ana Ruiz (Chile) said"),
        ("MEI TANAKA-BERG ( Japan ) said", "Mei Tanaka-Berg ( Japan ) said"),
        ("NATO (the alliance)", "NATO (the alliance)"),  # one word is an abbreviation
        ("ANA RUIZ said", "ANA RUIZ said"),  # no bracket: it may be a headline
        ("Ana RUIZ (Chile)", "Ana RUIZ (Chile)"),
        ("a\u00a0b\u2011c", "a b-c"),
    ],
)
def test_what_the_parser_reads(line: str, read: str) -> None:
    assert readable(line) == read


# --- blocks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\n\n", " \n\t\n"])
def test_every_token_stands_where_the_article_has_it(kit: Kit, ends: str) -> None:
    lines = ["A vote on the “Lumen” plan", "Chile’s envoy, ANA RUIZ (Chile), spoke.", "“We’ll stay,” she said."]
    text = ends.join(lines)
    found = blocks(text, kit)
    assert [block.index for block in found] == [0, 1, 2]
    for block in found:
        for token in block.doc:
            start = block.offset + token.idx
            assert readable(text[block.offset : block.offset + len(block.doc.text)])[token.idx :].startswith(token.text)
            assert len(text[start : start + len(token.text)]) == len(token.text)
    assert [text[b.offset : b.offset + len(b.doc.text)].strip() for b in found] == lines


def test_no_block_for_an_empty_text(kit: Kit) -> None:
    assert blocks("", kit) == blocks(" \n\r\n\t", kit) == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Chile and Norway vote\nThe talks went on.\nWhat comes next\nThey end.", "title paragraph heading paragraph"),
        ("Watch CBS News\nChile and Norway vote\nThe talks went on.", "boilerplate title paragraph"),
        ("The talks went on.\nChile and Norway vote", "paragraph heading"),
        ("2024-05-06\nChile votes\nThe talks went on.\nMore about:", "boilerplate title paragraph boilerplate"),
        ("Chile votes\n“We will stay.”\nGet browser notifications for breaking news.", "title paragraph boilerplate"),
    ],
)
def test_kinds_of_blocks(kit: Kit, text: str, kinds: str) -> None:
    assert " ".join(block.kind for block in blocks(text, kit)) == kinds


@pytest.mark.parametrize(
    "line",
    [
        "Read more widely, Ana Ruiz told students.",
        pytest.param(
            "Share this burden, Chile asked its neighbours on Monday.",
            marks=pytest.mark.xfail(reason="a sentence that begins like a page's button is thrown away"),
        ),
    ],
)
def test_a_sentence_that_begins_like_a_button_is_kept(kit: Kit, line: str) -> None:
    assert blocks(f"Chile votes\n{PARAGRAPH}\n{line}", kit)[2].kind is BlockKind.PARAGRAPH


def test_a_title_is_one_sentence_and_a_paragraph_several(kit: Kit) -> None:
    title, paragraph = blocks("U.N. votes. Chile abstains\nThe talks went on. Ana Ruiz left.", kit)
    assert [len(list(block.sentences())) for block in (title, paragraph)] == [1, 2]


# --- the model -----------------------------------------------------------------------------------------------------


def test_the_default_model_is_there_and_loaded_once() -> None:
    nlp = load_model(None)
    assert {"parser", "ner"} <= set(nlp.pipe_names)
    assert load_model(None) is nlp
    assert model_version(nlp)[0].startswith("en_core_web")


def test_a_missing_model_is_told_with_the_way_out() -> None:
    with pytest.raises(ModelError, match=r"no_such_model.*pip install .*--model"):
        load_model("no_such_model")


@pytest.mark.parametrize("language", ["en", "de"])
def test_an_unfit_model_is_refused(tmp_path: Path, language: str) -> None:
    spacy.blank(language).to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="no English pipeline with a parser"):
        load_model(str(tmp_path / "blank"))
