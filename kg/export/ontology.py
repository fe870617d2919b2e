"""``kg/ontology.yaml`` → what a fact is called in RDF, and the ontology as Turtle.

Every exporter asks this module what a fact is called, so a relation that is missing from the table stops the export
with a ``GraphError`` instead of vanishing from the output. The terms are those of ``docs/vocabulary.md``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

import yaml
from rdflib import XSD, Literal, URIRef

from kg.errors import GraphError
from kg.export.prefixes import PREFIXES as PREFIXES
from kg.export.prefixes import SPARQL as SPARQL
from kg.types import Fact, Relation


@dataclass(frozen=True, slots=True)
class Class:
    """A class of ours; ``supers`` are the standard classes it specialises, written beside it on every instance."""

    name: str
    label: str
    comment: str
    supers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """A property of ours. ``domain`` and ``range`` list alternatives.

    A ``range`` in ``xsd:`` makes it a datatype property; ``plain`` relations become plain edges.
    """

    name: str
    label: str
    comment: str
    range: tuple[str, ...]
    domain: tuple[str, ...] = ()
    supers: tuple[str, ...] = ()
    plain: bool = False
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class Individual:
    """A named value, such as ``kg:Affirmed``."""

    name: str
    type: str
    label: str
    comment: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank node, written inline."""

    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Listed:
    """An RDF list of IRIs."""

    items: tuple[URIRef, ...]


Term = URIRef | Literal | Blank | Listed
Pairs = Iterable[tuple[str, Iterable[Term]]]  # a predicate as CURIE, and its objects; without objects it is left out

_ABOVE: Final = {"cito": "http://purl.org/spar/cito/"}
"""Prefixes of terms that stand above ours in the ontology, but in no graph."""
_TABLE: Final = yaml.safe_load((files("kg") / "ontology.yaml").read_text("utf-8"))


def _rows(section: str) -> list[dict[str, Any]]:
    return [{key: tuple(v) if isinstance(v, list) else v for key, v in row.items()} for row in _TABLE[section]]


CLASSES: Final = tuple(Class(**row) for row in _rows("classes"))
RELATIONS: Final = tuple(Property(**row) for row in _rows("relations"))
ATTRIBUTES: Final = tuple(Property(**row) for row in _rows("attributes"))
INDIVIDUALS: Final = tuple(Individual(**row) for row in _rows("individuals"))
CHOICES: Final = {"for": "votedFor", "against": "votedAgainst", "abstained": "abstainedOn", "absent": "absentFrom"}
COUNTS: Final = {"for": "YesCount", "against": "NoCount", "abstained": "AbstainCount"}
ABSENT: Final = "AbsentCount"
OUTCOMES: Final = frozenset(value.name.removeprefix("kg:") for value in INDIVIDUALS if value.type == "kg:Outcome")
ROLES: Final = frozenset({"subject", "object", "at"})
QUALIFIERS: Final = {
    Relation.REPRESENTS: frozenset({"role"}),
    Relation.VOTED_ON: frozenset({"choice"}),
    Relation.VOTE_TALLY: frozenset({*COUNTS, "outcome"}),
    Relation.SAID: frozenset({"text", "cue"}),
}
_LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_ESCAPES: Final = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    **str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}),
}
_CLASSES: Final = {cls.name.removeprefix("kg:"): cls for cls in CLASSES}
_RELATIONS: Final = {prop.name.removeprefix("kg:"): prop for prop in RELATIONS}


def iri(curie: str) -> URIRef:
    """``kg:represents`` → its full IRI; KeyError if the prefix is neither in ``PREFIXES`` nor in ``_ABOVE``."""
    prefix, local = curie.split(":")
    return URIRef((PREFIXES.get(prefix) or _ABOVE[prefix]) + local)


def predicate(fact: Fact) -> str:
    """The local name of the property that states a fact: for a vote its choice, else the relation.

    Raises:
        GraphError: if the table has no such relation or choice.
    """
    choice = fact.qualifier("choice") if fact.relation == Relation.VOTED_ON else None
    name = fact.relation.value if choice is None else CHOICES.get(choice, f"choice {choice}")
    if name not in _RELATIONS:
        raise GraphError(f"fact {fact.id}: no property for {name!r}; known are {', '.join(_RELATIONS)}")
    return name


def plain_edges(fact: Fact) -> tuple[str, ...]:
    """The plain edges of a fact: none unless it is affirmed and actual, and none for tallies and quotations.

    A vote with a known choice gives two, ``votedFor`` and ``votedOn``.

    Raises:
        GraphError: if the table has no such relation or choice.
    """
    prop = _RELATIONS[predicate(fact)]
    ours = [name for name in (prop.name, *prop.supers) if name.startswith("kg:")]
    return tuple(name.removeprefix("kg:") for name in ours) if prop.plain and fact.actual else ()


def types(name: str) -> list[URIRef]:
    """A class by its local name, and the standard classes it specialises; KeyError if the table lacks it."""
    cls = _CLASSES[name]
    return [iri(cls.name), *map(iri, cls.supers)]


def claim(fact: Fact) -> tuple[str, ...]:
    """What makes two facts one statement: subject, predicate, object (or words), polarity, modality.

    A tally's numbers are part of it: another count is another claim.
    """
    target = fact.qualifier("text") if fact.relation == Relation.SAID else fact.object
    numbers = tuple(f"{key}={value}" for key, value in sorted(fact.qualifiers))
    key = (fact.subject, predicate(fact), target or "", fact.polarity.value, fact.modality.value)
    return key + numbers if fact.relation == Relation.VOTE_TALLY else key


def digest(parts: Iterable[str]) -> str:
    """Sixteen hex digits of a SHA-256 over some strings, for IRIs that stay the same over rebuilds."""
    return hashlib.sha256(repr(tuple(parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def statement_id(fact: Fact) -> str:
    """The IRI without base of a fact's statement: facts that differ only in role, body or cue share it.

    Raises:
        GraphError: for an actual tally, which is a numbered vote event, or a relation the table lacks.
    """
    if fact.actual and fact.relation == Relation.VOTE_TALLY:
        raise GraphError(f"fact {fact.id}: an actual tally is a vote event, not a statement")
    kind = "quotation" if fact.actual and fact.relation == Relation.SAID else "fact"
    return f"{kind}/{digest(claim(fact))}"


class Syntax:
    """Writes rdflib terms as Turtle (https://www.w3.org/TR/turtle/) in an order that depends on them alone.

    rdflib's own serializer orders blank nodes by random ids, and its ``n3()`` leaves the last quotation mark of a
    text open if a line break comes before it and a backslash right before it.
    """

    def __init__(self, extra: Mapping[str, str]) -> None:
        prefixes = {**PREFIXES, **extra}
        self.head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
        self._short = {namespace: prefix for prefix, namespace in prefixes.items()}

    def block(self, subject: URIRef, pairs: Pairs) -> str:
        """A subject with its predicates in the order given, and their objects sorted; types keep theirs."""
        lines = self._pairs(pairs, separator=" ;\n    ")
        return f"{self.term(subject)} {lines} .\n"

    def _pairs(self, pairs: Pairs, separator: str) -> str:
        lines = []
        for name, objects in pairs:
            written = list(dict.fromkeys(map(self.term, objects)))
            if written:
                lines.append(f"{name} {', '.join(written if name == 'a' else sorted(written))}")
        return separator.join(lines)

    def term(self, term: Term) -> str:
        """A term as Turtle, with a prefix where one fits."""
        if isinstance(term, Blank):
            return f"[ {self._pairs(term.pairs, separator=' ; ')} ]"
        if isinstance(term, Listed):
            return f"( {' '.join(map(self.term, term.items))} )"
        if isinstance(term, Literal):
            if term.datatype in {XSD.integer, XSD.decimal}:
                return str(term)
            text = f'"{str(term).translate(_ESCAPES)}"'
            return text if term.datatype is None else f"{text}^^{self.term(term.datatype)}"
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        prefix, local = self._short.get(term[:cut]), term[cut:]
        return term.n3() if prefix is None or not _LOCAL.fullmatch(local) else f"{prefix}:{local}"


def ontology_turtle() -> str:
    """The table as an OWL vocabulary in Turtle; alternatives are unions of classes."""
    syntax = Syntax(_ABOVE)
    terms: tuple[Class | Property, ...] = (*CLASSES, *RELATIONS, *ATTRIBUTES)
    blocks = [syntax.block(iri(term.name), _definition(term)) for term in terms]
    blocks += [syntax.block(iri(v.name), [("a", [iri(v.type)]), *_words(v)]) for v in INDIVIDUALS]
    head: Pairs = [("a", [iri("owl:Ontology")]), ("rdfs:label", [Literal("diplokg: who spoke and voted for whom")])]
    return "\n".join([syntax.head, syntax.block(URIRef(PREFIXES["kg"]), head), *blocks, _TABLE["axioms"]])


def _words(term: Class | Property | Individual) -> Pairs:
    return [("rdfs:label", [Literal(term.label)]), ("rdfs:comment", [Literal(term.comment)])]


def _definition(term: Class | Property) -> Pairs:
    supers = [iri(name) for name in term.supers]
    if isinstance(term, Class):
        return [("a", [iri("owl:Class")]), *_words(term), ("rdfs:subClassOf", supers)]
    kind = "owl:DatatypeProperty" if term.range[0].startswith("xsd:") else "owl:ObjectProperty"
    types = [iri(kind), *([iri("owl:SymmetricProperty")] if term.symmetric else [])]
    return [
        ("a", types),
        *_words(term),
        ("rdfs:subPropertyOf", supers),
        ("rdfs:domain", [_either(term.domain)]),
        ("rdfs:range", [_either(term.range)]),
    ]


def _either(names: tuple[str, ...]) -> URIRef | Blank:
    """A class, or the union of several (https://www.w3.org/TR/owl2-mapping-to-rdf/)."""
    classes = tuple(map(iri, names))
    return classes[0] if len(classes) == 1 else Blank([("a", [iri("owl:Class")]), ("owl:unionOf", [Listed(classes)])])
