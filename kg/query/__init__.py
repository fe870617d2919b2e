"""A graph file → answers: a store beside the file, SPARQL, saved questions, a server."""
