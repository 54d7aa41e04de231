"""What every command shares: options, answers on stdout, errors on stderr, exit codes.

A command returns its exit code, or nothing for 0: 0 done, 1 findings of a check, 2 bad input,
bad usage, a missing extra or an output that cannot be written. Bad input never gives a
traceback. What ``--help`` says is in the catalogue of messages (``messages/help.yaml``).
"""

from __future__ import annotations

import json as json_format
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from ..files import one_line, plain
from ..problems import mask

if TYPE_CHECKING:
    from ..documents import PlacesFile, Rules
    from ..profile import Profile

DONE, FINDINGS, BAD_INPUT = 0, 1, 2
#: Options that name what is written, and those with which a command writes under names of its own.
OUTPUTS, _WRITING = {"out", "markdown", "html", "xlsx"}, ("witnesses", "write_hashes")

Policies = Annotated[list[Path], typer.Option("--policies", metavar="DIR", default_factory=list, show_default=False)]
Json = Annotated[bool, typer.Option("--json")]
Place = Annotated[str | None, typer.Option("--place", metavar="PLACE")]
Places = Annotated[Path | None, typer.Option("--places", metavar="FILE")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE")]
Sources = Annotated[Path, typer.Option("--sources", metavar="DIR")]
Only = Annotated[list[str], typer.Option("--document", metavar="ID", default_factory=list, show_default=False)]
Step = Callable[[str, int, int], None]
T = TypeVar("T")


def show(json: bool, data: Callable[[], Any], text: Callable[[], Iterable[str]], *, show_ids: bool = False) -> None:
    """Print the answer: as JSON for programs, Chinese as it is; else its text, or the lines of it."""
    if json:
        echo(json_format.dumps(data(), ensure_ascii=False, indent=2), show_ids=show_ids)
        return
    words = text()
    echo(words if isinstance(words, str) else "".join(f"{line}\n" for line in words), nl=False, show_ids=show_ids)


class Rendered(str):
    """Text that is :func:`plain` but for colours of our own."""


def echo(text: str, *, err: bool = False, nl: bool = True, show_ids: bool = False) -> None:
    """The one way out for text, to stdout or stderr: what came from files does nothing to a terminal.

    Numbers of people are masked in every line, those in names of files among them, unless they are to be shown.
    """
    shown = text if isinstance(text, Rendered) else plain(text)
    try:
        typer.echo(shown if show_ids else "\n".join(map(mask, shown.split("\n"))), err=err, nl=nl)
    except OSError as error:
        error.filename = "<stdout>"
        if not err:
            raise


@contextmanager
def files_of_a_command(given: Mapping[str, Any], outputs: Collection[str]) -> Iterator[None]:
    """Refuse outputs that cannot be written or are read, before any work; none is more open than what it is made of.

    ``outputs`` are the options that name a file to write; every other text that is the name
    of a file, or of a folder of rules or texts, is an input.
    """
    from ..files import check_writable, made_from

    written = [given[name] for name in outputs if given.get(name) is not None]
    writing = {*OUTPUTS, *_WRITING}
    writes = any(given.get(name) for name in writing)
    with made_from(_inputs(given[name] for name in given.keys() - writing if writes)):
        for path in written:
            check_writable(path)
        yield


def _inputs(values: Iterable[Any]) -> Iterator[Path]:
    from ..documents import LOCK_FILE, registers_beside

    for value in values:
        if isinstance(value, (list, tuple)):
            yield from _inputs(value)
        elif isinstance(value, (str, Path)):
            # FILE@REVISION and FILE@DAY are made from a file too.
            for path in (Path(value), Path(str(value).partition("@")[0])):
                yield path
                if path.suffix in (".yaml", ".yml"):
                    yield from registers_beside(path)
                within = (path.glob(pattern) for pattern in ("*.yaml", "*.yml", "*.txt", "laws/*.txt"))
                yield from (file for files in within for file in files if file.name != LOCK_FILE)


def write(path: Path, content: str | bytes) -> None:
    """Write a page beside the answer, and say so on stderr."""
    from ..files import write_file

    write_file(path, content)
    echo(f"wrote {path}", err=True)


def day(text: str | None) -> date:
    """The day of ``--on``; today where it was not given (only the command line has a clock)."""
    from ..values import check_day

    return date.today() if text is None else check_day(text, "--on")


def rules_of(policies: Iterable[Path]) -> Rules:
    """The shipped rules and those of the ``--policies`` folders."""
    from ..documents import load_rules

    return load_rules(*policies)


def concerned(
    results: Iterable[T], policies: list[Path], only: Collection[str], about: Callable[[T], tuple[str, str, str, Any]]
) -> list[T]:
    """The results to show; ``about`` gives id, number, file and text of the document or law that one is about.

    With folders of one's own, shipped documents and laws are shown where they are asked for or their texts are there.
    """
    from ..documents import shipped_directory

    known = [(result, *about(result)) for result in results]
    shipped = {file for _, _, _, file, _ in known if Path(file).parent == shipped_directory()}
    own = {number for _, _, number, file, _ in known if file not in shipped}
    return [
        result
        for result, name, number, file, text in known
        if not (policies and file in shipped) or name in only or (text is not None and number not in own)
    ]


def places_of(path: Path | None, rules: Rules) -> PlacesFile | None:
    """A county's own facts and parameters, where there is such a file."""
    from ..documents import read_places

    return None if path is None else read_places(path, rules)


def read_woman(path: Path, rules: Rules) -> Profile:
    """The profile in a file, or on standard input where the file is ``-``."""
    from ..files import decode
    from ..profile import MAX_PROFILE_BYTES, parse_yaml, read_profile

    if str(path) != "-":
        return read_profile(path, facts=rules.facts)
    text = decode(sys.stdin.buffer.read(MAX_PROFILE_BYTES + 1), "<stdin>", limit=MAX_PROFILE_BYTES)
    return parse_yaml(text, "<stdin>", facts=rules.facts)


def rules_and_documents(policies: Iterable[Path], names: Iterable[str]) -> tuple[Rules, list[str]]:
    """The rules of :func:`rules_of`, and the ids of the documents that were asked for by id or by file."""
    from ..documents import load_documents

    rules, documents = load_documents(names, *policies)
    return rules, [document.id for document in documents]


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as wide as the terminal; columns separated by tabs where there is none."""
    texts = [[one_line(str(cell)) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        return "".join("\t".join(cells) + "\n" for cells in (heads, *texts))
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        grid.add_column(head, overflow="fold")
    for row in texts:
        grid.add_row(*map(Text, row))
    return rendered(grid, max(80, shutil.get_terminal_size().columns))


def rendered(renderable: Any, width: int | None = None) -> Rendered:
    """What rich shows of it, in colour where stdout is a terminal."""
    from rich.console import Console
    from rich.segment import Segments

    console = Console(width=width)
    parts = [part._replace(text=plain(part.text)) for part in console.render(renderable) if not part.control]
    with console.capture() as capture:
        console.print(Segments(parts), end="")
    return Rendered(capture.get())


@contextmanager
def progress(wanted: bool = True) -> Iterator[Step]:
    """A function to call with what is being done, how much is done, and how much there is.

    It does nothing where stderr is no terminal.
    """
    if not (wanted and sys.stderr.isatty()):
        yield lambda _name, _done, _total: None
        return
    try:
        yield _step
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _step(name: str, done: int, total: int) -> None:
    name = one_line(name)
    sys.stderr.write(f"\r\x1b[K{done}/{total} {name}" if total else f"\r\x1b[K{name}")
    sys.stderr.flush()
