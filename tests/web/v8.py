"""The exported module in V8 (mini-racer)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from liushou import Profile
from liushou.documents import PlacesFile, Rules
from liushou.web import scripts

from ..racer import context

#: Many women in one call, each as its answer or as the refusal.
_ASKED = """
function answers(asked) {
  return asked.map(([profile, place, on]) => {
    try {
      return match(profile, { place, on });
    } catch (error) {
      if (!(error instanceof LiushouError)) throw error;
      return { refused: error.code, fields: error.fields };
    }
  });
}

function mistakes(profile, where) {
  try {
    match(profile, where);
    return [];
  } catch (error) {
    return error.problems.map(({ code, path }) => [code, path]);
  }
}

function allStatuses(asked) {
  return asked.map(([profile, place, on]) => statuses(profile, { place, on }));
}

function questions(asked) {
  return asked.map(([profile, place, on, skipped, group]) => nextQuestion(profile, { place, on, skipped, group }));
}

function interviewed(place, on, profile, acts) {
  const running = interview({ place, on, profile });
  return acts.map(([act, values]) => {
    if (act === "answer") running.answer(values);
    else running[act](...values);
    return { screen: running.screen, profile: running.profile, refused: running.refusal && running.refusal.code };
  });
}

function lookups(codes, year) {
  const places = codes.map((code) => KNOWN_PLACES.lookup(code, year));
  return places.map((place) => (place === null ? null : [place, ...KNOWN_PLACES.answering(place, year)]));
}

function named(text, year) {
  try {
    return KNOWN_PLACES.find(text, year).code;
  } catch (error) {
    return error.code;
  }
}
"""

Asked = tuple[Profile | Mapping[str, Any], str, date]


class Module:
    """The module of some rules."""

    def __init__(self, rules: Rules, places: PlacesFile | None = None) -> None:
        self.context = context(scripts(rules, places) + _ASKED)

    def call(self, function: str, *arguments: Any) -> Any:
        """What a function gives for plain data."""
        return self.context.call(function, *arguments)

    def answers(self, *asked: Asked) -> list[Any]:
        """The answers, or what is refused."""
        return list(self.call("answers", [_plain(*each) for each in asked]))

    def statuses(self, *asked: Asked) -> list[Any]:
        """The statuses alone."""
        return list(self.call("allStatuses", [_plain(*each) for each in asked]))


def _plain(profile: Profile | Mapping[str, Any], place: str, on: date) -> list[Any]:
    return [profile.to_mapping() if isinstance(profile, Profile) else dict(profile), place, on.isoformat()]
