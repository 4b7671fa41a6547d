"""Lines that tell where an article was printed, and lines that only look like it."""

from __future__ import annotations

import pytest

from converter.recognition.imprints import read_imprint
from converter.recognition.issns import is_issns, read_issns


def told(line: str, title: str = "") -> str:
    found = read_imprint(line, title)
    issue = found.issue
    parts = [getattr(issue, name) for name in ("year", "volume", "issue", "fpage", "lpage", "elocation")]
    return " | ".join([found.journal, *(part or "-" for part in parts), *filter(None, [found.doi])])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Rivers 2014, 4, 932-945; doi:10.1234/rivers4", "Rivers | 2014 | 4 | - | 932 | 945 | - | 10.1234/rivers4"),
        ("Annals of Rivers 12 (2024) 104–119", "Annals of Rivers | 2024 | 12 | - | 104 | 119 | -"),
        ("Wetlands 49: e1112020, 2022", "Wetlands | 2022 | 49 | - | - | - | e1112020"),
        ("Rev Rios Publicos. 2019;53:12", "Rev Rios Publicos | 2019 | 53 | - | 12 | - | -"),
        ("Marek et al. Public Waters (2020) 20:1234", "Public Waters | 2020 | 20 | - | 1234 | - | -"),
        ("Ann. Rivers, 38, 1–12, 2020", "Ann. Rivers | 2020 | 38 | - | 1 | 12 | -"),
        ("Rivers 2019, 19(3), 512", "Rivers | 2019 | 19 | 3 | 512 | - | -"),
        ("Вестник рек. 2021. № 70. С. 5–12", "Вестник рек | 2021 | - | 70 | 5 | 12 | -"),
        ("Tạp chí Sông, Tập 5, số 3, 2021, tr. 20-29", "Tạp chí Sông | 2021 | 5 | 3 | 20 | 29 | -"),
        ("Rivers | www.rivers.example 1 March 2020 | Volume 11 | Article 345", "Rivers | 2020 | 11 | - | - | - | -"),
        ("Вестник рек. 2021. Т. 4, № 3 (15)", "Вестник рек | 2021 | 4 | 3 (15) | - | - | -"),
        ("Tạp chí Sông, Tập 12, Số 3 (2022), 44-52", "Tạp chí Sông | 2022 | 12 | 3 | 44 | 52 | -"),
        ("Revista dos Rios, v. 7, n. 1, p. 8-14, 2018", "Revista dos Rios | 2018 | 7 | 1 | 8 | 14 | -"),
        ("Przegląd Rzek, 2020, t. 5, nr 2, s. 33-48", "Przegląd Rzek | 2020 | 5 | 2 | 33 | 48 | -"),
        ("ISSN 2049-3630 Вісник річок. 2022. Вип. 8. С. 3–9", "Вісник річок | 2022 | - | 8 | 3 | 9 | -"),
        ("Wetlands. 2021. Vol. 48", "Wetlands | 2021 | 48 | - | - | - | -"),
    ],
)
def test_a_line_tells_journal_and_place(line: str, expected: str) -> None:
    assert told(line) == expected


def test_the_journal_stands_behind_the_title_of_the_article() -> None:
    line = "Marek et al. (2024). Sand and Willows. Journal of Open Rivers, 7(77), 180. https://doi.org/10.1234/jor.180."
    assert told(line, "Sand and Willows") == "Journal of Open Rivers | 2024 | 7 | 77 | 180 | - | - | 10.1234/jor.180"


@pytest.mark.parametrize(
    "line",
    [
        "Received: 12 March 2020 / Accepted: 10 October 2021",
        "The ratio was 12:30 in 2020",
        "ISSN 2218-1989",
        "Sand and Willows: The Rivers of 1985–2020",
        "УДК 94(47).084",
        "Institute of Rivers, 70125 Bari, Italy",
    ],
)
def test_other_lines_are_no_imprints(line: str) -> None:
    assert not read_imprint(line).is_whole
    assert read_imprint(line).weight < 2


def test_a_caption_is_no_whole_imprint() -> None:
    assert not read_imprint("Table 4. Values at 12 (3), 2019").is_whole


def test_an_issn_is_no_word_of_the_journal() -> None:
    found = read_imprint("Rivers, v. 7, n. 1, p. 8-14, 2018 ISSN 2049-3630")
    assert (found.journal, [each.number for each in found.issns], found.rest) == ("Rivers", ["2049-3630"], "")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ISSN 1234-5679 (Print) ISSN 2049-3630 (Online)", "1234-5679 print, 2049-3630 electronic"),
        ("eISSN: 2049-3630", "2049-3630 electronic"),
        ("ISSN 2049-363Х", "2049-363X "),
        ("ISSN (печатный) 1234-5679", "1234-5679 print"),
        ("ISBN 978-5-00000-000-1", ""),
    ],
)
def test_issns_are_told_with_their_editions(line: str, expected: str) -> None:
    assert ", ".join(f"{each.number} {each.edition}" for each in read_issns(line)) == expected
    assert is_issns(line) == bool(expected)
