"""Graph → files: one module a format. Only this package imports rdflib and networkx.

``ontology`` is the one table of terms that every exporter reads, ``turtle`` writes RDF, ``network`` writes GraphML.
"""
