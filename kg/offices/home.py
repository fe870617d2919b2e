"""Whose the ministers of an article are that it names without a country: by place, by list, by what it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from kg.context import Context, Sentence
from kg.entities.datelines import datelines
from kg.entities.spans import Form, Ref
from kg.entities.symbols import EUROPEAN_UNION, UNITED_NATIONS
from kg.entities.tables import known
from kg.offices.holdings import Holding

_GOVERNS = re.compile(
    r"(?i)(?:'s? |-)?(?:[a-z]+ )?(?:government|cabinet|parliament|presidency|authorities|officials?|delegation|army|"
    r"military|embassy|foreign ministry|defen[cs]e ministry|ministry of|lawmakers|legislators|deputies|MPs|state media|"
    r"constitution)\b"
)
"""What follows the name of a country whose affairs an article is about: "the Chilean government"."""
_GOVERNMENT_OF = re.compile(r"(?i)\b(?:government|people|parliament|embassy|republic) of (?:the )?$")
_OWN = ("state", "minister", "spokesperson", "parliament")
_MOST, _SHARE, _ENOUGH = 0.75, 0.7, 4


def home_country(context: Context, without: Collection[str] = ()) -> str | None:
    """The country an article is about, by how often and how it names it.

    Three quarters of all mentions of countries and their bodies, three at least; or more than half of them, thrice as
    many as any other's, where the dateline is there; or seven tenths of a count in which
    the title, the dateline and what is said of a country's own government weigh more, and one of the latter is there.

    Args:
        context: the article.
        without: countries that are out of the question.
    """
    mentions = {c: n for c, n in mentions_of_states(context).items() if c not in without}
    best = _leader(mentions)
    if best and mentions[best] >= 3 and mentions[best] >= _MOST * sum(mentions.values()):
        return best
    if best and best in datelines(context.parsed) and mentions[best] >= _ENOUGH:
        others = sum(mentions.values()) - mentions[best]
        if all(mentions[best] >= 3 * n for c, n in mentions.items() if c != best) and mentions[best] > others:
            return best
    own = _own_affairs(context)
    weighed = Counter(mentions)
    for country, weight in own.items():
        if country not in without:
            weighed[country] += weight
    alone = _leader({c: n for c, n in own.items() if c not in without})
    if alone and own[alone] >= _ENOUGH and own[alone] >= 0.75 * own.total() and mentions[alone] > 1:
        return alone if mentions[alone] == max(mentions.values()) else None
    best = _leader(weighed)
    if best is None or best not in own or weighed[best] < _ENOUGH:
        return None
    return best if weighed[best] >= _SHARE * weighed.total() else None


def only_country(context: Context, without: Collection[str]) -> str | None:
    """The country nearly alone in an article beside those that are out of the question, named three times at least."""
    mentions = {c: n for c, n in mentions_of_states(context).items() if c not in without}
    best = _leader(mentions)
    return best if best and mentions[best] >= 3 and mentions[best] >= 0.85 * sum(mentions.values()) else None


def _leader(counts: Mapping[str, int]) -> str | None:
    return max(counts, key=lambda c: (counts[c], c), default=None)


def mentions_of_states(context: Context) -> Counter[str]:
    """How often each country, or a body of it, is named; not who reports on it."""
    refs = (ref for found in context.mentions.values() for ref in found)
    return Counter(state for ref in refs if (state := state_of(ref)))


def state_of(ref: Ref) -> str | None:
    """The state that a name is, or whose body it is; media report on all."""
    if ref.entity.startswith("country/"):
        return ref.entity
    row = known(ref.entity)
    return row.country or None if row and row.kind not in ("media", "company", "ngo") else None


def _own_affairs(context: Context) -> Counter[str]:
    """Weights of countries in the dateline, in the title and where their own government is spoken of."""
    own: Counter[str] = Counter()
    for match in (m for s in context.sentences for m in s.phrases if m.rule.relation is None):
        held = any(u.office and u.office.category in _OWN for u in match.line.units[match.first : match.last])
        for unit in match.roles.get("object", ()) if held else ():
            if unit.ref and unit.kind == "country":
                own[unit.ref.entity] += 2
    for block in context.parsed.blocks:
        for ref in context.mentions[block.index]:
            if ref.kind != "country":
                continue
            text = block.doc.text
            start, end = block.doc[ref.start].idx, block.doc[ref.end - 1].idx + len(block.doc[ref.end - 1])
            if governs(text[end:]) or _GOVERNMENT_OF.search(text[:start]):
                own[ref.entity] += 2
    for country in datelines(context.parsed):
        own[country] += 2
    return own


def governs(following: str) -> bool:
    """True for what follows the name of a country at home: "'s parliament", "army"."""
    return _GOVERNS.match(following.lstrip()) is not None


def placed_at(context: Context, holding: Holding) -> str | None:
    """The country of the capital where an office holder is: "President Ruiz in Santiago", "In Santiago, …"."""
    line, block = holding.match.line, holding.sentence.block
    first, last = line.units[holding.match.first].start, line.units[holding.match.last - 1].end
    begin, end = holding.sentence.span.start, holding.sentence.span.end
    for ref in context.places.get(block.index, ()):
        before = block.doc[ref.start - 1].lower_ if ref.start else ""
        gap = block.doc[ref.end : first].text
        if begin <= ref.start < first and _receives_there(gap, block.doc[last:end].text):
            return ref.entity
        if before != "in":
            continue
        if ref.start == last + 1:
            return ref.entity
        if ref.start == begin + 1 and re.fullmatch(r"(?:, )?(?:the )?(?:\w+ ){0,2}", f"{gap} " if gap else ""):
            return ref.entity
        speaking = ref.start == begin + 2 and block.doc[begin].lower_ in _SPEAKING and _ASIDE.fullmatch(gap)
        spoken = last <= ref.start < end and _SPOKEN.fullmatch(block.doc[last : ref.start].text)
        if (speaking or spoken) and ref.entity in _chief(context):
            return ref.entity
    return None


_SPEAKING = frozenset({"speaking", "talking", "addressing"})
_ASIDE = re.compile(r"(?: ?(?:on \w+|earlier(?: on \w+)?|later|afterwards?|last \w+|hours later))? ?,(?: the)?")
_SPOKEN = re.compile(
    r"(?:said|says|told \w+|warned|insisted|replied|added|(?:announced|declared|signed|presented)(?: (?:the|a) \w+)?)"
    r"(?: \w+)? in"
)


def _chief(context: Context) -> set[str]:
    """The two countries that an article names most, or those that share their places."""
    counts = mentions_of_states(context)
    least = sorted(counts.values(), reverse=True)[:2][-1:]
    return {country for country, n in counts.items() if n >= max(least)}


def _receives_there(before: str, after: str) -> bool:
    """ "In Santiago, where she met President | Ruiz", "…, where Foreign Minister | Ruiz | handed her a note"."""
    met = _WHERE_MET.fullmatch(before) is not None
    return met or (re.fullmatch(r", where(?: the)?", before) is not None and _RECEIVES.match(after) is not None)


_WHERE_MET = re.compile(
    r", where (?:\w+ ){1,4}?(?:met|talks|meeting|received by|welcomed by|greeted by|lunch|dinner|spoke)(?: privately)?"
    r"(?: with)?(?: the)?"
)
_RECEIVES = re.compile(r"(?:handed|received|greeted|welcomed|hosted|summoned|gave|served|awaited)\b")


def body_near(context: Context, holding: Holding) -> str | None:
    """The organisation of states whose secretary general somebody is: named just before, or most."""
    if holding.office is None or holding.office.head.lower() not in _OF_ORGANIZATIONS:
        return None
    first = holding.match.line.units[holding.match.first].start
    before = context.sentences[max(holding.sentence.index - 1, 0)]
    begin = (before if before.block is holding.sentence.block else holding.sentence).span.start
    near: list[str] = []
    everywhere: Counter[str] = Counter()
    for index, refs in context.mentions.items():
        for ref in refs:
            row = known(ref.entity)
            if row is None or row.kind not in ("igo", "agency") or ref.entity == EUROPEAN_UNION:
                continue  # the European Union has no secretary general
            everywhere[ref.entity] += 1
            if index == holding.sentence.block.index and begin <= ref.start < first:
                near.append(ref.entity)
    if len(set(near)) == 1:
        return near[0]
    best = _leader(everywhere)
    return best if best and everywhere[best] > 1 and everywhere[best] >= 0.75 * everywhere.total() else None


def of_another_body(context: Context, holding: Holding) -> str | None:
    """The organisation whose secretary-general somebody is in an article that has nothing of the UN."""
    return None if names_un(context) else body_near(context, holding)


def names_un(context: Context) -> bool:
    """True for an article that names the UN or a body of it."""
    named = {ref.entity for refs in context.mentions.values() for ref in refs}
    rows = ((entity, known(entity)) for entity in named)
    return any(entity == UNITED_NATIONS or (row and row.parent == UNITED_NATIONS) for entity, row in rows)


_OF_ORGANIZATIONS = frozenset(
    {
        "secretary general",
        "secretary-general",
        "director general",
        "director-general",
        "executive director",
        "executive secretary",
    }
)


def visited(context: Context, holding: Holding) -> str | None:
    """The country visited where the sentence, or the one before, says that its office holder was met there.

    "During her visit to Chile, she met with President | Ruiz"; "… a visit to Santiago. There he met President | Ruiz".
    """
    doc, span = holding.sentence.span.doc, holding.sentence.span
    first = holding.match.line.units[holding.match.first].start
    before = doc[span.start : first]
    met = [t for t in before if t.lemma_ in ("meet", "receive") or t.lower_ in ("talks", "meeting")]
    if not met:
        return None
    found = [place for end, place in _visits(context, holding.sentence) if met[-1].i - 6 < end <= met[-1].i]
    if not found and any(t.lower_ == "there" for t in doc[span.start : met[-1].i]) and holding.sentence.index:
        found = [place for _, place in _visits(context, context.sentences[holding.sentence.index - 1])]
    return found[-1] if found else None


def _visits(context: Context, sentence: Sentence) -> Iterator[tuple[int, str]]:
    """The countries that a sentence says somebody went to, by name or capital, each with the token where it ends."""
    doc, span = sentence.span.doc, sentence.span
    refs = [unit.ref for unit in sentence.line.units if unit.kind == "country" and unit.ref]
    refs += [r for r in context.places.get(sentence.block.index, ()) if span.start <= r.start < span.end]
    for ref in sorted(refs, key=lambda ref: ref.start):
        before = doc[max(ref.start - 1, 0)]
        went = before.lemma_ == "visit" or (
            before.lower_ in ("to", "in") and _VISIT.search(doc[span.start : ref.start].text)
        )
        if went and ref.entity.startswith("country/"):
            yield ref.end, ref.entity


_VISIT = re.compile(r"(?i)\b(?:visit|trip|travel\w*|tour|stay|stop|arriv\w+|flew|head(?:s|ed|ing)?|due)\b[^,;]{0,20}$")


def visited_by(context: Context, person: str) -> set[str]:
    """The countries whose leaders a person meets, as another country's does: "Ruiz met the president of | Chile"."""
    found: set[str] = set()
    for sentence in context.sentences:
        units = (sentence.folded or sentence.line).units
        named = any(u.kind == "person" and u.ref and u.ref.entity == person for u in units)
        if not named or not any(t.lemma_ in _MEETING for t in sentence.span):
            continue
        for match in sentence.phrases:
            subjects = {u.ref.entity for u in match.roles.get("subject", ()) if u.ref}
            own = any(u.office and u.office.category in _OWN for u in match.line.units[match.first : match.last])
            if own and person not in subjects:
                found |= {u.ref.entity for u in match.roles.get("object", ()) if u.ref and u.kind == "country"}
    return found


_MEETING = frozenset("meet meeting talk speak telephone phone confer negotiate".split())


def hosting(context: Context, holding: Holding) -> str | None:
    """The country whose leader is called the host: of the visit or gathering told of, else of the dateline.

    "Berg travelled to Chile on Monday. Her host, President | Ruiz"; "SANTIAGO – The host, President | Ruiz".
    """
    doc, span = holding.sentence.span.doc, holding.sentence.span
    first = holding.match.line.units[holding.match.first].start
    if not _HOST.search(doc[span.start : first].text + " "):
        return None
    index = holding.sentence.index
    for near in reversed(context.sentences[max(index - 6, 0) : index + 1]):
        units = (near.folded or near.line).units
        refs = [u.ref for u in units if u.kind == "country" and u.ref]
        refs += [r for r in context.places.get(near.block.index, ()) if near.span.start <= r.start < near.span.end]
        places = {
            ref.entity
            for ref in refs
            if (near is not holding.sentence or ref.start < first)
            and ref.form is not Form.DEMONYM
            and near.block.doc[ref.start - 1].lower_ in ("to", "in")
            and _GUESTS.search(near.block.doc[near.span.start : ref.start].text)
        }
        if places:  # "a visit to Peru and Chile": whose host is open
            joined = any(near.block.doc[r.end : r.end + 1].text in ("and", ",") and r.entity in places for r in refs)
            return places.pop() if len(places) == 1 and not (joined and len(refs) > 1) else None
    return next(datelines(context.parsed), None)


_HOST = re.compile(r"(?i)\b(?:host(?: ?,)?|hosted by) (?:the )?$")
_GUESTS = re.compile(
    r"(?i)\b(?:visit|trip|travel|tour|arriv|flew|fly|came|come|gone?|summit|conference|gather|convene|meet|met)"
    r"\w*\b[^;]*$"
)
