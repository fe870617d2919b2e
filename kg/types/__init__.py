"""The records that flow through the pipeline: Article → Mention → Entity → Fact → Graph.

Every record is frozen and slotted, so what one article yields can be written to disk, sent to another
process or cached by its content hash. These modules import nothing else of ours.

Vocabulary: ``docs/vocabulary.md`` says how each record is written as RDF.
"""

from kg.types.facts import CHOICES, COUNTS, Entity, EntityType, Fact, Modality, Polarity, Relation, pairs
from kg.types.graph import Graph
from kg.types.text import Article, ArticleKind, Evidence, Mention, Skipped
from kg.types.votes import TABLE_ROW, Ballot, Binding, RollCall, Verdict

__all__ = [
    "CHOICES", "COUNTS", "TABLE_ROW", "Article", "ArticleKind", "Ballot", "Binding", "Entity", "EntityType", "Evidence",
    "Fact", "Graph", "Mention", "Modality", "Polarity", "Relation", "RollCall", "Skipped", "Verdict", "pairs",
]  # fmt: skip
