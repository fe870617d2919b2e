"""Saved questions: one SPARQL file each, read by ``kg.query.saved``."""
