from pathlib import Path

import pytest
from casefile import cases, renew

TWO = "# a remark\nFirst\n----\na\n\nb\n----\nc\n====\nSecond\n----\nd\n----\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.txt"
    path.write_text(TWO, encoding="utf-8")
    return path


def test_a_case_is_a_title_an_input_and_an_expectation(file: Path) -> None:
    first, second = cases(file)
    assert (first.title, first.input, first.expected, first.id) == ("First", "a\n\nb", "c", "small:1")
    assert (second.title, second.input, second.expected, second.id) == ("Second", "d", "", "small:10")


def test_a_folder_gives_the_cases_of_all_its_files(file: Path) -> None:
    assert cases(file.parent) == cases(file)


def test_a_renewed_case_leaves_the_others_alone(file: Path) -> None:
    renew(cases(file)[1], "e")
    assert file.read_text(encoding="utf-8") == TWO + "e\n"
    renew(cases(file)[0], "x")
    assert file.read_text(encoding="utf-8") == TWO.replace("\nc\n", "\nx\n") + "e\n"


def test_a_case_without_expectation_is_refused_with_its_line(file: Path) -> None:
    file.write_text("Title\n----\ninput\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"small.txt:1: .* not 2 parts"):
        cases(file)
