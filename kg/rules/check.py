"""Rule files test themselves: their examples → results, by the engine that reads articles.

The marked names are forced, so that a rule's test does not hang on the recogniser; pronouns stand for nobody. What
an article would tell is stood in for: the example is part of a Security Council meeting (``@session``, ``@meeting``,
``@measure``), and an office whose principal is not named has one (``@principal``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.context import Context, Kit, Sentence, read
from kg.entities.coref import PRONOUNS
from kg.entities.events import find_measures, find_symbols
from kg.entities.gazetteer import Gazetteer
from kg.entities.spans import Form, Ref, without
from kg.entities.tables import slug
from kg.extract import extract
from kg.offices.principals import Principals
from kg.parse import Block, BlockKind, Parsed
from kg.readable import readable
from kg.rules.examples import KINDS, OTHER, Mark, read_marks
from kg.rules.load import GUARDS, Example, Rule, RuleFile, built_in
from kg.rules.match import matches
from kg.rules.pattern import compile_pattern
from kg.rules.verdict import STAND_IN, Found, failure
from kg.types import Article, Fact, Relation

_PREAMBLE = ("Security Council", *["The representative of Iceland takes the floor"] * 4)
"""Headings before every example. They make it part of a meeting's record; nothing in a heading is a fact."""
_SPEECH = Rule(
    "check/stand-in", Relation.SPOKE_AT, "clause",
    compile_pattern("{subject:country} takes the floor", {}, where="check"),
    {"subject": ("country",)}, {"object": "@session"}, {}, frozenset(), 1.0, None,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """What an example gave.

    ``message`` says why it failed, or "" where it gave what it should; ``rules`` are the ids of this file's patterns
    that fit it.
    """

    file: str
    example: Example
    message: str
    rules: frozenset[str]

    @property
    def ok(self) -> bool:
        """True if it came out as expected: a ``todo`` by failing."""
        return bool(self.message) == (self.example.kind == "todo")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a rule file: where in it, and what."""

    path: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class _Case:
    """An example ready to be read: its blocks with those of the preamble, and the names forced."""

    parsed: Parsed
    block: Block
    marks: tuple[Mark, ...]
    refs: Mapping[Mark, Ref]


class _Forced(Gazetteer):
    """The tables' matcher with an example's marked names before all others, and pronouns that mean nobody."""

    def __init__(self, base: Gazetteer, doc: Doc, forced: Sequence[Ref]) -> None:
        self._base, self._doc, self._forced = base, doc, forced

    def match(self, doc: Doc) -> Iterator[Ref]:
        """The marked names, then known names that share no token with them."""
        if doc is not self._doc:
            yield from self._base.match(doc)
            return
        pronouns = [Ref(t.i, t.i + 1, "pronoun", t.lower_, Form.PRONOUN) for t in doc if t.lower_ in PRONOUNS]
        first = [*self._forced, *without(pronouns, self._forced)]
        yield from sorted([*first, *without(self._base.match(doc), first)], key=lambda ref: ref.start)


class Checker:
    """Checks rule files; the model and the tables are loaded once, and an example is parsed once.

    Args:
        nlp: the language model (``kg.parse.load_model``).
        files: whose phrase rules every example is read with; the built-in ones by default.
    """

    def __init__(self, nlp: Language, files: Sequence[RuleFile] | None = None) -> None:
        self._nlp = nlp
        self._gazetteer = Gazetteer(nlp)
        self._files = built_in() if files is None else tuple(files)
        self._docs: dict[str, Doc] = {}

    def results(self, file: RuleFile) -> list[Result]:
        """Every example of a file, in order."""
        return [self.result(file, example) for example in file.examples]

    def problems(self, file: RuleFile) -> Iterator[Problem]:
        """What is wrong with a file: examples that fail, patterns without a match, guards without an example."""
        results = self.results(file)
        for result in results:
            if not result.ok:
                message = result.message or "this todo works now; move it to match"
                yield Problem(file.path, f"{result.example.kind}: {result.example.text}", message)
        for rule in file.rules:
            if not any(rule.id in r.rules and _shows(rule, r.example) for r in results):
                yield Problem(file.path, f"pattern {_name(rule)}", "no match example fits it")
        guarded = {example.why for example in file.examples if example.kind == "no_match"}
        for guard in sorted({guard for rule in file.rules for guard in rule.guards} - guarded):
            yield Problem(file.path, f"guard {guard}", f"no no_match example has 'why: {guard}'")

    def result(self, file: RuleFile, example: Example) -> Result:
        """One example of a file, read by the rules of ``file`` (which may lack some, for a mutation test)."""
        case = self._case(file, example)
        kit = self._kit(file, case)
        context = read(case.parsed, kit)
        own = [s for s in context.sentences if s.block is case.block]
        found = list(_found(file, case, context, kit))
        # a todo without "why" is a match to come, one with it a no_match
        wanted = example.why if example.why in GUARDS else "" if example.why or example.kind == "no_match" else "actual"
        ids = {mark: _id(mark, case.refs) for mark in case.marks}
        message = failure(wanted, example.sets, ids, found)
        if message:
            message += _reading(own)
        fit = {m.rule.id for s in own for m in (*s.phrases, *matches(s.line, kit.clause_rules))}
        return Result(file.path, example, message, frozenset(fit & {rule.id for rule in file.rules}))

    def _kit(self, file: RuleFile, case: _Case) -> Kit:
        others = [rule for other in self._files if other.path != file.path for rule in other.rules]
        rules = [*(rule for rule in others if rule.stage == "phrase"), *file.rules]
        # Of rules that fit alike the first counts, so they stand in the order in which a build loads them.
        places = {rule.id: n for n, rule in enumerate(r for f in self._files for r in f.rules)}
        rules.sort(key=lambda rule: places.get(rule.id, len(places)))
        return Kit(
            self._nlp,
            _Forced(self._gazetteer, case.block.doc, list(case.refs.values())),
            tuple(rule for rule in rules if rule.stage == "phrase"),
            (_SPEECH, *(rule for rule in rules if rule.stage == "clause")),
        )

    def _case(self, file: RuleFile, example: Example) -> _Case:
        plain, marks = read_marks(example.text)
        blocks, text = [], ""
        for index, line in enumerate((*_PREAMBLE, plain)):
            kind = BlockKind.HEADING if index < len(_PREAMBLE) else BlockKind.PARAGRAPH
            blocks.append(Block(self._doc(line), len(text), kind, index))
            text += line + "\n"
        block = blocks[-1]
        types = {role: kinds for rule in file.rules for role, kinds in rule.types.items()}
        refs = {mark: ref for mark in marks if (ref := self._ref(block.doc, mark, types))}
        return _Case(Parsed(Article("example", "example", text), tuple(blocks)), block, marks, refs)

    def _doc(self, line: str) -> Doc:
        if line not in self._docs:
            self._docs[line] = self._nlp(readable(line))
        return self._docs[line]

    def _ref(self, doc: Doc, mark: Mark, types: Mapping[str, Sequence[str]]) -> Ref | None:
        """What a mark forces: the known thing of that name, else a new one of the type; offices and numbers nothing."""
        span = doc.char_span(mark.start, mark.end, alignment_mode="expand")
        kinds = [kind for kind in types.get(mark.role, KINDS if mark.role == OTHER else ()) if kind in KINDS]
        kind = mark.kind or next(iter(kinds), "")
        if not kind or span is None:
            return None
        for ref in self._gazetteer.match(doc):
            same = (ref.start, ref.end) == (span.start, span.end)
            if same and (not mark.kind or ref.entity.startswith(f"{mark.kind}/")):
                return replace(ref, kind=ref.entity.split("/")[0])
        entity, form = f"{kind}/{slug(mark.text)}", Form.NAME
        if kind == "resolution":
            cited = [*find_symbols(doc), *find_measures(doc, ())]
            found = next((ref for ref in cited if (ref.start, ref.end) == (span.start, span.end)), None)
            entity, form = (found.entity, found.form) if found else (f"new:{span.start}", Form.NOMINAL)
        return Ref(span.start, span.end, kind, entity, form)


def _shows(rule: Rule, example: Example) -> bool:
    """True if an example that a pattern fits shows what it gives: offices of the past are no plain fact."""
    return example.kind == "match" or ("past" in rule.sets and (example.kind, example.why) == ("no_match", "former"))


def _id(mark: Mark, refs: Mapping[Mark, Ref]) -> str:
    """The entity of a marked name; meetings and measures get theirs from the article, so any will do."""
    ref = refs.get(mark)
    if ref is None:
        return mark.text
    return f"{ref.kind}/{STAND_IN}" if ref.kind in ("meeting", "resolution") else ref.entity


def _found(file: RuleFile, case: _Case, context: Context, kit: Kit) -> Iterator[Found]:
    """What the file's relation gave in the example."""
    mine = {rule.id for rule in file.rules}
    if file.relation is None:
        for match in (m for s in context.sentences if s.block is case.block for m in s.phrases):
            refs = [unit.ref for unit in match.roles.get("object", ()) if match.rule.id in mine and unit.ref]
            yield from (Found(STAND_IN, ref.entity, "actual", dict(match.rule.sets), match.rule.id) for ref in refs)
        return
    slotted = {rule.id for rule in file.rules if "object" in rule.pattern.roles}
    marked = [m for m, ref in case.refs.items() if m.role == "object" and ref.kind in ("meeting", "resolution")]
    for fact in _facts(file, case, context, kit):
        spans = [(e.start - case.block.offset, e.end - case.block.offset) for e in fact.evidence]
        if fact.relation is not file.relation or fact.rule not in mine or max(start for start, _ in spans) < 0:
            continue
        found = Found.of(fact)
        named = any(start <= m.start and m.end <= end for start, end in spans for m in marked)
        if marked and not named and fact.rule in slotted:
            found = replace(found, object=f"{found.object}, not the one marked")
        yield found


def _facts(file: RuleFile, case: _Case, context: Context, kit: Kit) -> Iterable[Fact]:
    """The facts of the example's article; those of offices with a stand-in where it names no principal."""
    if file.relation is not Relation.REPRESENTS:
        return extract(case.parsed, kit).facts
    principals = Principals.of(context)
    return Principals(context, [replace(h, principal=h.principal or STAND_IN) for h in principals.holdings]).facts()


def _reading(sentences: Sequence[Sentence]) -> str:
    """How the engine reads an example: its units and its parse."""
    lines = []
    for sentence in sentences:
        lines.append(f"    units   {sentence.line.text.strip()}")
        parse = " ".join(f"{t.text}({t.dep_}<{t.head.text})" for t in sentence.span)
        lines.append(f"    parse   {parse}")
        for match in sentence.phrases:
            texts = {role: [match.line.doc[u.start : u.end].text for u in us] for role, us in match.roles.items()}
            roles = ", ".join(f"{role}={' '.join(words)}" for role, words in texts.items())
            lines.append(f"    phrase  {match.rule.id} ({roles})")
    return "".join(f"\n{line}" for line in lines)


def _name(rule: Rule) -> str:
    return rule.id.split("/", 1)[1]
