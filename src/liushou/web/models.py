"""Profile and answer as pydantic models, for FastAPI applications: generated from facts.yaml and answer.py.

>>> from liushou import match
>>> from liushou.web.models import Answer, Profile
>>> woman = Profile(sex="女", lives_in_village="是", husband_away_since="2023-02")
>>> answer = Answer.from_match(match(woman.to_profile(), place="500230", on=date(2025, 6, 30)))

A profile is read by :meth:`liushou.Profile.from_mapping`: both accept the same, with the same meaning. What hangs on
the day, above all whether two facts contradict each other, is refused where the day is known, by ``match``. pydantic
is the extra ``web``.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, lru_cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self, Union, get_args, get_origin, get_type_hints

from .. import profile as library
from ..answer import LEAN, Match, answer_schema, schema_name
from ..documents import Rules, profile_schema
from ..messages import LANGUAGES
from ..problems import Code, InputError, MissingExtraError, Problem, mask

try:
    from pydantic import (
        BaseModel,
        ConfigDict,
        Field,
        ModelWrapValidatorHandler,
        SkipValidation,
        Strict,
        ValidationError,
        create_model,
        model_validator,
    )
    from pydantic_core import InitErrorDetails, PydanticCustomError
except ImportError:
    raise MissingExtraError("web", "pydantic") from None

_TYPES: dict[str, Any] = {
    "yes_no": bool,
    "date": str | dict[str, str],
    "number": int | float | dict[str, int | float],
    "integer": int | dict[str, int],
}

_PROFILE = "to_profile()"


class ProfileModel(BaseModel):
    """What is known of one woman, as JSON holds it; :meth:`to_profile` is the same for the library.

    Every fact is as a profile file writes it, and None where it is not stated. Of a mistake the error has the path, the
    code of the problem, and in ``ctx`` what is wrong and what would be right, in English (``en``) and Chinese (``zh``).
    """

    model_config = ConfigDict(
        frozen=True, extra="ignore", hide_input_in_errors=True, protected_namespaces=(), serialize_by_alias=True
    )
    known_facts: ClassVar[Mapping[str, library.Fact]] = library.BY_NAME
    bounded_facts: ClassVar[Set[str]] = frozenset()

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls, given: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(given, cls):
            return given
        profile = cls._read_profile(given)
        # As `profile.to_mapping()`, but for the order, in half the time.
        fields = dict(vars(profile))
        fields |= fields.pop("extra")
        unsure, decisions = fields.pop("unsure"), fields.pop("decisions")
        for name in cls.bounded_facts & fields.keys():
            fields[name] = library.plain(fields[name])
        if unsure:
            fields["unsure"] = sorted(unsure)
        if decisions:
            fields["decisions"] = [decision.to_mapping() for decision in decisions]
        model = handler(fields)
        # Beside the fields, as pydantic keeps a cached property: under a key that no field has.
        vars(model)[_PROFILE] = profile
        return model

    @classmethod
    def _read_profile(cls, given: Any) -> library.Profile:
        try:
            if isinstance(given, library.Profile):
                return given.checked(cls.known_facts)
            if isinstance(given, Mapping):
                stated, wrong = library.read_stated(given, cls.known_facts)
                if not wrong:
                    return library.Profile.of_stated(stated)
            else:
                wrong = [((), Problem(Code.PROFILE_TYPE, value=type(given).__name__))]
        except InputError as error:
            wrong = [((problem.subject or "",), problem) for problem in error.problems]
        raise ValidationError.from_exception_data(cls.__name__, [_line(path, problem) for path, problem in wrong])

    @classmethod
    def from_profile(cls, profile: library.Profile) -> Self:
        """The model of a profile; raises pydantic's ``ValidationError`` for a fact of one's own that it has not."""
        return cls.model_validate(profile)

    def to_profile(self) -> library.Profile:
        """The profile as :func:`liushou.match` takes it."""
        profile: library.Profile | None = vars(self).get(_PROFILE)
        return profile or self._read_profile(self.model_dump(exclude_none=True))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy; unlike pydantic's, one that is changed is read anew, so that it and its profile say the same."""
        if not update:
            return super().model_copy(deep=deep)
        return type(self).model_validate({**self.to_profile().to_mapping(), **update})

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        return profile_schema(cls.known_facts)


def _line(path: library.Steps, problem: Problem) -> InitErrorDetails:
    """The problem as pydantic lists it."""
    texts = {language: problem.texts(language) for language in LANGUAGES}
    # The message comes last: pydantic fills in one after the other, and what is quoted in it stays as it is.
    context = {**texts, "near": problem.did_you_mean, "message": problem.message}
    kind = PydanticCustomError(problem.code.replace("-", "_"), "{message}", context)
    steps = tuple(step if isinstance(step, int) else mask(str(step)) for step in path if step != "")
    return InitErrorDetails(type=kind, loc=steps, input=problem.data.get("value"))


@lru_cache(maxsize=8)
def profile_model(rules: Rules | None = None) -> type[ProfileModel]:
    """The model of a profile with the facts of these rules, those of one's own among them; kept for the last rules."""
    facts = library.BY_NAME if rules is None else rules.facts
    parts: dict[str, Any] = {}
    for name, fact in facts.items():
        kind: Any = Literal[tuple(fact.choices)] if fact.kind == "choice" else _TYPES[fact.kind]
        about = Field(None, alias=name, title=fact.title, description=fact.ask)
        parts[f"{name}_" if hasattr(ProfileModel, name) else name] = (Annotated[kind | None, SkipValidation], about)
    for name, kind in (("unsure", list[str]), ("decisions", list[dict[str, str]])):
        parts[name] = (Annotated[kind, SkipValidation], Field(default_factory=list))
    model = create_model("Profile", __base__=ProfileModel, __module__=__name__, __doc__=ProfileModel.__doc__, **parts)
    model.known_facts = facts
    model.bounded_facts = frozenset(name for name, fact in facts.items() if fact.kind not in ("yes_no", "choice"))
    return model


class AnswerModel(BaseModel):
    """A part of an answer with the keys of its class in :mod:`liushou.answer`, of a lean one with those that it keeps.

    Keys that it does not know are passed over: a later version may have more.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, protected_namespaces=())

    @classmethod
    def from_match(cls, match: Match) -> Self:
        """The answer that :func:`liushou.match` gave."""
        return cls.model_validate(match, from_attributes=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        schema = _definitions()[cls.__name__]
        # Where other parts are defined, only pydantic knows.
        generated = handler.resolve_ref_schema(handler(core_schema))["properties"]
        keys = {key: _referring(part, generated[key]) for key, part in schema["properties"].items()}
        return {**schema, "properties": keys}


@cache
def _definitions() -> dict[str, Any]:
    """The schemas of all parts of answers by the names of their models."""
    return {**answer_schema()["$defs"], **answer_schema(lean=True)["$defs"]}


def _referring(schema: Any, generated: Any) -> Any:
    """The schema of a key, with pydantic's reference to the other part in it, of which a key has one at most."""
    if not isinstance(schema, (dict, list)):
        return schema
    if isinstance(schema, list):
        return [_referring(part, generated) for part in schema]
    if "$ref" in schema:
        return {**schema, "$ref": next(_references(generated))}
    return {key: _referring(part, generated) for key, part in schema.items()}


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict) and "$ref" in schema:
        yield schema["$ref"]
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _references(part)


_MODELS: dict[str, type[AnswerModel]] = {}


def _answer_model(shape: type, *, lean: bool) -> type[AnswerModel]:
    """The model of a dataclass of the answer, and of all that it holds."""
    name = schema_name(shape.__name__, lean=lean)
    if name not in _MODELS:
        hints, parts = get_type_hints(shape), {part.name: part for part in fields(shape)}
        kept = LEAN[shape.__name__] if lean else tuple(parts)
        keys = {key: (_answer_type(hints[key], lean), _default(parts[key])) for key in kept}
        about = {"__base__": AnswerModel, "__module__": __name__, "__doc__": shape.__doc__}
        _MODELS[name] = create_model(name, **about, **keys)  # type: ignore[call-overload]
    return _MODELS[name]


def _default(part: Any) -> Any:
    return ... if part.default is MISSING else part.default


def _answer_type(hint: Any, lean: bool) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return Union[tuple(_answer_type(argument, lean) for argument in arguments)]  # noqa: UP007
    if origin is tuple:
        return tuple[_answer_type(arguments[0], lean), ...]  # type: ignore[misc]
    if is_dataclass(hint):
        return _answer_model(hint, lean=lean)  # type: ignore[arg-type]
    return Annotated[hint, Strict()] if hint in (str, bool, int, float) else hint


if TYPE_CHECKING:

    class Profile(ProfileModel):
        """The facts of the contract."""

        def __init__(self, **facts: Any) -> None: ...
        def __getattr__(self, fact: str) -> Any: ...

    class Answer(AnswerModel):
        """The whole answer."""

        def __getattr__(self, key: str) -> Any: ...

    class LeanAnswer(Answer):
        """The answer without what is only text."""

else:
    Profile = profile_model()
    Answer, LeanAnswer = (_answer_model(Match, lean=lean) for lean in (False, True))


def __getattr__(name: str) -> type[AnswerModel]:
    """The other parts of an answer: Question, ServiceAnswer, Ground, LeanGround …."""
    if name not in _MODELS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _MODELS[name]
