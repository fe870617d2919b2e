"""Direct quotations of PolNeAR: which share gets the right speaker.

    python benchmarks/polnear.py [CORPUS] [--misses] [--json] [--model NAME]

CORPUS is a folder of brat files (``*.txt``, ``*.ann``) whose attributions have Source, Cue and Content. What counts:

* a **quotation** is what stands between quotation marks in one paragraph, eight words or more, at least four fifths of
  it inside a Content; of several nested attributions the innermost is its own;
* its **source** is the name of one person, by hand-made rules below, or *he*, *she*, *her*. Quotations of unnamed
  people, papers, polls, of two people together and of *who* and *it* do not count;
* a **pronoun** stands for the nearest source before it in the file that is a person's name and agrees in gender as far
  as a title tells it; where reading the passage showed another person, ``polnear_pronouns.tsv`` says whom (file,
  offset, family name): every case in which the rule and kg disagreed was read;
* kg is **right** if a quotation that it found covers half of the words or more and one of its speaker's names ends in
  that family name. It is **wrong** if all such quotations have other speakers, and has **none** if there are no such.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg.evaluate.gold import norm  # noqa: E402 found by the line above
from kg.pipeline import build  # noqa: E402
from kg.types import Entity, Graph, Relation  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus" / "polnear_train"
CHECKED = Path(__file__).with_name("polnear_pronouns.tsv")
LEAST_WORDS = 8
BANDS = (("sure 0.9", 0.9, 2.0), ("sure 0.7–0.9", 0.7, 0.9), ("sure < 0.7", 0.0, 0.7))
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
QUOTED = re.compile(r"“([^“”]*)(?:”|$)|\"([^\"]*)(?:\"|$)")
PRONOUNS = {"he": "m", "she": "f", "her": "f", "she’s": "f", "she's": "f", "he’s": "m", "he's": "m"}
TITLES = {"mr": "m", "mrs": "f", "ms": "f", "congressman": "m", "congresswoman": "f", "sir": "m"}
NO_PERSON = {"transcript", "huffpollster", "cbs news", "said", "it", "who"}
UNNAMED = re.compile(r"(?i)^(?:the|a|an|one|several|some|two)\s")


@dataclass(frozen=True)
class Attribution:
    """An annotated attribution: its source's words and where, and its content's pieces."""

    source: str
    start: int
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Quoted:
    """A direct quotation of the gold with its speaker's family name."""

    doc: str
    start: int
    end: int
    source: str
    speaker: str
    pronoun: bool


def main() -> int:
    """Run the benchmark; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--misses", action="store_true", help="list what was missed, with context")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--model", help="spaCy pipeline")
    args = parser.parse_args()
    texts = {path.stem: path.read_bytes().decode() for path in sorted(args.corpus.glob("*.txt"))}
    if not texts:
        parser.error(f"no *.txt in {args.corpus}")
    wanted = [q for doc, text in texts.items() for q in quotations(doc, text, args.corpus / f"{doc}.ann")]
    found = speakers(build([args.corpus / f"{doc}.txt" for doc in texts], model=args.model))
    judged = [judge(quote, found) for quote in wanted]
    show(judged, texts, as_json=args.json, misses=args.misses)
    return 0


@dataclass(frozen=True)
class Verdict:
    """``right``, ``wrong`` or ``none``; whom kg says, and how sure it is."""

    quote: Quoted
    kind: str
    said: str
    confidence: float


# --- the annotations -------------------------------------------------------------------------------------------------


def attributions(text: str, path: Path) -> list[Attribution]:
    """The attributions of a brat file that have a source, in the order of their contents."""
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    found = []
    lines = path.read_text(encoding="utf-8").split("\n")
    for line in sorted(lines, key=lambda line: not line.startswith("T")):  # spans before what refers to them
        id, _, rest = line.partition("\t")
        if id.startswith("T"):
            places = rest.split("\t")[0].split(" ", 1)[1].split(";")
            spans[id] = tuple((int(a), int(b)) for a, b in (place.split() for place in places))
        elif id.startswith("E"):
            roles = [role.split(":") for role in rest.split()]
            sources = [spans[where] for role, where in roles if role.startswith("Source")]
            content = tuple(span for role, where in roles if role.startswith("Content") for span in spans[where])
            if sources and content:
                words = " ".join(text[a:b] for a, b in sources[0])
                found.append(Attribution(words, sources[0][0][0], content))
    return sorted(found, key=lambda a: a.content)


def quotations(doc: str, text: str, path: Path) -> Iterator[Quoted]:
    """The direct quotations of a document that count."""
    known, checked = attributions(text, path), read_checked()
    for start, end in quoted(text):
        inside = [(b - a, x) for x in known for a, b in x.content if min(end, b) - max(start, a) >= 0.8 * (end - start)]
        if not inside:
            continue
        attribution = min(inside, key=lambda pair: pair[0])[1]
        pronoun = attribution.source.lower() in PRONOUNS
        speaker = resolved(attribution, known) if pronoun else family(attribution.source)
        speaker = checked.get((doc, start), speaker)
        if speaker:
            yield Quoted(doc, start, end, attribution.source, speaker, pronoun)


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """Places between quotation marks, eight words and more; one left open at a paragraph's end ends there."""
    for line in re.finditer(r"[^\n]+", text):
        for match in QUOTED.finditer(line.group()):
            words = match.group(1) if match.group(1) is not None else match.group(2)
            if len(WORD.findall(words)) >= LEAST_WORDS:
                start = line.start() + match.start() + 1
                yield start, start + len(words)


def family(source: str) -> str | None:
    """The family name of the one person that a source names: of "Trump's attorney, Alan Garten," it is Garten."""
    source = re.sub(r"\(.*?\)", "", source).replace("\xa0", " ").strip()
    if source.lower() in NO_PERSON or source.lower() in PRONOUNS:
        return None
    if UNNAMED.match(source) and not re.search(r"['’]s [A-Z]\S+ [A-Z]", source):
        return None
    source = re.split(r" (?:who|of the|with the) ", source)[0]
    segments = [re.sub(r"['’]s$", "", part.strip()) for part in source.split(",") if part.strip()]
    named = [
        part for part in segments if all(word[0].isupper() or word in ("dos", "de", "al") for word in part.split())
    ]
    name = (named or segments)[0]
    if " and " in name and not re.search(r" and [a-z]", name):
        return None
    last = name.split()[-1]
    return norm(last) if last[0].isupper() else None


def resolved(attribution: Attribution, known: Sequence[Attribution]) -> str | None:
    """The nearest named source before a pronoun whose title does not speak against it."""
    gender = PRONOUNS[attribution.source.lower()]
    for other in sorted((x for x in known if x.start < attribution.start), key=lambda x: -x.start):
        title = TITLES.get(other.source.split()[0].lower().strip("."), gender)
        if (name := family(other.source)) and title == gender:
            return name
    return None


def read_checked() -> dict[tuple[str, int], str | None]:
    """Whom a pronoun stands for where somebody read the passage; None where it is nobody that is named."""
    with CHECKED.open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {(doc, int(start)): name or None for doc, start, name in rows}


# --- what kg says ----------------------------------------------------------------------------------------------------


Found = dict[str, list[tuple[int, int, Entity, float]]]


def speakers(graph: Graph) -> Found:
    """By document: where a quotation is, its speaker, and how sure kg is."""
    found: Found = {}
    for fact in graph.of(Relation.SAID):
        for place in fact.evidence:
            said = (place.start, place.end, graph.entity(fact.subject), fact.confidence)
            found.setdefault(place.article, []).append(said)
    return found


def judge(quote: Quoted, found: Found) -> Verdict:
    """What kg makes of a quotation."""
    half = (quote.end - quote.start) / 2
    hits = [hit[2:] for hit in found.get(quote.doc, ()) if min(hit[1], quote.end) - max(hit[0], quote.start) >= half]
    last = {norm(name).split()[-1] for who, _ in hits for name in (who.label, *who.names) if norm(name)}
    kind = "none" if not hits else "right" if quote.speaker in last else "wrong"
    return Verdict(quote, kind, ", ".join(sorted({who.label for who, _ in hits})), max((c for _, c in hits), default=0))


def show(judged: Sequence[Verdict], texts: dict[str, str], *, as_json: bool, misses: bool) -> None:
    """Print the score by kind of source and by confidence, and the misses with what stands around them."""
    kinds = {"named": [False], "pronoun": [True], "all": [False, True]}
    rows = {name: counts([v for v in judged if v.quote.pronoun in kept]) for name, kept in kinds.items()}
    for label, low, high in BANDS:
        rows[label] = counts([v for v in judged if v.kind != "none" and low <= v.confidence < high])
    if as_json:
        print(json.dumps(rows, indent=1))
        return
    print(f"{'source':12}{'quotations':>11}{'right':>7}{'wrong':>7}{'none':>6}{'share':>7}")
    for name, row in rows.items():
        total = row["right"] + row["wrong"] + row["none"]
        share = row["right"] / total if total else 0
        print(f"{name:12}{total:11}{row['right']:7}{row['wrong']:7}{row['none']:6}{share:7.3f}")
    for verdict in judged if misses else ():
        if verdict.kind != "right":
            print(told(verdict, texts[verdict.quote.doc]))


def counts(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """How many of each kind."""
    found = Counter(verdict.kind for verdict in verdicts)
    return {kind: found[kind] for kind in ("right", "wrong", "none")}


def told(verdict: Verdict, text: str) -> str:
    """A miss with its context."""
    quote = verdict.quote
    around = text[max(0, quote.start - 160) : min(len(text), quote.end + 120)].replace("\n", " ¶ ")
    head = f"{verdict.kind}\t{quote.doc} {quote.start}\t{quote.source!r} = {quote.speaker}"
    return f"\n{head}; kg: {verdict.said or '–'} ({verdict.confidence:.2f})\n  {around}"


if __name__ == "__main__":
    sys.exit(main())
