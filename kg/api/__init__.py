"""The graph as an object for Python and Jupyter; ``kg/__init__.py`` names what is public."""
