"""The checks of ``liushou lint``: one module a kind of finding, each a function over the rules."""
