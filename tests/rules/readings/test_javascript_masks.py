"""JavaScript masks numbers of people as Python does, in any text."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from liushou.messages import mask

from ...problems.numbers_of_people import damaged_numbers, divided_numbers, harmless, phones
from . import scripts

_JUNK = st.text("0123456789Xx-./_ ·*#□、:eE?元某年\u3000\u200b\u0301０９㈠㏠℡ⅹ😀\ue000", max_size=24)
_GLUE = st.sampled_from(
    ["", "", " ", "-", "，", "号", "某", "12", "０", "\ud83d", "\udc00", "😀", "\U000f0000", "\x85", "\x1c", "\ufeff"]
)
_DIGESTS = st.text("0123456789abcdefABCDEF９", min_size=38, max_size=66)
_ANY = st.text(st.characters(exclude_categories=("Cn",)), max_size=12) | st.text(
    st.characters(categories=("Nd", "No", "Nl"))
)
_PARTS = divided_numbers() | damaged_numbers() | phones() | harmless | _JUNK | _DIGESTS | _ANY


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(_GLUE, _PARTS, _GLUE), min_size=1, max_size=4))
    return "".join("".join(part) for part in parts)


@given(st.lists(texts(), min_size=12, max_size=12))
def test_the_same_is_masked(written: list[str]) -> None:
    # A high and a low half beside each other are one character to JavaScript, and to Python that reads its JSON.
    read = [text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass") for text in written]
    assert scripts.call("masks", read) == [mask(text) for text in read]


def test_every_digit_of_every_script_is_one() -> None:
    digits = [chr(code) for code in range(0x110000) if unicodedata.numeric(chr(code), -1) in range(10)]
    numbers = [f"50023019800101{digit}234" for digit in digits] + [f"138{digit}0013800" for digit in digits]
    assert scripts.call("masks", numbers) == [mask(number) for number in numbers]


def test_long_texts_take_no_longer_than_their_length() -> None:
    hostile = ["1-" * 9_000, "5002301980" * 2_000, "a1" * 9_000, "\u0301" * 20_000 + "13800138000"]
    assert scripts.call("masks", hostile) == [mask(text) for text in hostile]
