"""Blocks of text → named people, countries, institutions, meetings and measures."""
