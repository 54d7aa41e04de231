"""From the printed text of a document to a rule file, with the certainty of each proposal."""

from .model import (
    CERTAINTIES,
    Certainty,
    Frame,
    Judgement,
    Neighbour,
    PrintedText,
    Proposals,
    ProposedContext,
    ProposedMeasure,
)

__all__ = ["CERTAINTIES", "Certainty", "Frame", "Judgement", "Neighbour", "PrintedText", "ProposedContext"]
__all__ += ["Proposals", "ProposedMeasure"]
