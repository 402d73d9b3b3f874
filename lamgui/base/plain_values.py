"""Values of the program as plain JSON values, and back: values that do not fit the expected type are refused."""

from __future__ import annotations

import math
import os
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from lamgui.base.errors import UserError

Value = TypeVar("Value")


def plain(value: Any) -> Any:
    """The same as objects, lists, text and numbers; a path is text, and so is a number that is not finite.

    All fields of a dataclass are stated, with those that `read_as` left at their default: that may be another one in a
    later version.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {msgspec.to_builtins(name, str_keys=True): plain(one) for name, one in value.items()}
    return _in_words(msgspec.to_builtins(value, enc_hook=os.fspath))


def read_as(values: Any, kind: type[Value], numbers_in_words: bool = False) -> Value:
    """A value of a dataclass, an enum or their parts; fields that the class does not have are ignored.

    `numbers_in_words` accepts numbers as text too, such as "inf", for which JSON has no number. Raises ValueError,
    saying where and what, for anything that is no such value; where the class itself refuses it in words for the user,
    those.
    """
    try:
        return msgspec.convert(values, kind, strict=not numbers_in_words, dec_hook=_from_text)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, UserError):
            raise error.__cause__ from None
        raise ValueError(str(error)) from error
    except (RecursionError, OverflowError) as error:
        raise ValueError(f"it is nested too deep, or a number is too large: {error}") from error


def _from_text(kind: type[Any], value: Any) -> Any:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise ValueError(f"{value!r} is no {kind.__name__}")


def _in_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _in_words(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_in_words(one) for one in value]
    return repr(float(value)) if isinstance(value, float) and not math.isfinite(value) else value
