"""An opened graph → a SPARQL 1.1 Protocol endpoint, a query page, and a page for every thing."""
