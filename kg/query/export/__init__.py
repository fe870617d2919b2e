"""An opened graph → files in other formats; one module a family, and ``kg/cli_export.py`` names them."""
