"""Frames in and out: Polars, PyArrow, DuckDB, PySpark and pandas, the same kind back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, TypeAlias

from ..on_demand import library, polars
from ..problems import Code, InputError, MissingExtraError, Problem

try:
    import narwhals as nw
except ImportError as error:  # pragma: no cover - the extra is installed where this is tested
    raise MissingExtraError("ledger", "narwhals") from error

#: Either kind of narwhals frame: both take the same expressions.
Frame: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"

#: Columns made on the way have names that start so; they never come out.
PREFIX = "__liushou_"
_KINDS = frozenset({"POLARS", "PYARROW", "DUCKDB", "PYSPARK", "PYSPARK_CONNECT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameHandle:
    """A frame as narwhals reads it; ``close`` gives a result of the caller's own kind."""

    frame: Any
    #: What expressions are written with: polars for Polars, narwhals for all others.
    engine: Any
    schema: dict[str, nw.dtypes.DType]
    close: Callable[[Any, tuple[str, ...]], Any]
    #: The frame itself where its rows are at hand; None where they are only planned.
    held: Any = None
    #: Whether the engine looks values up in a table by hashing them.
    tables: bool = True

    def empty(self, name: str) -> bool:
        """Whether every row of a column is certain to be null."""
        if self.held is None:
            return _empty_type(self, name)
        column = self.held[name]
        return bool((column.null_count if self.engine is nw else column.null_count()) == len(column))

    def meet(self, groups: Iterable[Iterable[str]]) -> bool:
        """Whether some row may have a value in a column of every group."""
        if self.held is None:
            return True
        frame = self.frame if self.engine is nw else self.held
        columns = ([self.engine.col(name) for name in names if name in self.schema] for names in groups)
        stated = [reduce(or_, [~column.is_null() for column in group]) for group in columns]
        return bool(frame.select(reduce(and_, stated).any().alias("met"))["met"][0])


def open_frame(native: Any) -> FrameHandle:
    """The frame, checked; raises :class:`~liushou.InputError` for what cannot be read."""
    _check_names(native)
    if _is(native, "pandas", "DataFrame"):
        source, native = native, _from_pandas(native)
        return _open(native, lambda frame, added: _to_pandas(source, frame, added))
    if _is(native, "polars", "DataFrame"):
        # Planned as a whole and reckoned at once.
        return _open(native.lazy(), lambda frame, _: frame.collect(), native)
    return _open(native, lambda frame, _: frame)


def _open(native: Any, close: Callable[[Any, tuple[str, ...]], Any], whole: Any = None) -> FrameHandle:
    try:
        frame: Frame = nw.from_native(native)
    except TypeError:
        raise InputError(Problem(Code.NOT_A_FRAME, value=type(native).__name__)) from None
    if not isinstance(frame, (nw.DataFrame, nw.LazyFrame)) or frame.implementation.name not in _KINDS:
        raise InputError(Problem(Code.FRAME_KIND, value=type(native).__module__))
    schema = dict(frame.collect_schema())
    if not schema:
        raise InputError(Problem(Code.NO_COLUMNS))
    if frame.implementation.name == "POLARS":
        return FrameHandle(frame=native, engine=polars(), schema=schema, close=close, held=whole)
    return FrameHandle(
        frame=frame,
        engine=nw,
        schema=schema,
        close=lambda result, added: close(result.to_native(), added),
        held=frame.to_native() if isinstance(frame, nw.DataFrame) else None,
        tables=frame.implementation.name == "PYARROW",
    )


def _empty_type(opened: FrameHandle, name: str) -> bool:
    """Whether a column has the type of nothing at all."""
    if not isinstance(opened.schema[name], nw.Unknown):
        return False
    if opened.engine is not nw:
        return str(opened.frame.collect_schema()[name]) == "Null"
    native: Any = opened.frame.to_native()
    kind = opened.frame.implementation.name
    if kind == "PYARROW":
        dtype = native.schema.field(name).type
    elif kind == "DUCKDB":
        dtype = native.types[native.columns.index(name)]
    else:
        dtype = native.schema[name].dataType.typeName()
    return str(dtype).strip('"').lower() in ("null", "void")


def is_text(dtype: nw.dtypes.DType) -> bool:
    """Whether a column holds text of any kind."""
    return isinstance(dtype, (nw.String, nw.Categorical, nw.Enum))


def _check_names(native: Any) -> None:
    """Duplicate names would make a column ambiguous; names of our own would be lost."""
    names = getattr(native, "column_names", None)
    names = names if isinstance(names, list) else None
    if names is None and type(native).__module__.partition(".")[0] != "polars":
        columns = getattr(native, "columns", None)
        names = [str(name) for name in columns] if columns is not None else None
    if names and len(set(names)) < len(names):
        twice = min(name for name in names if names.count(name) > 1)
        raise InputError(Problem(Code.COLUMN_TWICE, subject=twice))


def _is(native: Any, package: str, name: str) -> bool:
    """Whether it is an object of a package, without importing the package."""
    return type(native).__module__.partition(".")[0] == package and type(native).__name__ == name


def _from_pandas(source: Any) -> Any:
    """The frame as Arrow: NaN becomes null, object columns what they hold, or are refused."""
    pa, columns = library("pyarrow", "ledger"), {}
    for name in source.columns:
        try:
            columns[str(name)] = pa.Array.from_pandas(source[name])
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            raise InputError(Problem(Code.MIXED_COLUMN, subject=name)) from None
    return pa.table(columns)


def _to_pandas(source: Any, table: Any, added: tuple[str, ...]) -> Any:
    import pandas  # type: ignore[import-untyped, unused-ignore]

    result = source.copy(deep=False)
    for name in added:
        column = table.column(name)
        kind = "Int8" if str(column.type) == "int8" else "string"
        result[name] = pandas.array(column.to_pylist(), dtype=kind)
    return result
