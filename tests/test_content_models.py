from dataclasses import dataclass

import pytest

from converter.content_models import Misfit, find_lacking, find_misfit


@dataclass
class Node:
    """A declaration as lxml gives it."""

    type: str
    occur: str = "once"
    name: str | None = None
    left: "Node | None" = None
    right: "Node | None" = None


def name(text: str) -> Node:
    occur = {"?": "opt", "*": "mult", "+": "plus"}.get(text[-1], "once")
    return Node("element", occur, text.rstrip("?*+"))


# (label?, (title | head)+, p*)
MODEL = Node(
    "seq",
    left=name("label?"),
    right=Node("seq", left=Node("or", "plus", None, name("title"), name("head")), right=name("p*")),
)


@pytest.mark.parametrize("children", ["title", "label head", "title head title", "label title p p"])
def test_children_in_their_order_fit(children: str) -> None:
    assert find_misfit(MODEL, children.split()) is None


@pytest.mark.parametrize(
    ("children", "index", "wanted"),
    [
        ("", 0, "label title head"),
        ("label", 1, "title head"),
        ("p", 0, "label title head"),
        ("label label", 1, "title head"),
        ("title label", 1, "title head p"),
        ("title p title", 2, "p"),
    ],
)
def test_the_first_child_that_does_not_fit_is_told(children: str, index: int, wanted: str) -> None:
    assert find_misfit(MODEL, children.split()) == Misfit(index, tuple(wanted.split()))


def test_an_empty_element_fits_only_without_children() -> None:
    assert find_misfit(None, []) is None
    assert find_misfit(None, ["p"]) == Misfit(0, ())


@pytest.mark.parametrize(
    ("children", "culprit", "lacking"),
    [("p", 0, "title head"), ("label p p", 1, "title head"), ("title label", 1, ""), ("foo", 0, "")],
)
def test_what_lacks_before_a_child_is_told(children: str, culprit: int, lacking: str) -> None:
    assert find_lacking(MODEL, children.split(), culprit) == tuple(lacking.split())
