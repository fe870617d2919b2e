"""A graph → the web application: ``/sparql``, the query page with the saved questions, and a page for every thing."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any, Final
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import QueryError
from kg.query import names, saved
from kg.query.serve import pages
from kg.query.serve.explorer import Explorer
from kg.query.serve.live import Live
from kg.query.serve.protocol import GRAPHS, READ_ONLY, TYPES, UPDATE, RefusedError, job, preferred
from kg.query.serve.workers import Answer, Job, Pool
from kg.query.store import Source

_STATIC: Final = files("kg.query.serve") / "static"
_MOST: Final = 1_000_000  # bytes of a query
_DROPPED: Final = 100_000_000  # bytes of a larger body that are waited for before it is refused
_SURE: Final = {"X-Content-Type-Options": "nosniff"}
_NOTICES: Final = "Kg-Notices"  # a JSON list of texts: names in the query that nothing can match
_CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def application(live: Live, pool: Pool, *, cors: str, most: int) -> Starlette:
    """The application.

    Args:
        live: the graph, opened here for names and prefixes.
        pool: where queries are answered.
        cors: the origin whose pages may ask; ``*`` for any.
        most: how many things and statements one page of the explorer shows.
    """
    site = _Site(live, pool, Explorer(live, pool, most=most))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        pool.close()

    return Starlette(
        routes=[
            Route("/", site.home),
            Route("/sparql", site.sparql, methods=["GET", "POST"]),
            Route("/explorer", site.explorer),
            Route("/explorer/names", site.explorer_names),
            Route("/explorer/count", site.explorer_count),
            Route("/questions.json", site.questions),
            Route("/questions/{name}", site.question),
            Route("/names.json", site.names),
            Mount("/static", StaticFiles(directory=str(_STATIC))),
            Route("/{path:path}", site.thing),
        ],
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=[cors],
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
                expose_headers=[_NOTICES],
            )
        ],
        lifespan=lifespan,
    )


class _Site:
    """Answers requests."""

    def __init__(self, live: Live, pool: Pool, pages_of: Explorer) -> None:
        self.live, self.graph, self.pool, self.pages_of = live, live.graph, pool, pages_of

    @property
    def source(self) -> Source:
        """The graph as it is now."""
        self.live.look()
        return self.live.source

    async def sparql(self, request: Request) -> Response:
        """The endpoint; without a query, its description (https://www.w3.org/TR/sparql11-service-description/)."""
        accept = request.headers.get("accept", "")
        if request.method != "POST" and not request.url.query:
            if "text/html" in accept:
                return RedirectResponse(request.url_for("home"), status_code=303)
            return Response(pages.description(str(request.url)), media_type=TYPES["ttl"])
        try:
            body = await _body(request)  # first, so that who sends much hears the answer
            wanted = job(request.method, request.url.query, request.headers.get("content-type", ""), body, accept)
        except RefusedError as error:
            return Response(f"{error.message}\n", error.status, media_type=TYPES["text"])
        return _response(await self._ask(wanted))

    async def home(self, _: Request) -> Response:
        """The query page."""
        return _page(pages.home(self.graph.name))

    async def explorer(self, request: Request) -> Response:
        """The graph as a picture, or where it is too large what is around some things; such a page guards itself."""
        answer = await run_in_threadpool(self.pages_of.page, request.query_params.multi_items())
        if answer is None:
            return _page(pages.making(self.graph.name), 202)
        media = "text/html" if answer.format == "html" else TYPES["text"]
        return Response(answer.body, answer.status, media_type=media, headers=_SURE)

    async def explorer_names(self, request: Request) -> Response:
        """Things of a large graph by name, for the explorer's search box."""
        return await _plain(lambda: self.pages_of.names(request.query_params.get("q", "")))

    async def explorer_count(self, request: Request) -> Response:
        """In how many statements of a large graph a thing takes part."""
        return await _plain(lambda: self.pages_of.count(request.query_params.get("thing", "")))

    async def questions(self, _: Request) -> Response:
        """The saved questions, and the prefixes that every query has."""
        found = [
            {"name": q.name, "title": q.title, "text": q.text, "topic": q.topic,
             "parameters": [{"name": p.name, "kind": p.kind, "text": p.text, "need": q.need(p, mark=""),
                             "required": p.required} for p in q.parameters]}
            for q in await run_in_threadpool(saved.questions)
        ]  # fmt: skip
        return JSONResponse({"questions": found, "prefixes": dict(self.source.prefixes)})

    async def question(self, request: Request) -> Response:
        """A saved question as SPARQL, with the values of the URL's parameters in it."""
        told: list[str] = []

        def query() -> str:
            question = saved.question(request.path_params["name"])
            given = {name: value for name, value in request.query_params.items() if value}
            question.check(given)
            return question.sparql({
                name: names.term(self.source, question.parameter(name).kind, value, notify=told.append)
                for name, value in given.items()
            })  # fmt: skip

        return await _json(lambda: {"query": query(), "notices": told})

    async def names(self, request: Request) -> Response:
        """Names of a kind that begin as the parameter ``begun`` does."""
        kind, begun = request.query_params.get("kind", ""), request.query_params.get("begun", "")
        return await _json(lambda: {"names": names.completions(self.source, kind, begun)[:50]})

    async def thing(self, request: Request) -> Response:
        """What the graph says of the IRI with that path: a page, or by the Accept header RDF."""
        path: str = request.scope["raw_path"].decode("ascii").lstrip("/")
        base = self.source.prefixes[""]
        known = [base + name for name in dict.fromkeys((path, unquote(path))) if name and names.is_iri(base + name)]
        existing = [iri async for iri in self._existing(known)]
        if not existing:
            return Response(f"the graph says nothing of {base}{path}\n", 404, media_type=TYPES["text"])
        iri = existing[0]
        accept = request.headers.get("accept", "") if "format" not in request.query_params else "text/turtle"
        if "text/html" not in accept:
            return _response(await self._ask(Job(pages.DESCRIBE.format(iri=iri), None, preferred(accept, GRAPHS))))
        answers = {
            name: await self._ask(Job(query.replace("<IRI>", f"<{iri}>"))) for name, query in pages.QUERIES.items()
        }
        for name, answer in answers.items():
            if answer.status != 200 and name != "facts":  # without them there are still the triples
                return _response(answer)
        found = {name: json.loads(answer.body) for name, answer in answers.items() if answer.status == 200}
        return _page(pages.thing(iri, found, self.source.prefixes))

    async def _existing(self, iris: list[str]) -> AsyncIterator[str]:
        """Those that the graph says something of."""
        for iri in iris:
            answer = await self._ask(Job(f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }}"))
            if answer.status == 200 and json.loads(answer.body)["boolean"]:
                yield iri

    async def _ask(self, job: Job) -> Answer:
        return await run_in_threadpool(self.pool.ask, job)


async def _plain(make: Callable[[], Answer | None]) -> Response:
    """What the explorer's page is answered."""
    answer = await run_in_threadpool(make)
    if answer is None:
        return Response("not yet\n", 503, media_type=TYPES["text"], headers={"Retry-After": "2"})
    media = "application/json" if answer.format == "json" else TYPES["text"]
    return Response(answer.body, answer.status, media_type=media, headers=_SURE)


async def _body(request: Request) -> bytes:
    """What was posted, if it is a query and not too much; what is not wanted is read to its end and dropped."""
    body, size = b"", 0
    async for chunk in request.stream():
        size += len(chunk)
        body = body + chunk if size <= _MOST else b""
        if size > _DROPPED:
            break
    if request.headers.get("content-type", "").startswith(UPDATE):
        raise RefusedError(415, READ_ONLY)
    if size > _MOST:
        raise RefusedError(413, f"a query has {_MOST} bytes at most")
    return body


async def _json(make: Callable[[], Mapping[str, Any]]) -> Response:
    try:
        return JSONResponse(await run_in_threadpool(make))
    except QueryError as error:
        return JSONResponse({"error": re.sub(r"--(?=[a-z])", "", str(error))}, status_code=400)  # no command line here


def _response(answer: Answer) -> Response:
    headers = {"Vary": "Accept"}
    if answer.notices:  # the results' formats have no place for them
        headers[_NOTICES] = json.dumps(answer.notices)
    return Response(answer.body, answer.status, media_type=TYPES[answer.format], headers=headers)


def _page(text: str, status: int = 200) -> Response:
    headers = {"Content-Security-Policy": _CSP, **_SURE}
    return Response(text, status, media_type="text/html; charset=utf-8", headers=headers)
