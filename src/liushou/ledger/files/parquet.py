"""The columns of a Parquet file, read by pyarrow some rows at a time; what it cannot turn into a value is said."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ...apart import RefusedError
from .bounds import LONGEST, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT

#: Rows sent at a time.
_TOGETHER = 16_384
#: What a cell holds that is no day of the calendar.
OUTSIDE = "公历以外的日期"
_PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


def messages(path: Path, kind: str, sheet: str | None) -> Iterator[tuple[Any, ...]]:
    """The messages of which the grid is made. Raises :class:`RefusedError`."""
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    pa.set_memory_pool(pa.system_memory_pool())
    try:
        # As nanoseconds, days of the old form beyond 2262 would come out as others.
        file = pq.ParquetFile(path, coerce_int96_timestamp_unit="ms")
        height, schema = file.metadata.num_rows, file.schema_arrow
        if height > MAX_ROWS or len(schema) > MAX_COLUMNS or height * len(schema) > MAX_CELLS:
            raise RefusedError(
                f"more than {MAX_ROWS:,} rows, {MAX_COLUMNS:,} columns or {MAX_CELLS:,} cells",
                "liushou.ledger.evaluate(pl.scan_parquet(…)) for a ledger of that size, which streams",
            )
        flat = (file.schema.column(place) for place in range(len(file.schema)))
        enums = {column.path for column in flat if column.logical_type.type == "ENUM"}
        converters = [_converter(pa.string() if field.name in enums else field.type, pa) for field in schema]
        foreign = [field for field, convert in zip(schema, converters, strict=True) if convert is None]
        notes = tuple(f"列“{field.name}”的类型是{field.type}，未读取" for field in foreign)
        yield "columns", *[([], b"")] * len(schema)
        rows = length = 0
        for batch in file.iter_batches(_TOGETHER, use_threads=False):
            rows += batch.num_rows
            columns = [_encoded(column, convert, pa) for column, convert in zip(batch.columns, converters, strict=True)]
            length += sum(len(value) for values, _ in columns for value in values if value.__class__ is str)
            if length > MAX_TEXT:
                raise RefusedError(f"more than {MAX_CELLS:,} cells or {MAX_TEXT:,} characters")
            yield "columns", *columns
    except (pa.ArrowException, OSError, ValueError) as error:
        raise RefusedError(f"a damaged Parquet file ({' '.join(str(error).split())[:80]})") from None
    if rows != height:
        raise RefusedError(f"a damaged Parquet file ({rows:,} rows, not {height:,})")
    grid = {"numbers": range(1, height + 1), "notes": notes, "typed": True, "names": tuple(schema.names)}
    yield "grid", {**grid, "counted": height, "foreign": frozenset(field.name for field in foreign)}


#: Distinct values as an array, turned into Python's.
_Convert = Callable[[Any], list[Any]]


def _converter(kind: Any, pa: Any) -> _Convert | None:
    """What turns values of a type into those of cells; None for a type that no cell has."""
    types = pa.types
    if types.is_dictionary(kind):
        return _converter(kind.value_type, pa)
    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind):
        return lambda array: _each(array.cast(pa.large_string()), lambda value: value[:LONGEST])
    if types.is_date(kind):
        per_day = 1 if types.is_date32(kind) else 86_400_000
        count = pa.int32() if types.is_date32(kind) else pa.int64()
        return lambda array: _each(array.cast(count), lambda value: (_BEGIN + timedelta(value // per_day)).date())
    if types.is_timestamp(kind):
        try:
            zone = _zone(kind.tz)
        except (KeyError, ValueError, OSError):
            return None
        per_second = _PER_SECOND[kind.unit]
        return lambda array: _each(array.cast(pa.int64()), lambda value: _moment(value, per_second, zone))
    if types.is_decimal(kind):
        return lambda array: _each(
            array, lambda value: int(value) if value == value.to_integral_value() else float(value)
        )
    if types.is_floating(kind):
        return lambda array: array.cast(pa.float64()).to_pylist()
    if types.is_boolean(kind) or types.is_integer(kind) or types.is_null(kind):
        return lambda array: array.to_pylist()
    return None


def _each(array: Any, convert: Callable[[Any], Any]) -> list[Any]:
    """Every value converted; what cannot be one says so."""
    values: list[Any] = []
    for item in array:
        try:
            value = item.as_py()
            values.append(None if value is None else convert(value))
        except (OverflowError, ValueError, ArithmeticError) as error:
            values.append("不是UTF-8编码的文字" if isinstance(error, UnicodeDecodeError) else OUTSIDE)
    return values


_BEGIN = datetime(1970, 1, 1)


def _zone(name: str | None) -> tzinfo | None:
    """The zone in which a moment is a day; moments that say nothing but the world's time are days of China's."""
    if name and name[0] in "+-":
        hours, _, minutes = name[1:].partition(":")
        away = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(away if name[0] == "+" else -away)
    return ZoneInfo("Asia/Shanghai" if name.upper() in ("UTC", "Z", "ETC/UTC", "GMT") else name) if name else None


def _moment(count: int, per_second: int, zone: tzinfo | None) -> date:
    seconds, rest = divmod(count, per_second)
    moment = _BEGIN + timedelta(seconds=seconds, microseconds=rest * 1_000_000 // per_second)
    return moment if zone is None else moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def _encoded(array: Any, convert: _Convert | None, pa: Any) -> tuple[list[Any], bytes]:
    """(the values that occur, for each row the place of its own among them, as 32-bit integers).

    Of what cannot be read only where there is anything is said.
    """
    if convert is None:
        filled = array.is_valid().to_pylist()
        array = pa.array([True if valid else None for valid in filled], pa.bool_())
        convert = _converter(array.type, pa)
        assert convert is not None
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_string_view(array.type):
        array = array.cast(pa.large_string())
    array = array.dictionary_encode(null_encoding="encode")
    places = array.indices
    return convert(array.dictionary), places.buffers()[1].to_pybytes()[4 * places.offset :][: 4 * len(places)]
