"""Who said what: the quotations of an article, its verbs of saying, and what was written."""
