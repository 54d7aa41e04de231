"""``python -m liushou``: the same as the ``liushou`` command."""

from .cli import main

main()
