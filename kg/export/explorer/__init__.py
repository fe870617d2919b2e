"""The page's template, style and scripts, and the data they show."""
