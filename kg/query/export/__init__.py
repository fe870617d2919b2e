"""An opened graph → files in other formats; one module a family, and ``files.py`` names them."""

from __future__ import annotations

from typing import Final

FILES: Final = ("ttl", "nt", "nq", "trig", "jsonld", "graphml", "gexf", "ftm")
"""Formats that are a file each."""
FOLDERS: Final = ("neo4j", "parquet", "json")
"""Formats that are a folder with files."""
