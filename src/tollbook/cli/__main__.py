"""The command as ``python -m tollbook.cli``."""

from tollbook.cli import app

app()
