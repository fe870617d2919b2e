"""Who holds which office for whom: phrases and parses → represents facts."""
