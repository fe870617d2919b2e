"""Votes, tallies and the measures they are about, over the whole of an article."""
