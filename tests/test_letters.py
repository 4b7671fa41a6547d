"""Repairs of letters: fonts of Vietnamese, words in two scripts, letters in pieces."""

from __future__ import annotations

import re
from unicodedata import combining as is_mark
from unicodedata import normalize

import pytest
from casefile import Case, cases

from converter.diagnostics import Diagnostic, Place, Severity
from converter.manuscript import Block, BlockKind, Manuscript, Mark, Run
from converter.repairs import Repair, combining, mixed_scripts, vietnamese_fonts
from converter.repairs._fonts import Font, fonts
from converter.repairs._syllables import is_syllable

SENTENCES = """
Quan hệ giữa Việt Nam và Liên bang Nga đã trải qua nhiều giai đoạn lịch sử khác nhau.
Bài viết phân tích những yếu tố ảnh hưởng đến hợp tác kinh tế, thương mại và đầu tư.
Nguyễn Văn Thiệu, Trần Thị Hương, Đặng Quốc Bảo, Phạm Ngọc Thạch, Võ Nguyên Giáp
Tạp chí Cộng sản; Nhà xuất bản Chính trị quốc gia Sự thật, Hà Nội.
Từ khóa: chuyển đổi số, giáo dục đại học, nghiên cứu khoa học, phát triển bền vững
Trong bối cảnh toàn cầu hóa, các doanh nghiệp nhỏ và vừa gặp không ít khó khăn.
Mùa thu năm ấy, ông trở về quê hương sau nhiều năm xa cách.
Thực trạng và giải pháp nâng cao chất lượng nguồn nhân lực ở đồng bằng sông Cửu Long
Họ sống bằng nghề trồng lúa nước, chăn nuôi gia súc và đánh bắt cá.
""".strip().splitlines()
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
LETTERS = [normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ", "Đ"]
UNICODE_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


def manuscript(text: str) -> Manuscript:
    blocks, line = [], 1
    for part in text.split("\n\n"):
        place = Place("m", line, line + part.count("\n"))
        blocks.append(Block(BlockKind.PARAGRAPH, (Run(part),), place))
        line = place.end_line + 2
    return Manuscript(tuple(blocks))


def mended(mend: Repair, text: str) -> tuple[str, list[Diagnostic]]:
    log: list[Diagnostic] = []
    blocks = mend(log.append, manuscript(text)).blocks
    return "\n\n".join(block.text for block in blocks), log


def shown(mend: Repair, text: str) -> str:
    """The mended text with its questions below."""
    after, log = mended(mend, text)
    questions = [each for each in log if each.severity is Severity.QUESTION]
    lines = [f"? {each.before} -> {each.after}" if each.before else f"? {each.excerpt}" for each in questions]
    return "\n".join([after, *lines])


def spelled(text: str) -> str:
    return UNICODE_ESCAPE.sub(lambda code: chr(int(code[1], 16)), text)


@pytest.mark.parametrize("case", cases("repairs/vietnamese_fonts.txt"), ids=lambda case: case.id)
def test_vietnamese_of_lost_fonts_is_decoded_and_all_else_left(case: Case) -> None:
    assert shown(vietnamese_fonts.mend, case.input) == case.expected


@pytest.mark.parametrize("case", cases("repairs/mixed_scripts.txt"), ids=lambda case: case.id)
def test_words_of_two_scripts_become_words_of_one(case: Case) -> None:
    assert shown(mixed_scripts.mend, case.input) == case.expected


@pytest.mark.parametrize("case", cases("repairs/combining.txt"), ids=lambda case: case.id)
def test_letters_are_whole_and_visible(case: Case) -> None:
    assert shown(combining.mend, spelled(case.input)) == spelled(case.expected)


def codes_of(font: Font) -> dict[str, str]:
    """The font map turned round: each Vietnamese letter in the codes of the font."""
    codes = {letter: chr(code) for code, letter in font.letters.items() if not is_mark(letter[0])}
    codes |= {letter: code for code, letter in font.ascii.items()}
    marks = [(chr(code), mark) for code, mark in font.letters.items() if is_mark(mark[0])]
    for letter in LETTERS:
        for base in LETTERS:
            for code, mark in marks:
                written = base.isascii() or base in codes
                if letter not in codes and written and normalize("NFC", base + mark) == letter:
                    codes[letter] = codes.get(base, base) + code
    if font.capitals_follow:
        codes |= {
            letter: codes[letter.lower()] for letter in LETTERS if letter not in codes and letter.lower() in codes
        }
    return codes


@pytest.mark.parametrize("font", fonts(), ids=lambda font: font.name)
def test_what_a_font_damaged_is_decoded_again(font: Font) -> None:
    codes = codes_of(font)
    words = [word for sentence in SENTENCES for word in sentence.split()]
    right = all_words = 0
    for sentence in SENTENCES:
        damaged = "".join(codes.get(char, char) for char in sentence)
        after, _ = mended(vietnamese_fonts.mend, damaged)
        pairs = [
            (word, other)
            for word, other in zip(sentence.split(), after.split(), strict=True)
            if all(char.isascii() or char in codes for char in word) and not (font.ascii and word[0] in codes)
        ]
        right += sum(word == other for word, other in pairs)
        all_words += len(pairs)
    assert all_words > len(words) / 2
    assert right >= 0.97 * all_words


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_word_of_sound_vietnamese_is_a_syllable(sentence: str) -> None:
    assert [word for word in re.findall(r"\w+", sentence) if not is_syllable(word)] == []


@pytest.mark.parametrize("mend", [vietnamese_fonts.mend, mixed_scripts.mend, combining.mend])
def test_a_sound_manuscript_is_given_back_as_it_is(mend: Repair) -> None:
    sound = manuscript("\n\n".join(SENTENCES))
    log: list[Diagnostic] = []
    assert mend(log.append, sound) is sound
    assert log == []


def test_the_marks_of_a_run_stay_round_a_decoded_word() -> None:
    runs = (Run("Vieät", frozenset({Mark.BOLD})), Run(" Nam, Coäng hoøa xaõ hoäi chuû nghóa"))
    block = Block(BlockKind.PARAGRAPH, runs)
    (after,) = vietnamese_fonts.mend(lambda _: None, Manuscript((block,))).blocks
    assert after.runs[0] == Run("Việt", frozenset({Mark.BOLD}))
    assert after.runs[1].text == " Nam, Cộng hòa xã hội chủ nghĩa"


def test_code_and_formulas_are_never_touched() -> None:
    text = "HÚ ChV Minh, Tr®n NgÔc DHn, ViÎt Nam, b¬t biÆn"
    code = Run(text, frozenset({Mark.CODE}))
    blocks = (
        Block(BlockKind.CODE, (Run(text),)),
        Block(BlockKind.PARAGRAPH, (Run(text), code)),
    )
    after = vietnamese_fonts.mend(lambda _: None, Manuscript(blocks)).blocks
    assert after[0] is blocks[0]
    assert after[1].runs == (Run("Hồ Chí Minh, Trần Ngọc Dân, Việt Nam, bất biến"), code)


def test_each_word_is_told_with_its_line() -> None:
    _, log = mended(vietnamese_fonts.mend, "First line\nwith ViÖt Nam, nh÷ng\nvÊn ®Ò míi")
    assert [(each.before, each.after, each.place.line) for each in log] == [
        ("ViÖt", "Việt", 2),
        ("nh÷ng", "những", 2),
        ("vÊn", "vấn", 3),
        ("®Ò", "đề", 3),
        ("míi", "mới", 3),
    ]


def test_a_raised_mark_is_no_letter_of_the_name_before_it() -> None:
    raised = frozenset({Mark.SUP})
    runs = (Run("С. Н. Рыбинов"), Run("a,*", raised), Run(", Э. Ю. Орлова"), Run("a", raised))
    block = Block(BlockKind.PARAGRAPH, runs)
    log: list[Diagnostic] = []
    assert mixed_scripts.mend(log.append, Manuscript((block,))).blocks[0].runs == runs
    assert log == []
