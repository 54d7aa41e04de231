"""``python -m liushou`` is the ``liushou`` command."""

from .cli.app import main

main()
