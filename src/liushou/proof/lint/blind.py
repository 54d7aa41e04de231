"""L007: conditions that are decided but that three-valued evaluation reports as unknown.

``any: [a, not: a]`` is yes whatever a is; taken leaf by leaf it is unknown. The solver
looks for a partial profile all of whose completions agree and that is still reported as
unknown: so she would be asked for what cannot change the answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..prover import Provers
from ..sites import Site, words
from .exactness import inexact_parts
from .findings import UNDECIDED, Finding


def blind(site: Site, provers: Provers, *, with_definition: bool = True) -> Iterator[Finding]:
    """A warning with such a partial profile, where there is one.

    A measure is judged by itself and, ``with_definition``, together with the definition.
    Searched are only the parts that :mod:`..exactness` cannot clear; the witness is of the
    part that the message names.
    """
    if site.empty:
        return
    prover = provers.of(site)
    together = site.under is not None and with_definition
    for condition in (site.condition, site.whole) if together else (site.condition,):
        for part in inexact_parts(condition):
            witness = prover.blind_spot(part)
            if witness is None:
                continue
            beside = " together with the definition" if condition is not site.condition else ""
            what = "" if part is condition else f": `{words(part)}`"
            yield Finding(
                UNDECIDED,
                "warning",
                site.name,
                f"the condition of {site.name}{beside} is decided by what the witness states, "
                f"but is reported as unknown{what}",
                getattr(part, "location", None) or site.location,
                witness,
            )
            return
