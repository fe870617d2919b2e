"""Verbatim records of the United Nations: text → who spoke, who voted how, what was decided → Findings.

A record's layout says in so many words what the rules of news texts must infer, so it is read by its layout alone.
"""

from __future__ import annotations

from kg.records.extract import extract
from kg.records.model import Record
from kg.records.record import read_record

__all__ = ["Record", "extract", "read_record"]
