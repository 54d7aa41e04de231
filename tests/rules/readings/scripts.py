"""The interpreter of the JavaScript reading in V8 (mini-racer), with what the tests ask of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from liushou.rules.javascript import interpreter

from ...racer import context

#: What the tests call: the truths of conditions, and all that an explanation says of them.
ASKED = """
function readings(graph, here, women) {
  return women.map((woman) => {
    const known = resolve(graph, readProfile(graph, woman), here.on, here.facts);
    return new Reading(graph, { ...known, parameters: here.parameters });
  });
}

function truths(graph, numbers, here, women) {
  return readings(graph, here, women).map((reading) => numbers.map((number) => reading.value(number)));
}

function explained(graph, numbers, concepts, here, women) {
  return readings(graph, here, women).map((reading) => numbers.map((number) => ({
    value: reading.value(number),
    deciding: reading.deciding(number).map((reason) => reading.reason(reason)),
    met: reading.met(number).map((reason) => reading.reason(reason)),
    rests_on: reading.restsOn(number),
    missing: reading.missing(number),
    opened: concepts.map((concept) => reading.opened(number, concept)),
  })));
}

function mistakes(graph, profiles) {
  return JSON.parse(profiles).map((profile) => {
    try {
      readProfile(graph, profile);
      return [];
    } catch (error) {
      if (!(error instanceof LiushouError)) throw error;
      return error.problems.map(({ code, path }) => [code, path]);
    }
  });
}

function meant(keys) {
  return keys.map((key) => (DECISION_KEYS.includes(key) ? key : meantKey(key)));
}

function masks(texts) {
  return texts.map(mask);
}

function refused(graph, here, woman) {
  try {
    readings(graph, here, [woman]);
    return null;
  } catch (error) {
    return error instanceof LiushouError ? [error.code, error.fields] : [String(error), []];
  }
}
"""


@lru_cache(maxsize=4)
def _context(source: str) -> Any:
    return context(source + ASKED)


def call(function: str, *arguments: Any, source: str | None = None) -> Any:
    """What a function of the interpreter, or of :data:`ASKED`, gives for plain data."""
    return _context(interpreter() if source is None else source).call(function, *arguments)
