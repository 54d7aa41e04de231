"""Whether a law or document that a text names stands on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .model import Reference
from .rules import Rules
from .succession import CERTAINTY_WORDS

Standing = Literal["in_force", "not_yet", "replaced", "ended", "unknown"]


@dataclass(frozen=True, slots=True)
class ReferenceStatus:
    """How a reference stands on a day: ``since`` is the day from which that holds, where known.

    ``replaced_by`` is the title of what came after; ``certainty`` how sure the change is.
    """

    status: Standing
    since: date | None = None
    replaced_by: str | None = None
    certainty: str | None = None

    @property
    def marked(self) -> bool:
        """Whether a reader must know: the reference is not in force as it is cited."""
        return self.status in ("not_yet", "replaced", "ended")

    def __str__(self) -> str:
        day = self.since.isoformat() if self.since else ""
        sure = f"（{CERTAINTY_WORDS.get(self.certainty, self.certainty)}）" if self.certainty else ""
        if self.status == "in_force":
            return f"现行，自 {day} 起施行"
        if self.status == "not_yet":
            return f"所列文本自 {day} 起施行，此前尚未施行"
        if self.status == "replaced":
            return f"自 {day} 起由{self.replaced_by}取代{sure}"
        if self.status == "ended":
            return f"自 {day} 起失效{sure}"
        return "施行日期未查到"


def reference_status(reference: Reference, on: date, titles: Rules | None = None) -> ReferenceStatus:
    """How ``reference`` stands on the day ``on``, by the dates of references.yaml.

    With the rules at hand ``replaced_by`` is given by its title, else by its id.
    """
    if reference.until is not None and on > reference.until:
        since = reference.until + timedelta(days=1)
        if reference.replaced_by is None:
            return ReferenceStatus("ended", since, None, reference.certainty)
        after = titles.references.get(reference.replaced_by) if titles else None
        title = after.title if after else reference.replaced_by
        return ReferenceStatus("replaced", since, title, reference.certainty)
    if reference.in_force is None:
        return ReferenceStatus("unknown")
    if on < reference.in_force:
        return ReferenceStatus("not_yet", reference.in_force)
    return ReferenceStatus("in_force", reference.in_force)


def cited(rules: Rules, name: str) -> Reference | None:
    """The reference that a document prints as ``name``."""
    if name in rules.references:
        return rules.references[name]
    return next((reference for reference in rules.references.values() if name in reference.cited_as), None)
