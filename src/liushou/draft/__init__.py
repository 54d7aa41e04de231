"""From the printed text of a document to a rule file, with the certainty of each proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..on_demand import on_demand

# Loaded on first use: a process that reads a file needs no rules.
if TYPE_CHECKING:
    from .drafting import Draft, draft
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
    from .saving import rule_files, save
    from .write import Mark, counted, marks_of
else:
    __getattr__ = on_demand(
        __name__,
        {
            "drafting": "Draft draft",
            "files": "read_printed",
            "saving": "rule_files save",
            "write": "Mark counted marks_of",
            "model": "CERTAINTIES CHANGES Certainty Change Edition EditionSentence Frame Judgement Neighbour "
            "PrintedText ProposedContext ProposedMeasure Proposals RuleChange",
        },
    )

__all__ = ["CERTAINTIES", "CHANGES", "Certainty", "Change", "Draft", "Edition", "EditionSentence", "Frame", "Judgement"]
__all__ += ["Mark", "Neighbour", "PrintedText", "Proposals", "ProposedContext", "ProposedMeasure", "RuleChange"]
__all__ += ["counted", "draft", "marks_of", "read_printed", "rule_files"]
__all__ += ["save"]
