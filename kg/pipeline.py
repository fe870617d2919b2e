"""Paths → Graph: the whole of it on one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg import records
from kg.context import Kit
from kg.extract import extract
from kg.findings import Findings
from kg.graph import assemble
from kg.parse import load_model, model_version, parse
from kg.progress import Progress, Silent
from kg.readers import Notice, read
from kg.records import read_record
from kg.rollcalls.attach import attach
from kg.rollcalls.tables import read_rollcalls
from kg.rules.load import load
from kg.types import Article, Graph, Skipped
from kg.wishes import Wishes, read_pairs


def build(
    paths: Sequence[Path],
    *,
    model: str | None = None,
    rules: Sequence[Path] = (),
    same: Path | None = None,
    different: Path | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Read files and folders and build their graph.

    Args:
        paths: files and folders of articles and of voting tables.
        model: an installed English spaCy pipeline; None for the default.
        rules: more rule files.
        same: a list of names that are one thing, see :func:`kg.wishes.read_pairs`.
        different: a list of names that are never one thing.
        progress: told of every article that is done.

    Raises:
        ModelError: if the language model is missing or unfit.
        RuleError: if a rule file has a mistake.
        ReadError: if a list of names has a mistake.
    """
    wishes = Wishes(read_pairs(same) if same else frozenset(), read_pairs(different) if different else frozenset())
    return build_from(read(paths), model=model, rules=rules, wishes=wishes, progress=progress)


def build_from(
    items: Iterable[Article | Skipped],
    *,
    model: str | None = None,
    rules: Sequence[Path] = (),
    wishes: Wishes | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Build the graph of articles that were read already; arguments and errors as for ``build``."""
    inputs = list(items)
    articles = [item for item in inputs if isinstance(item, Article) and item.kind == "prose"]
    tables = [item for item in inputs if isinstance(item, Article) and item.kind == "votes"]
    rollcalls, problems = read_rollcalls(tables)
    skipped = [*(item for item in inputs if isinstance(item, Skipped)), *problems]
    nlp = load_model(model)
    kit = Kit.of(nlp, load(rules))
    outcomes = list(_findings(articles, kit, progress or Silent()))
    findings = [item for item in outcomes if isinstance(item, Findings)]
    skipped += [item for item in outcomes if isinstance(item, Skipped)]
    tools = (("diplokg", tool_version()), model_version(nlp))
    return attach(assemble(findings, tools=tools, skipped=skipped, wishes=wishes), tables, rollcalls)


def _findings(articles: Sequence[Article], kit: Kit, progress: Progress) -> Iterable[Findings | Skipped]:
    progress.total(len(articles))
    for article in articles:
        try:
            parsed = parse(article, kit.nlp)
            record = read_record(article.text)
            yield from (Notice(article.source, doubt) for doubt in (record.doubts if record else ()))
            yield records.extract(parsed, record, kit) if record else extract(parsed, kit)
        except Exception as error:  # noqa: BLE001 - one article with a surprise must not cost the others
            yield Skipped(article.id, f"a bug in kg ({type(error).__name__}: {error}); please report it with this text")
        progress.advance(article.id)


def tool_version() -> str:
    """The installed version of diplokg."""
    try:
        return version("diplokg")
    except PackageNotFoundError:
        return "0+unknown"
