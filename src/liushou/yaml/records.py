"""Dataclasses as plain JSON data, and back: values, tuples, mappings and days, nothing that runs."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from ..files import write_file


def pack(value: Any, folder: str) -> dict[str, Any]:
    """A dataclass and all in it as data; raises TypeError for anything else. Paths below ``folder`` move with it."""
    classes: dict[type, int] = {}
    # In the order in which they are needed, equal ones once.
    objects: dict[str, tuple[int, list[Any]]] = {}

    def write(value: Any) -> Any:
        if isinstance(value, str):
            return "\0" + value[len(folder) :] if value.startswith(folder) else value
        if value is None or isinstance(value, (bool, int, float)):
            return value
        if isinstance(value, date):
            return {"d": value.isoformat()}
        if isinstance(value, tuple):
            return [write(item) for item in value]
        if isinstance(value, frozenset):
            return {"s": [write(item) for item in sorted(value)]}
        if isinstance(value, Mapping):
            return {"m": [[write(key), write(item)] for key, item in value.items()]}
        if not is_dataclass(value):
            raise TypeError(f"{value!r} is no data")
        kind = classes.setdefault(type(value), len(classes))
        row = [kind, *(write(getattr(value, part.name)) for part in fields(value))]
        text = json.dumps(row, ensure_ascii=False)
        return {"r": objects.setdefault(text, (len(objects), row))[0]}

    root = write(value)
    shapes = [[kind.__module__, kind.__qualname__, [part.name for part in fields(kind)]] for kind in classes]
    return {"classes": shapes, "objects": [row for _, row in objects.values()], "root": root}


def unpack(data: Mapping[str, Any], folder: str) -> Any:
    """What :func:`pack` packed."""
    objects: list[Any] = []

    def read(value: Any) -> Any:
        kind = type(value)
        if kind is str:
            return folder + value[1:] if value[:1] == "\0" else value
        if kind is list:
            return tuple([read(item) for item in value])
        if kind is dict:
            ((mark, inner),) = value.items()
            if mark == "r":
                return objects[inner]
            if mark == "m":
                return {read(key): read(item) for key, item in inner}
            if mark == "d":
                return date.fromisoformat(inner)
            return frozenset(read(item) for item in inner)
        return value

    kinds = [(getattr(import_module(module), name), names) for module, name, names in data["classes"]]
    for number, *values in data["objects"]:
        cls, names = kinds[number]
        instance = cls.__new__(cls)
        for name, value in zip(names, values, strict=True):
            object.__setattr__(instance, name, read(value))
        objects.append(instance)
    return read(data["root"])


def to_yaml(data: Any, *, flow: bool = False) -> str:
    """Plain data as YAML that is read back as it is: Chinese as it is, a text on one line; with ``flow`` all of it."""
    import yaml  # only where something is written

    class Dumper(yaml.SafeDumper):
        """Left to itself, PyYAML folds some of the characters that end a line to YAML, and so loses them."""

    def write_text(dumper: Any, text: str) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if _BREAKS.search(text) else None)

    Dumper.add_representer(str, write_text)
    options: Any = {"allow_unicode": True, "sort_keys": False, "width": 1_000_000, "default_flow_style": flow}
    return str(yaml.dump(data, Dumper=Dumper, **options))


_BREAKS = re.compile("[\x85\u2028\u2029\ufeff]")


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over files, with their names."""
    sha = hashlib.sha256()
    for path in sorted(paths):
        sha.update(f"{path.name}\0".encode() + path.read_bytes())
    return sha.hexdigest()


def read_prebuilt(path: Path, key: str) -> Any:
    """The data of a prebuilt file, or None where it is of another key, damaged, or not there."""
    try:
        stored_key, sha256, text = path.read_bytes().split(b"\n", 2)
    except (OSError, ValueError):
        return None
    whole = stored_key == key.encode() and sha256 == hashlib.sha256(text).hexdigest().encode()
    return json.loads(text) if whole else None


def write_prebuilt(path: Path, key: str, data: Any) -> None:
    """Keep data for :func:`read_prebuilt`: the key, the SHA-256 of the data, the data, a line each."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    write_file(path, f"{key}\n{hashlib.sha256(text.encode()).hexdigest()}\n{text}")
