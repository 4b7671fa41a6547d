"""Waivers excuse what they name, for as long as they say, and are told when they are of no use."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from jats import article

import converter
from converter.validation import Validation
from converter.validation.waivers import Excuses, WaiversBroken, find_waivers, read_waivers

TODAY = date(2026, 5, 1)
WAIVER = '[[waiver]]\ncode = "issn-check-digit"\nreason = "The old number."\n'


def spoilt(folder: Path) -> Validation:
    return converter.validate(article(("2049-3630", "2049-3631")), name=str(folder / "2019/a.xml"))


def excuse(folder: Path, text: str) -> tuple[Validation, Validation]:
    """The validation after the waivers, and what there is to say of them."""
    file = folder / ".galley.toml"
    file.write_text(text, encoding="utf-8")
    excuses = Excuses(read_waivers(file), TODAY)
    return excuses.apply(spoilt(folder)), excuses.remains("en")


INLINE = 'waiver = [{ code = "issn-check-digit", reason = "The old number." }]\n'


@pytest.mark.parametrize(
    "text",
    [WAIVER, INLINE, WAIVER + 'path = "2019/*"\n', WAIVER + "until = 2026-05-01\n", WAIVER.replace("-digit", "-*")],
)
def test_a_waiver_sets_a_finding_apart(tmp_path: Path, text: str) -> None:
    after, remains = excuse(tmp_path, text)
    assert after.ok
    assert [each.code for each in after.waived] == ["issn-check-digit"]
    assert remains.findings == ()


@pytest.mark.parametrize("text", [WAIVER + 'path = "2020/*"\n', WAIVER.replace("issn-check", "orcid-check")])
def test_a_waiver_of_no_use_is_told(tmp_path: Path, text: str) -> None:
    after, remains = excuse(tmp_path, text)
    assert not after.ok
    assert [each.code for each in remains.findings] == ["waiver-unused"]


def test_an_expired_waiver_excuses_nothing_and_is_told(tmp_path: Path) -> None:
    after, remains = excuse(tmp_path, "\n" + WAIVER + "until = 2026-04-30\n")
    assert not after.ok
    (told,) = remains.findings
    assert (told.code, told.line) == ("waiver-expired", 2)
    assert told.sentence == "The waiver of issn-check-digit ended on 2026-04-30: The old number."


@pytest.mark.parametrize(
    "text",
    [
        '[[waiver]]\ncode = "x"\n',
        '[[waiver]]\nreason = "x"\n',
        WAIVER + 'until = "soon"\n',
        WAIVER + 'colour = "red"\n',
        WAIVER.replace("[[waiver]]", "[waiver]"),
        WAIVER.replace("waiver", "waivers"),
        WAIVER.replace("The old number.", " "),
        "[[waiver",
    ],
)
def test_a_broken_waiver_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    with pytest.raises(WaiversBroken, match=r"\.galley\.toml"):
        excuse(tmp_path, text)


def test_the_nearest_file_of_waivers_is_taken(tmp_path: Path) -> None:
    (tmp_path / ".galley.toml").write_text(WAIVER, encoding="utf-8")
    inner = tmp_path / "2019/issue"
    inner.mkdir(parents=True)
    found = find_waivers(inner)
    assert found is not None
    assert found.file == (tmp_path / ".galley.toml").resolve()
