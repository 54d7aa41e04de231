"""From rows to women: people, contradictions, duplicates, assumptions."""
