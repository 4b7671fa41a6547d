"""What may stand next in an element, reckoned from its content model in the DTD.

A validator tells that `article-meta` is wrong as a whole; an editor wants the one child that is
out of place. A model is taken apart child by child (Brzozowski's derivatives): where nothing is
left of it stands the culprit, and the names the rest may begin with are what was wanted there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, assert_never

from msgspec import Struct


class Declared(Protocol):
    """A node of a content model as lxml gives it (`content` of `DTD.iterelements()`)."""

    @property
    def name(self) -> str | None:
        """The local name of a child."""

    @property
    def type(self) -> str:
        """`element`, `seq`, `or` or `pcdata`."""

    @property
    def occur(self) -> str:
        """`once`, `opt`, `mult` or `plus`."""

    @property
    def left(self) -> Declared | None:
        """The first of two."""

    @property
    def right(self) -> Declared | None:
        """The second of two."""


class Nothing(Struct, frozen=True):
    """Nothing fits any more."""


class End(Struct, frozen=True):
    """The element ends here."""


class Both(Struct, frozen=True):
    """One model, then another."""

    first: Model
    then: Model


class Either(Struct, frozen=True):
    """One of two models."""

    left: Model
    right: Model


class Repeat(Struct, frozen=True):
    """A model any number of times."""

    model: Model


Model = str | Nothing | End | Both | Either | Repeat
"""A content model; a string is the local name of a child."""


class Misfit(Struct, frozen=True):
    """The child at `index` does not fit, or is missing where `index` is past the last."""

    index: int
    wanted: tuple[str, ...]
    """The names that fit there, in the order of the DTD."""


def find_misfit(declared: Declared | None, children: Sequence[str]) -> Misfit | None:
    """The first of `children` (local names) that does not fit; None when all do."""
    model = build_model(declared)
    for index, child in enumerate(children):
        rest = after(model, child)
        if rest == Nothing():
            return Misfit(index, beginnings(model))
        model = rest
    return None if may_end(model) else Misfit(len(children), beginnings(model))


_NEAR = 40
"""Looked for no farther back than so many children: the search takes the square of it."""


def find_follower(declared: Declared | None, children: Sequence[str], culprit: int) -> int | None:
    """The child before which the misplaced one at `culprit` fits, so that it only came too late."""
    before, name = children[:culprit], children[culprit]
    model = build_model(declared)
    found = None
    for index, child in enumerate(before):
        if culprit - index <= _NEAR and name in beginnings(model) and _fits(after(model, name), before[index:]):
            found = index
        model = after(model, child)
    return found


def find_lacking(declared: Declared | None, children: Sequence[str], culprit: int) -> tuple[str, ...]:
    """The names of which one must come before the child at `culprit` for it to fit."""
    model = build_model(declared)
    for child in children[:culprit]:
        model = after(model, child)
    return tuple(name for name in beginnings(model) if _fits(after(model, name), [children[culprit]]))


def _fits(model: Model, children: Sequence[str]) -> bool:
    for child in children:
        model = after(model, child)
    return model != Nothing()


def build_model(declared: Declared | None) -> Model:
    """The model of a declaration, `a+` written as `a, a*` and `a?` as a choice with the end."""
    if declared is None:
        return End()
    match declared.type:
        case "element":
            model: Model = declared.name or ""
        case "seq":
            model = Both(build_model(declared.left), build_model(declared.right))
        case "or":
            model = Either(build_model(declared.left), build_model(declared.right))
        case _:
            model = End()
    match declared.occur:
        case "opt":
            return Either(model, End())
        case "mult":
            return Repeat(model)
        case "plus":
            return Both(model, Repeat(model))
        case _:
            return model


def after(model: Model, child: str) -> Model:
    """What is left of a model once `child` has been met."""
    match model:
        case str():
            return End() if model == child else Nothing()
        case Nothing() | End():
            return Nothing()
        case Both(first, then):
            met = _both(after(first, child), then)
            return _either(met, after(then, child)) if may_end(first) else met
        case Either(left, right):
            return _either(after(left, child), after(right, child))
        case Repeat(repeated):
            return _both(after(repeated, child), model)
        case _:
            assert_never(model)


def may_end(model: Model) -> bool:
    """Whether the element may end here."""
    match model:
        case str() | Nothing():
            return False
        case End() | Repeat():
            return True
        case Both(first, then):
            return may_end(first) and may_end(then)
        case Either(left, right):
            return may_end(left) or may_end(right)
        case _:
            assert_never(model)


def beginnings(model: Model) -> tuple[str, ...]:
    """The names a model may begin with, each once."""
    match model:
        case str():
            return (model,)
        case Nothing() | End():
            return ()
        case Both(first, then):
            names = beginnings(first) + (beginnings(then) if may_end(first) else ())
        case Either(left, right):
            names = beginnings(left) + beginnings(right)
        case Repeat(repeated):
            names = beginnings(repeated)
        case _:
            assert_never(model)
    return tuple(dict.fromkeys(names))


def _both(first: Model, then: Model) -> Model:
    if Nothing() in (first, then):
        return Nothing()
    return then if first == End() else Both(first, then)


def _either(left: Model, right: Model) -> Model:
    if left == Nothing() or left == right:
        return right
    return left if right == Nothing() else Either(left, right)
