"""How long ``kg query`` takes from a cold start, beside rdflib that parses the same file and asks the same question.

    python benchmarks/query.py [--votes N] [--folder DIR] [--skip-rdflib]

Writes a table of N invented votes of 193 countries as Turtle in the form of the contract (some 20 triples a vote with
its statement and place; the default gives about a million), loads the store, and starts each program anew: ``kg query``
with the store, ``kg query`` without (it reads the file into memory), ``python -c`` with rdflib. Every program prints
the first row of the same SELECT. Told are the median of five runs for the first, and ratios to it.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg.export.prefixes import PREFIXES, data_prefixes
from kg.query.cache import store_path
from kg.query.store import open_graph, refresh

QUERY = "SELECT ?name ?text { ?c kg:votedAgainst ?r ; rdfs:label ?name . ?r rdfs:label ?text } LIMIT 1"
RDFLIB = """import sys, rdflib
from kg.export.prefixes import SPARQL
graph = rdflib.Graph().parse(sys.argv[1], format="turtle")
print(*next(iter(graph.query(SPARQL + sys.argv[2]))), sep=",")"""
CHOICES = {"votedFor": 70, "votedAgainst": 8, "abstainedOn": 15, "absentFrom": 7}
COUNTRIES = 193


def table(votes: int) -> Iterator[str]:
    """The Turtle file, piece by piece; the same for the same number."""
    chance = random.Random(1)
    for name, iri in {**PREFIXES, **data_prefixes()}.items():
        yield f"@prefix {name}: <{iri}> .\n"
    edges: list[list[str]] = [[] for _ in range(COUNTRIES)]
    for n in range(votes // COUNTRIES):
        yield (f'resolution:r{n} a kg:Resolution, undo:Resolution, schema:Legislation ; rdfs:label "A/{n}" ; '
               f'dcterms:identifier "A/{n}" ; dcterms:date "{1946 + n % 78}-12-01"^^xsd:date ; kg:body '
               f"institution:united-nations-general-assembly .\n")  # fmt: skip
        choices = chance.choices(list(CHOICES), list(CHOICES.values()), k=COUNTRIES)
        for c, choice in enumerate(choices):
            edges[c].append(f"kg:votedOn resolution:r{n} ; kg:{choice} resolution:r{n}")
            span = f"<{data_prefixes()['']}span/table/{n}-{c}>"
            yield (f"fact:{n:08x}{c:08x} a rdf:Statement, prov:Entity ; rdf:subject country:C{c} ; rdf:predicate "
                   f"kg:{choice} ; rdf:object resolution:r{n} ; kg:polarity kg:Affirmed ; kg:modality kg:Actual ; "
                   f'kg:confidence 1.0 ; kg:rule "table" ; prov:wasDerivedFrom {span} .\n'
                   f"{span} a oa:SpecificResource ; oa:hasSource document:table ; oa:hasSelector "
                   f'[ a oa:TextQuoteSelector ; oa:exact "{n},{c}" ] .\n')  # fmt: skip
    for c, lines in enumerate(edges):
        yield f'country:C{c} a kg:Country, schema:Country ; rdfs:label "Country {c}" ; {" ; ".join(lines)} .\n'


def seconds(*command: str | Path) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *map(str, command)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def median(*command: str | Path) -> float:
    return statistics.median(seconds(*command) for _ in range(5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--votes", type=int, default=57_900)
    parser.add_argument("--folder", type=Path, help="keep the files here")
    parser.add_argument("--skip-rdflib", action="store_true", help="which takes about a minute a million triples")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp())
    graph = folder / f"votes-{options.votes}.ttl"
    with graph.open("w", encoding="utf-8") as file:
        file.writelines(table(options.votes))
    shutil.rmtree(store_path(graph), ignore_errors=True)
    start = time.perf_counter()
    refresh(graph)
    loading = time.perf_counter() - start
    triples = len(open_graph(graph, notify=print).store)
    size = sum(path.stat().st_size for path in store_path(graph).rglob("*") if path.is_file())
    print(f"{triples} triples, {graph.stat().st_size / 1e6:.0f} MB of Turtle, {size / 1e6:.0f} MB of store, "
          f"loaded once in {loading:.1f} s")  # fmt: skip
    kg = ("-m", "kg", "query", QUERY, "--format", "csv", "--graph", graph)
    base = median(*kg)
    print(f"kg query with the store          {base:6.2f} s from the start of the program to its end")
    print(f"python -m kg --version           {median('-m', 'kg', '--version') / base:6.2f} × that")
    if not options.skip_rdflib:
        print(f"rdflib, parse and query          {seconds('-c', RDFLIB, graph, QUERY) / base:6.0f} × that")
    shutil.rmtree(store_path(graph))
    store_path(graph).write_text("no store can be made here")
    print(f"kg query without a store         {seconds(*kg) / base:6.0f} × that")
    store_path(graph).unlink()
    if options.folder is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
