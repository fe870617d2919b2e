"""The explorer as a Jupyter widget: what is chosen in it is known to Python, and Python can choose.

Needs anywidget, which the extra ``jupyter`` has. The page stands in an iframe with everything inside; what is chosen
in it is in the part of its address after ``#``, which the widget reads and writes.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlencode

from kg.api.listing import Listing
from kg.api.questions import Asked
from kg.api.views import FACTS, NO_FACTS, Entity

try:
    import anywidget
    import traitlets
except ImportError as error:
    raise ImportError(
        "the widget needs anywidget: pip install anywidget (or, in the folder of diplokg, -e '.[jupyter]'), then start "
        "Jupyter anew; graph.show() does without"
    ) from error


class GraphWidget(anywidget.AnyWidget):
    """The explorer of a graph; ``widget.observe(function, names="entity")`` calls back for every click.

    ``entity`` is what is open in its panel, or None; setting it opens that. ``facts`` are those of
    a line that was clicked, else those of the entity.
    """

    _esm = Path(__file__).parent / "widget.js"
    page = traitlets.Unicode().tag(sync=True)
    height = traitlets.Int().tag(sync=True)
    address = traitlets.Unicode("").tag(sync=True)
    entity = traitlets.Instance(Entity, allow_none=True)
    facts = traitlets.Instance(Listing, default_value=NO_FACTS)

    def __init__(self, graph: Asked, *, page: str, height: int) -> None:
        self._graph = graph
        super().__init__(page=page, height=height)

    @traitlets.observe("address")
    def _read(self, _: object) -> None:
        """What is chosen in the page, by its address; what is not in the graph is nothing."""
        chosen, index = parse_qs(self.address), self._graph._index
        entity = index.by_id.get(chosen.get("node", [""])[0])
        ids = [id.partition(" ")[0] for id in chosen.get("facts", [""])[0].split(",")]  # without which of its wordings
        facts = Listing(list(dict.fromkeys(index.by_fact[id] for id in ids if id in index.by_fact)), FACTS)
        with self.hold_trait_notifications():
            self.entity, self.facts = entity, facts or (entity.facts if entity else NO_FACTS)

    @traitlets.observe("entity")
    def _write(self, _: object) -> None:
        if parse_qs(self.address).get("node", [None])[0] != (self.entity and self.entity.id):
            self.address = urlencode({"node": self.entity.id}) if self.entity else ""

    def select(self, entity: str | Entity | None) -> None:
        """Open the panel of an entity; None closes it.

        Raises:
            QueryError: if nothing, or more than one thing, is called so.
        """
        self.entity = self._graph.entity(entity) if entity else None

    def __repr__(self) -> str:
        return f"<GraphWidget: {self.entity or 'nothing'} chosen>"
