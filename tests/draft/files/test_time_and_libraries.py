"""A document of ten thousand characters is read in well under a second; a missing library names its extra."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from liushou.draft import read_printed

from .notice import TEXT
from .old_word import word_file, words
from .portable import write_pdf
from .site import page, paragraphs
from .test_pdf_files import pages
from .word import notice_body, write_word

LONG = TEXT + "".join(TEXT.split("\n")[number] + "\n" for number in range(4, 18)) * 10


def processor_time() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def files(folder: Path) -> list[Path]:
    lines = LONG.rstrip("\n").split("\n")
    (folder / "a.txt").write_text(LONG, encoding="utf-8")
    (folder / "a.html").write_text(page(f"<div>{paragraphs(lines)}</div>"), encoding="utf-8")
    (folder / "a.doc").write_bytes(word_file(words(*lines)))
    return [
        folder / "a.txt",
        folder / "a.html",
        folder / "a.doc",
        write_word(folder / "a.docx", notice_body(LONG)),
        write_pdf(folder / "a.pdf", pages(LONG)),
    ]


def test_ten_thousand_characters_of_any_kind(tmp_path: Path) -> None:
    slow = {}
    for path in files(tmp_path):
        before = processor_time()
        assert len(read_printed(path).text) > 9_000
        slow[path.name] = processor_time() - before
    assert not {name: took for name, took in slow.items() if took > 1.5}


@pytest.mark.parametrize("library", ["pypdf", "opencc_purepy"])
def test_a_missing_library_names_the_extra(tmp_path: Path, library: str) -> None:
    """Hidden by a module of its name that cannot be imported."""
    (tmp_path / f"{library}.py").write_text(f"raise ImportError('none', name='{library}')\n")
    old = "關於加強農村留守婦女關愛服務工作的實施意見，現將有關事項通知如下。"
    path = tmp_path / "a"
    path.write_bytes(old.encode()) if library != "pypdf" else write_pdf(path, pages(TEXT))
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from liushou.draft import read_printed; read_printed({str(path)!r})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert f"needs `{library.replace('_', '-')}`" in run.stderr
    assert "liushou[draft]" in run.stderr
