"""How large the module and the page are, and what an answer and a question take in V8 beside Python.

    python -m benchmarks.javascript [--women N]

The women are those of benchmarks/ask.py, interviewed in 500230 and 220182 to the end: the first fact of each screen is
answered. Times are of the processor, in milliseconds: *first* prepares a place and asks its first question, *next* is
an answer taken in and the next question found, *answer* the whole of ``match``. One process asks for all women, so that
most diagrams are made by the first of them; on a page each woman is the first.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from liushou import Matcher, load_rules
from liushou.ask import Interview
from liushou.web import javascript_module, render_page, scripts

from .ask import ON, women

PLACES = ("500230", "220182")
_IN_V8 = """
function begin(place, on) { matcherOf({ place, on }).desk; return interview({ place, on }).screen.rows.length; }
function interviews(place, on, women) {
  let questions = 0;
  for (const woman of women) {
    const running = interview({ place, on });
    while (running.screen) {
      const { fact } = running.screen.rows[0];
      running.answer({ [fact]: woman[fact] ?? null });
      questions += 1;
      if (running.refusal) break;
    }
  }
  return questions;
}
function answers(place, on, women) { return women.map((woman) => match(woman, { place, on }).services.length).length; }
"""


def took(work: Callable[[], Any]) -> tuple[float, Any]:
    """(milliseconds of the processor, what came of it)."""
    start = time.process_time()
    result = work()
    return (time.process_time() - start) * 1000, result


def in_python(place: str, drawn: list[dict[str, Any]]) -> tuple[float, int, float]:
    """(first, questions, next) of the interviews in Python."""
    first, _ = took(lambda: Interview(place=place, on=ON))

    def interviews() -> int:
        questions = 0
        for woman in drawn:
            running = Interview(place=place, on=ON)
            while running.screen is not None:
                fact = running.screen.rows[0].fact
                running.answer(fact, woman.get(fact))
                questions += 1
                if running.problems:
                    break
        return questions

    spent, questions = took(interviews)
    return first, questions, spent / questions


def main() -> None:
    """Print the sizes and a line for each place."""
    from py_mini_racer import MiniRacer

    parser = argparse.ArgumentParser()
    parser.add_argument("--women", type=int, default=100)
    drawn = women(parser.parse_args().women, seed=1)
    rules = load_rules()
    print(f"module {len(javascript_module(rules).encode()):,} bytes, page {len(render_page(rules).encode()):,} bytes")
    plain = [{name: _plain(value) for name, value in woman.items()} for woman in drawn]
    for place in PLACES:
        context = MiniRacer()

        def call(name: str, *more: Any, context: Any = context, place: str = place) -> tuple[float, Any]:
            return took(lambda: context.call(name, place, ON.isoformat(), *more))

        reading, _ = took(lambda context=context: context.eval(scripts(rules) + _IN_V8))
        first, _ = call("begin")
        spent, questions = call("interviews", plain)
        whole, _ = call("answers", plain)
        print(f"{place} V8: read {reading:.0f}, {_line(first, spent / questions, questions, whole / len(drawn))}")
        first, questions, each = in_python(place, drawn)
        matcher = Matcher(place=place, on=ON)
        matcher.match({})
        whole, _ = took(lambda matcher=matcher: [matcher.match(woman) for woman in drawn])
        print(f"{place} Python: {_line(first, each, questions, whole / len(drawn))}")


def _line(first: float, following: float, questions: int, answer: float) -> str:
    return f"first {first:.0f}, next {following:.2f} ({questions} questions), answer {answer:.2f}"


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


if __name__ == "__main__":
    main()
