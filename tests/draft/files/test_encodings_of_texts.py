"""Bytes become text in the one encoding in which they are Chinese, or are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liushou import InputError

from ...examples import examples
from .notice import TEXT
from .reading import notes, read, refused

TRADITIONAL = """\
關於加強農村留守婦女關愛服務工作的實施意見
各鄉鎮人民政府、縣級有關部門：
一、建立信息臺賬。對農村留守婦女進行摸底排查，掌握其家庭情況，重點瞭解生活困難、殘疾、重病婦女的需求。
二、加強就業扶持。優先為農村留守婦女提供職業技能培訓，並按規定給予補貼。
雲嶺縣民政局
2023年10月26日
"""
SIMPLIFIED = """\
关于加强农村留守妇女关爱服务工作的实施意见
各乡镇人民政府、县级有关部门：
一、建立信息台账。对农村留守妇女进行摸底排查，掌握其家庭情况，重点了解生活困难、残疾、重病妇女的需求。
二、加强就业扶持。优先为农村留守妇女提供职业技能培训，并按规定给予补贴。
云岭县民政局
2023年10月26日
"""


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings_of_a_simplified_text(tmp_path: Path, encoding: str) -> None:
    text = read(tmp_path, TEXT.encode(encoding))
    assert text.text == TEXT
    assert ("encoding" in notes(text)) == (not encoding.startswith("utf-8"))


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "big5hkscs", "gb18030", "utf-16", "utf-16-le"])
def test_a_traditional_text_becomes_simplified(tmp_path: Path, encoding: str) -> None:
    pytest.importorskip("opencc_purepy")
    text = read(tmp_path, TRADITIONAL.encode(encoding))
    assert text.text == SIMPLIFIED
    assert "traditional-characters" in notes(text)


def test_a_few_traditional_characters_stay(tmp_path: Path) -> None:
    text = TEXT.replace("云岭县财政局", "雲嶺縣財政局")
    assert read(tmp_path, text).text == text


@settings(max_examples=examples(1), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(["gb18030", "utf-16-le", "utf-16-be", "utf-8"]),
    st.integers(0, len(TEXT) - 40).flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 30, len(TEXT)))),
)
def test_any_part_is_read_in_its_own_characters_or_refused(
    tmp_path: Path, encoding: str, part: tuple[int, int]
) -> None:
    text = TEXT[slice(*part)].strip()
    try:
        read_back = read(tmp_path, text.encode(encoding)).text
    except InputError:
        return
    assert set(read_back) - {"\n"} <= set(text)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (TEXT.encode().decode("gb18030", "ignore").encode(), "spoilt"),
        (TEXT.encode("gb18030").decode("latin-1").encode(), "spoilt"),
        (TEXT.encode("gb18030").decode("big5", "ignore").encode(), "spoilt"),
        (TEXT.replace("困难", "\ufffd\ufffd").encode(), "spoilt"),
        (TEXT.replace("困难", "锟斤拷").encode(), "spoilt"),
        ("关于做好".encode("gb18030")[:-1], "UTF-8, GB18030"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le")[:401], "UTF-8, GB18030"),
        (b"A notice in English, which has no clause.", "not Chinese"),
        ("Überprüfung der Maßnahmen".encode("latin-1"), "UTF-8, GB18030"),
        (b"", "no text"),
        (b" \n\n", "no text"),
        (b"\0" * 500, "UTF-8, GB18030"),
        (bytes(range(256)) * 10, "UTF-8, GB18030"),
    ],
)
def test_what_is_not_chinese_text_is_refused(tmp_path: Path, wrong: bytes, message: str) -> None:
    assert "应为：" in refused(tmp_path, wrong, message)


def test_a_text_that_is_too_large(tmp_path: Path) -> None:
    refused(tmp_path, TEXT * 3000, "larger than")
