"""A places file: a county's own facts and thresholds, beside those that liushou ships.

::

    "500230":
      facts: {two_cancer_project_county: true}
      parameters: {rural_dibao_line: 640}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from ..files import read_text
from ..problems import Code, InputError, Location, Phrase, Problem, unknown_name
from ..values import number
from ..yaml import BROKEN, By, Node, Scalar, Sequence, compose, to_data
from ..yaml import Mapping as Tree
from .entries import EntryReader, StatedValue, check_place, out_of_range
from .model import ParameterValue, PlaceFacts
from .place_values import PlacesFile
from .rules import Rules, load_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry(PlaceFacts):
    """What a places file says of one place."""

    parameters: Annotated[Mapping[str, tuple[ParameterValue, ...]], By("parameters")] = field(default_factory=dict)


def read_places(path: Path | str, rules: Rules | None = None) -> PlacesFile:
    """The places file at ``path``, with the names of ``rules`` (the shipped ones unless given).

    Raises :class:`~liushou.InputError` with all problems.
    """
    return parse_places(read_text(path), load_rules() if rules is None else rules, str(path))


def parse_places(text: str, rules: Rules, file: str = "<places>") -> PlacesFile:
    """The places file that a YAML text states."""
    tree, problems = compose(text, file)
    if problems:
        raise InputError(problems)
    if tree is None or (isinstance(tree, Scalar) and not tree.text):
        return PlacesFile({}, file)
    if not isinstance(tree, Tree):
        raise InputError(Problem(Code.PLACE_ENTRIES, tree.location))
    laws = {**rules.references, **{policy.number: policy for policy in rules.policies.values()}}
    gathered: list[Problem] = []
    places: dict[str, PlaceFacts] = {}
    for key, node in tree:
        problem = check_place(key.text, key.location)
        if problem is not None:
            gathered.append(problem)
            continue
        if not isinstance(node, Tree):
            label, what = Phrase("key-label", name=key.text), Phrase("keys")
            expected = "facts: {…}, parameters: {…}"
            gathered.append(Problem(Code.NOT_A_MAPPING, key.location, label=label, what=what, expected=expected))
            continue
        reader = _PlacesReader(rules, key.text)
        entry = reader.read(PlaceEntry, node, key.location, code=key.text, location=key.location)
        gathered += reader.problems
        if entry is not None:
            places[key.text] = entry
            unknown = (passage for passage in entry.cites if passage.law not in laws)
            gathered += [unknown_name("reference", passage.law, laws, passage.location) for passage in unknown]
    if gathered:
        raise InputError(gathered)
    return PlacesFile(places, file)


class _PlacesReader(EntryReader):
    """Reads the entry of one place."""

    def __init__(self, rules: Rules, code: str) -> None:
        super().__init__(rules.facts, loose=True)
        self.rules, self.code = rules, code
        self.by["parameters"] = self.parameters

    def parameters(self, node: Node, where: Location) -> Any:
        """The values of parameters by name."""
        if not isinstance(node, Tree):
            return {} if to_data(node)[0] is None else self.value(Mapping[str, float], node, where)
        values: dict[str, tuple[ParameterValue, ...]] = {}
        for name, stated in node:
            if name.text not in self.rules.parameters:
                self.problems.append(unknown_name("parameter", name.text, self.rules.parameters, name.location))
                continue
            nodes = stated.items if isinstance(stated, Sequence) else (stated,)
            read = [self._value(value, name) for value in nodes]
            values[name.text] = tuple(value for value in read if value is not BROKEN)
        return values

    def _value(self, node: Node, name: Scalar) -> Any:
        where = node.location if isinstance(node, Scalar) and node.text else name.location
        data = {"subject": name.text, "expected": Phrase("parameter-forms")}
        stated: StatedValue | None = None
        if isinstance(node, Tree):
            stated = self.read(StatedValue, node, where)
        elif isinstance(node, Sequence):
            self.add(Code.LIST_IN_LIST, where, **data)
        else:
            try:
                stated = StatedValue(value=number(to_data(node)[0]))
            except ValueError:
                self.add(Code.PARAMETER_VALUE, where, value=node.text, **data)
        value = BROKEN if stated is None else self.parameter_value(stated, self.code, where)
        problem = None if value is BROKEN else out_of_range(self.rules.parameters[name.text], value)
        if problem is not None:
            self.problems.append(problem)
        return value if problem is None else BROKEN
