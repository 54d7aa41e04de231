"""``python -m liushou``: the same as the ``liushou`` command."""

from .cli.app import main

main()
