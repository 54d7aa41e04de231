"""From the printed text of a document to a rule file, with the certainty of each proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..on_demand import on_demand

# Loaded on first use: a process that reads a file needs no rules.
if TYPE_CHECKING:
    from .files import read_printed
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
else:
    __getattr__ = on_demand(
        __name__,
        {
            "files": "read_printed",
            "model": "CERTAINTIES CHANGES Certainty Change Edition EditionSentence Frame Judgement Neighbour "
            "PrintedText ProposedContext ProposedMeasure Proposals RuleChange",
        },
    )

__all__ = ["CERTAINTIES", "CHANGES", "Certainty", "Change", "Edition", "EditionSentence", "Frame", "Judgement"]
__all__ += ["Neighbour", "PrintedText", "Proposals", "ProposedContext", "ProposedMeasure", "RuleChange", "read_printed"]
