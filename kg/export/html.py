"""Graph → ``graph.html``: one self-contained page, explored by the files in ``explorer/``.

pyvis draws it, or where the graph is large (``places.py``) our own ``renderer_canvas.js``, and vis is left out.

The page asks nothing of the network: scripts and style are inlined and allowed by their hash, everything
else is forbidden (``default-src 'none'``). What it shows is one JSON block; the same graph gives the same
bytes on every machine (a block above ``COMPRESS_ABOVE`` depends on the version of zlib, too).
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import jinja2

from kg.export.explorer.data import Json, page_data
from kg.export.explorer.pack import pack
from kg.export.explorer.titles import plain
from kg.export.prefixes import BASE
from kg.types import Graph

COMPRESS_ABOVE = 1_000_000
EXPLORER = Path(__file__).parent / "explorer"
TEMPLATE = "page.html.j2"
REACH = ("around.js", "reach.js")
BEFORE = (
    "core.js", "columns.js", "walk.js", "backbone.js", "folding.js", "address.js", "model.js", "geometry.js",
    "paint.js", "community.js", "arrange.js", "places.js",
)  # fmt: skip
VIS, CANVAS = ("renderer_vis.js",), ("canvas_arrows.js", "canvas_paint.js", "renderer_canvas.js")
AFTER = (
    "figure.js", "facts.js", "rollcall.js", "panel.js", "path.js", "source.js", "reading.js", "list.js", "controls.js",
    "timeline.js", "sparql.js", "keys.js", "scene.js", "pointing.js", "steps.js", "paper.js", "shell.js",
)  # fmt: skip
OPTIONS: dict[str, object] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "multiselect": False, "selectConnectedEdges": False,
                    "hoverConnectedEdges": False, "tooltipDelay": 10_000_000},
    "nodes": {"borderWidth": 1, "chosen": False},
    "edges": {"chosen": False, "arrows": {"to": {"scaleFactor": 0.5}, "from": {"scaleFactor": 0.5}}},
}  # fmt: skip


def write_html(
    graph: Graph, path: Path, *, title: str, texts: bool = True, base: str = BASE, turtle: Path | None = None
) -> None:
    """Write the page to ``path`` in UTF-8 with plain line feeds.

    Args:
        graph: what it shows.
        path: where it goes; a file there is replaced.
        title: heading of the page and of exported pictures.
        texts: whether the articles' texts go into the page; without them it has no source view, and of the texts
            only the sentences that facts rest on.
        base: what the graph's IRIs begin with, for the queries that the page offers.
        turtle: the graph's Turtle, if it was written: its digest is put into the page.

    Raises:
        GraphError: if a fact names an entity or an article that the graph lacks.
        OSError: if the file cannot be written.
    """
    digest = hashlib.sha256(turtle.read_bytes()).hexdigest() if turtle else ""
    text = page(graph, title=title, texts=texts, base=base, turtle=digest)
    path.write_text(text, encoding="utf-8", newline="\n")


def page(
    graph: Graph,
    *,
    title: str,
    texts: bool = True,
    base: str = BASE,
    tables: bool = False,
    turtle: str = "",
    reach: Json | None = None,
) -> str:
    """The page as text.

    Args:
        graph: what it shows.
        title: as for ``write_html``.
        texts: as for ``write_html``.
        base: as for ``write_html``.
        tables: whether the rows of voting tables are facts of the page like those that texts state.
        turtle: the SHA-256 of the graph's Turtle, by which ``kg serve`` knows whose page it is.
        reach: what the page is a part of, if a server has the rest (``reach.js`` tells the form); such a page asks
            that server, and no other.

    Raises:
        GraphError: as ``write_html``.
    """
    title = plain(_clean(title))
    data = page_data(graph, title=title, texts=texts, tables=tables) | {"base": base}
    if reach is not None:
        data["reach"] = reach
    encoding, block = _block(pack(data))
    library = [] if data["large"] else [_vis()]
    scripts = [
        *library,
        *map(_asset, (*BEFORE, *(CANVAS if data["large"] else VIS), *(REACH if reach is not None else ()), *AFTER)),
    ]
    css = _asset("shell.css")
    asks = "" if reach is None else "connect-src 'self'; "
    kg = {
        "data": block, "encoding": encoding, "css": css, "scripts": scripts, "json": _json, "large": data["large"],
        "turtle": turtle,
        "csp": f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes([css])}; "
               f"img-src data: blob:; {asks}base-uri 'none'; form-action 'none'",
    }  # fmt: skip
    if data["large"]:
        # As pyvis does for the others. What is text the template escapes, the rest is code and JSON of our own.
        files = jinja2.Environment(loader=jinja2.FileSystemLoader(EXPLORER), autoescape=False)  # noqa: S701
        return files.get_template(TEMPLATE).render(heading=title, kg=kg)
    network = _network(data, title)
    network.set_template_dir(str(EXPLORER), TEMPLATE)
    network.templateEnv.globals["kg"] = kg
    return cast("str", network.generate_html())


def _network(data: Json, title: str) -> Any:
    """The pyvis network of the data's nodes and links (Any, because pyvis has no types)."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line", heading=title)
    network.set_options(json.dumps(OPTIONS))
    looks = {kind["key"]: kind for kind in data["style"]["types"]}
    lines = {relation["key"]: relation for relation in data["style"]["relations"]}
    for node in data["nodes"]:
        look = looks[node["type"]]
        network.add_node(node["id"], label=" ".join(node["lines"]), shape=look["shape"], color=look["color"],
                         size=node["size"], x=node["x"], y=node["y"])  # fmt: skip
    for link in data["links"]:
        look = lines[link["relation"]]
        ends = "to, from" if look["arrow"] == "both" else "to"
        bend = {"enabled": link["bend"] != 0, "type": "curvedCW" if link["bend"] > 0 else "curvedCCW",
                "roundness": abs(link["bend"])}  # fmt: skip
        network.add_edge(link["source"], link["target"], id=link["id"], color=look["color"], width=look["width"],
                         arrows=ends, smooth=bend, dashes=look["dash"] or False)  # fmt: skip
    return network


# ------------------------------------------------------------------------------- what goes into the page


def _block(data: Json) -> tuple[str, str]:
    """Encoding and text of the data block: JSON, or base64 of gzipped JSON if that is long."""
    text = _json(data)
    if len(text) <= COMPRESS_ABOVE:
        return "json", text
    packed = bytearray(gzip.compress(text.encode(), 9, mtime=0))
    packed[9] = 255  # "unknown system": zlib would write the one it was built on
    return "gzip", base64.b64encode(packed).decode()


def _json(value: object) -> str:
    """Compact JSON that neither HTML nor JavaScript can misread, and UTF-8 can hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", _clean(text))


def _clean(text: str) -> str:
    """Lone surrogates and other characters that UTF-8 or HTML cannot hold, replaced one by one."""
    return re.sub("[\ud800-\udfff\0]", "\ufffd", text)


def _asset(name: str) -> str:
    """A file of ``explorer/``, with the line ends it was written with."""
    return _inline((EXPLORER / name).read_text(encoding="utf-8"))


def _vis() -> str:
    """vis-network as pyvis ships it, without the comment that makes browsers ask for a source map."""
    import pyvis

    library = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return _inline(re.sub(r"\n//# sourceMappingURL=.*", "", library.read_text(encoding="utf-8")))


def _inline(code: str) -> str:
    """Code as it may stand between script or style tags."""
    return code.replace("\r\n", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _hashes(sources: Sequence[str]) -> str:
    """The sources' hashes in the words of a Content-Security-Policy."""
    digests = [base64.b64encode(hashlib.sha256(source.encode()).digest()).decode() for source in sources]
    return " ".join(f"'sha256-{digest}'" for digest in digests)
