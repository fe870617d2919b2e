"""The subcommands of ``kg``, a file each; kg/cli.py holds them together."""
