"""The explorer as a Jupyter widget: what is chosen in it is known to Python, and Python can choose.

Needs anywidget: ``pip install 'diplokg[jupyter]'``. The page stands in an iframe with everything inside; what is chosen
in it is in the part of its address after ``#``, which the widget reads and writes.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlencode

from kg.api.listing import Listing
from kg.api.questions import Asked
from kg.api.views import FACTS, NO_FACTS, Entity, Fact

try:
    import anywidget
    import traitlets
except ImportError as error:
    raise ImportError(
        "the widget needs anywidget: pip install 'diplokg[jupyter]', then start Jupyter anew; graph.show() does without"
    ) from error


class GraphWidget(anywidget.AnyWidget):
    """The explorer of a graph.

    ``entity`` is what is open in its panel, ``facts`` are the facts shown there; both can be observed by ``address``.
    """

    _esm = Path(__file__).parent / "widget.js"
    page = traitlets.Unicode().tag(sync=True)
    height = traitlets.Int().tag(sync=True)
    address = traitlets.Unicode("").tag(sync=True)

    def __init__(self, graph: Asked, *, page: str, height: int) -> None:
        self._graph = graph
        super().__init__(page=page, height=height)

    def _chosen(self) -> dict[str, list[str]]:
        return parse_qs(self.address)

    @property
    def entity(self) -> Entity | None:
        """The entity whose panel is open, or None."""
        node = self._chosen().get("node")
        return self._graph.entity(node[0]) if node else None

    @property
    def facts(self) -> Listing[Fact]:
        """The facts that are chosen: those of a line that was clicked, else those of the entity."""
        if ids := self._chosen().get("facts"):
            known = self._graph._index.by_fact
            found = (id.partition(" ")[0] for id in ids[0].split(","))  # behind it stands which of its wordings
            return Listing(list(dict.fromkeys(known[id] for id in found if id in known)), FACTS)
        return self.entity.facts if self.entity else NO_FACTS

    def select(self, entity: str | Entity | None) -> None:
        """Open the panel of an entity; None closes it.

        Raises:
            QueryError: if nothing, or more than one thing, is called so.
        """
        self.address = urlencode({"node": self._graph.entity(entity).id}) if entity else ""

    def __repr__(self) -> str:
        return f"<GraphWidget: {self.entity or 'nothing'} chosen>"
