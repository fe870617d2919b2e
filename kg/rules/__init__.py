"""The rule language: patterns over typed units, their matcher, status guards and the rule files."""
