"""The files of a draft: all of them, or none."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from ..documents import LOCK_FILE
from ..files import atomic_write, check_writable, read_text, write_file
from ..problems import Code, InputError, Problem
from ..texts import lock_with
from .drafting import Draft

REGISTERS, SOURCES = "registers.yaml", "sources"


def rule_files(folder: Path, name: str, text: str) -> list[Path]:
    """The rule files of a folder that stay when the document ``name``, or one of this text, is drafted anew."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in (".yaml", ".yml")] if folder.is_dir() else []
    own = {name, *(path.stem for path in paths if _holds(folder / SOURCES / f"{path.stem}.txt", text))}
    own = {f"{stem}{ending}" for stem in own for ending in (".yaml", f".{REGISTERS}")}
    return [path for path in paths if path.name not in {*own, LOCK_FILE}]


def save(draft: Draft, folder: Path | str, *, force: bool = False, registers: Iterable[Path] = ()) -> dict[str, Path]:
    """Write the rule file, new register entries, the page, the text and its hashes below ``folder``; what went where.

    New entries go to ``registers.yaml`` or, where there is one already, to ``NAME.registers.yaml``. ``registers`` are
    files of another folder whose entries the draft uses: they are copied. Either all files are written or none. Raises
    :class:`~liushou.InputError` where one cannot be, and where one of them but the lock file exists already, unless
    ``force``.
    """
    folder, name = Path(folder), draft.policy.id
    paths = {"policy": folder / f"{name}.yaml", "page": folder / f"{name}.html"}
    if draft.registers_yaml is not None:
        taken = (folder / REGISTERS).exists() or any(path.name == REGISTERS for path in registers)
        paths["registers"] = folder / (f"{name}.{REGISTERS}" if taken else REGISTERS)
    copies = {f"copy of {path.name}": path for path in registers}
    paths |= {key: folder / path.name for key, path in copies.items()}
    paths["text"] = folder / SOURCES / f"{name}.txt"
    contents = {"policy": draft.policy_yaml, "registers": draft.registers_yaml or "", "text": draft.text}
    contents |= {key: read_text(path) for key, path in copies.items()}
    written = {path for key, path in paths.items() if key in {"text", *copies} and _holds(path, contents[key])}
    there = [path for path in paths.values() if path not in written and path.exists()]
    if there and not force:
        raise InputError([Problem(Code.DRAFT_EXISTS, file=path) for path in there])
    contents["page"] = draft.page
    with _folders(folder, folder / SOURCES):
        contents["lock"] = lock_with(replace(draft.policy, file=str(paths["policy"])), draft.frame.source)
        paths["lock"] = folder / LOCK_FILE
        _write_all({path: contents[key] for key, path in paths.items() if path not in written})
    return paths


def _write_all(contents: Mapping[Path, str]) -> None:
    """Write all files; each gets its name only when all of them are written. What was there comes back on failure."""
    for path in contents:
        check_writable(path)
    before = {path: path.read_bytes() if path.exists() else None for path in contents}
    try:
        with ExitStack() as stack:
            for path, content in contents.items():
                stack.enter_context(atomic_write(path)).write_bytes(content.encode("utf-8"))
    except BaseException:
        for path, old in before.items():
            with suppress(OSError):
                if old is None:
                    path.unlink(missing_ok=True)
                elif path.read_bytes() != old:
                    write_file(path, old)
        raise


def _holds(path: Path, text: str) -> bool:
    """Whether the file is there and holds this text."""
    with suppress(InputError):
        return path.exists() and read_text(path) == text
    return False


@contextmanager
def _folders(*folders: Path) -> Iterator[None]:
    """The folders, made where they are missing, and taken away again if nothing could be written there."""
    made = []
    try:
        for folder in folders:
            for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
                missing.mkdir()
                made.append(missing)
        yield
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise
