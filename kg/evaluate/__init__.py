"""How right a built graph is, measured against gold annotations: ``kg evaluate``."""

from kg.evaluate.gold import Gold, read_gold
from kg.evaluate.graph import BuiltGraph
from kg.evaluate.report import Miss, Report, Score, as_json
from kg.evaluate.score import evaluate
from kg.evaluate.tables import lines, show

__all__ = ["BuiltGraph", "Gold", "Miss", "Report", "Score", "as_json", "evaluate", "lines", "read_gold", "show"]
