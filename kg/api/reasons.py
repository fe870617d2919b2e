"""A fact → what it rests on, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.api import markup
from kg.api.listing import Listing
from kg.api.views import Evidence, Fact
from kg.explain import Origin, explain_in
from kg.query.store import Source
from kg.rules.load import load
from kg.types import Article


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a graph states a fact: ``rules`` are the patterns that found it, each with what its file is about."""

    fact: Fact
    rules: tuple[Origin, ...]
    qualifiers: Mapping[str, str]

    @property
    def evidence(self) -> Listing[Evidence]:
        """The places that state it."""
        return self.fact.evidence

    def __str__(self) -> str:
        places = [f"  {one.before}>>{one.quote}<<{one.after}\n    {one.document}" for one in self.evidence]
        rules = [f"  rule {one.id}: {one.pattern or one.about}" for one in self.rules]
        head = f"{self.fact}\n  {self.fact.status}, confidence {self.fact.confidence:.2f}, {self.fact.id}"
        return "\n".join([head, *places, *rules])

    def __repr__(self) -> str:
        return f"<Reasons: {markup.shortened(str(self.fact))}; {', '.join(one.id for one in self.rules)}>"

    def _repr_html_(self) -> str:
        rows = [[markup.safe(one.id), markup.safe(one.about), f"<code>{markup.safe(one.pattern)}</code>"]
                for one in self.rules]  # fmt: skip
        return self.fact._repr_html_() + markup.table(["rule", "about", "pattern"], rows)


def reasons(source: Source, fact: Fact, articles: Iterable[Article]) -> Reasons:
    """What a fact of an opened graph rests on."""
    texts = {article.sha256: article.text for article in articles}
    found = explain_in(source.store, fact.id, name="the graph", files=load(()), texts=lambda _: texts)
    return Reasons(fact, found.rules, found.qualifiers)
