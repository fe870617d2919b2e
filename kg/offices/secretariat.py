"""Envoys that the Secretary-General calls his own → the UN: "My Special Envoy, Ana Ruiz", "his envoy, Ana Ruiz"."""

from __future__ import annotations

import re

from kg.context import Context
from kg.entities.symbols import UNITED_NATIONS
from kg.offices.holdings import Holding, is_of_staff
from kg.offices.home import names_un

_HIS = re.compile(r"(?i)(?:his|her)\b")
_SECRETARY_GENERAL = re.compile(r"\b(?:UN |U\.N\. )?Secretary[- ]General\b")
_LEAD = 500
_WORDS = r"(?:remarks|statement|message|address|briefing|report|speech|letter|text)"
_HIS_WORDS = re.compile(rf"(?is)secretary[- ]general.{{0,80}}\b{_WORDS}|\b{_WORDS}\b.{{0,80}}secretary[- ]general")
"""A heading of what the Secretary-General says himself."""
_SAYS = re.compile(
    r"Secretary[- ]General(?: [A-Z]\S+){0,4} (?:said|told|added|wrote|stressed|noted|announced)|"
    r"(?:said|added|wrote) (?:the )?(?:UN |U\.N\. )?Secretary[- ]General"
)
_SENT = re.compile(r"(?i)\b(?:special|personal|envoy|representative|coordinator|advis[eo]r)\b")
_OF_ANOTHER = re.compile(
    r"\b(?:NATO|OAS|ASEAN|Asean|Commonwealth|League|OECD|OSCE|OIC|SCO|Forum|CARICOM|Organi[sz]ation|Council of Europe)"
    r"(?:'s|’s)? (?:Deputy )?Secretary[- ]General\b"
)


def of_secretary_general(context: Context, holding: Holding) -> str | None:
    """The UN, for an envoy whom its Secretary-General calls his own, or whom the text calls his.

    "The Secretary-General welcomes the truce. His Personal Envoy, | Ruiz": where nobody else is told of before.
    "My Special Representative, | Ruiz": in what the Secretary-General says.
    """
    text = context.parsed.article.text
    if not is_of_staff(holding) or _OF_ANOTHER.search(text) or not names_un(context):
        return None
    doc, sentence = holding.match.line.doc, holding.sentence
    first = holding.match.line.units[holding.match.first].start
    if "/my_" in holding.match.rule.id:
        speaks = _HIS_WORDS.search(text[:_LEAD]) or _SAYS.search(sentence.span.text)
        return UNITED_NATIONS if speaks and _SENT.search(holding.office.text if holding.office else "") else None
    if not _HIS.match(doc[first].text):
        return None
    units = [u for u in holding.match.line.units if u.start < first]
    if any(u.office and u.office.category in ("state", "minister") for u in units):
        return None  # "The Secretary-General thanked the King and his envoy"
    before = [doc[sentence.span.start : first]]
    if sentence.index and not any(u.kind == "person" and u.start < first for u in sentence.line.units):
        before.append(context.sentences[sentence.index - 1].span)
    for span in before:
        subject = next((t for t in span if t.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None:
            title = span.doc[max(subject.i - 2, 0) : subject.i + 1].text
            return UNITED_NATIONS if _SECRETARY_GENERAL.search(title) else None
    return None
