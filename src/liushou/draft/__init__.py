"""From the printed text of a document to a rule file, with the certainty of each proposal."""

from .model import (
    CERTAINTIES,
    CHANGES,
    Certainty,
    Change,
    Edition,
    EditionSentence,
    Frame,
    Judgement,
    Neighbour,
    PrintedText,
    Proposals,
    ProposedContext,
    ProposedMeasure,
    RuleChange,
)

__all__ = ["CERTAINTIES", "CHANGES", "Certainty", "Change", "Edition", "EditionSentence", "Frame", "Judgement"]
__all__ += ["Neighbour", "PrintedText", "Proposals", "ProposedContext", "ProposedMeasure", "RuleChange"]
