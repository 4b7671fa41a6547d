"""Works printed by the forms of a style, with the label of every word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from converter.patterns import regex
from converter.styles.tokens import tokenize
from converter.styles.training.works import Person, Work, languages, material

Piece = tuple[str, str]
"""Printed characters and their label."""

_LABELS = {
    "title": "ti", "source": "so", "source_site": "so", "newspaper": "so", "year": "ye", "volume": "vo",
    "volume_roman": "vo", "issue": "is", "fpage": "fp", "elocation": "fp", "lpage": "lp",
    "publisher": "pu", "university": "pu", "university_f": "pu", "place": "pl", "places": "pl",
}  # fmt: skip
_TOKEN = regex(r"\{(\w+)\}|[^{}]+")
_PRINTED = str.maketrans("⟦⟧‹›", "[]<>")
_DIGRAPHS = frozenset(("Ju", "Ja", "Yu", "Ya", "Iu", "Ia", "Zh", "Sh", "Ch", "Ts", "Kh"))
_SHORT, _WHOLE = 3, 5
"""Letters of a word that an abbreviated title leaves out, and of one that it prints whole."""
_WORN = 0.25
_LETTER = regex(r"[^\W\d_]")
_DELIMITERS = (" — ", " — ", " – ", " - ", " ", " ", " ")


@cache
def forms() -> Mapping[str, Mapping[str, Any]]:
    """Every style of `forms.toml` by name."""
    return tomllib.loads(files(__package__).joinpath("forms.toml").read_text("utf-8"))


def print_work(chance: Random, work: Work, style: Mapping[str, Any]) -> list[Piece] | None:
    """`work` in one of the forms of `style`, or None where the style has none for its kind."""
    if work.kind not in style:
        return None
    form = _chosen(chance, chance.choice(style[work.kind]))
    printer = _Printer(chance, work, style)
    pieces: list[Piece] = []
    for text, optional in _groups(form):
        names = [m[1] for m in _TOKEN.finditer(text) if m[1]]
        if optional and (chance.random() < 0.4 or not all(printer.has(name) for name in names)):
            continue
        pieces.extend(printer.printed(text))
    return _tidy(pieces)


def _chosen(chance: Random, form: str) -> str:
    """`form` with one alternative of every `<a|b>` taken."""
    while "<" in form:
        start = form.rindex("<")
        end = form.index(">", start)
        form = form[:start] + chance.choice(form[start + 1 : end].split("|")) + form[end + 1 :]
    return form


def _groups(form: str) -> list[tuple[str, bool]]:
    """The parts of a form, those in square brackets marked optional."""
    parts = re.split(r"(\[[^\[\]]*\])", form)
    return [(part.strip("[]"), part.startswith("[")) for part in parts if part]


class _Printer:
    """Prints the fields of one work in one style, every time alike."""

    def __init__(self, chance: Random, work: Work, style: Mapping[str, Any]) -> None:
        self.chance = chance
        self.work = work
        self.names = chance.choice(style["names"])
        self.between = chance.choice(style["between"])
        self.last = chance.choice(style["last"])
        self.etal = _chosen(chance, chance.choice(style["etal"]))
        self.words = material(work.language if work.language in languages() else "en")
        self.body_name = chance.choice(self.words["bodies"])
        self.delimiter = chance.choice(_DELIMITERS)
        self.dash = chance.choice(("–", "–", "-", "—", " - "))

    def has(self, name: str) -> bool:
        return name in ("editors", "gloss", "body") or bool(self.work.values.get(name))

    def printed(self, text: str) -> list[Piece]:
        pieces: list[Piece] = []
        for match in _TOKEN.finditer(text):
            if match[1]:
                pieces.extend(self.field(match[1]))
            else:
                pieces.append((match[0].translate(_PRINTED), "o"))
        return pieces

    def field(self, name: str) -> list[Piece]:
        values = self.work.values
        if name in ("authors", "authors_after"):
            pattern = self.names if name == "authors" else "I. I. S"
            return self.people(self.work.authors, pattern, "au")
        if name == "authors_again":
            return self.people(self.work.authors, self.names, "ed")
        if name == "repeated":
            return [(text, "o") for text, _ in self.people(self.work.authors, "I. I. S", "au")]
        if name.startswith("editors"):
            return self.editors(name)
        if name == "pages":
            return [(values["fpage"], "fp"), (self.dash, "o"), (values["lpage"], "lp")]
        if name in ("d", "d2"):
            return [(self.delimiter, "o")]
        if name in ("gloss", "gloss_source"):
            return [(self.gloss(name), "o")]
        if name == "title_stop":
            return [(values["title"], "ti"), ("" if values["title"][-1] in "?!" else ".", "o")]
        if name == "source_short":
            return [(_abbreviated(self.chance, values["source"]), "so")]
        if name in ("state", "body", "body_publisher"):
            return [(self.institution(name), "pu" if name == "body_publisher" else "au.L")]
        if name == "title_lower":
            return [(values["title"][0].lower() + values["title"][1:], "ti")]
        if name == "places":
            second = self.chance.choice(("; ", ", ", "—")) + self.chance.choice(self.words["places"])
            return [(values["place"] + second, "pl")]
        if name in ("source_site", "university", "university_f", "university_o"):
            return [(self.body(name), _LABELS.get(name, "o"))]
        return [(values[name], _LABELS.get(name, "o"))]

    def institution(self, name: str) -> str:
        """The state or a body that stands in the author's place, and again as publisher."""
        if name == "state":
            return self.chance.choice(material("en")["states"])
        return self.body_name

    def gloss(self, name: str) -> str:
        english = material("en")
        if name == "gloss_source":
            return self.chance.choice(english["journals"])
        return f"{self.chance.choice(english['heads'])} {self.chance.choice(english['objects'])}"

    def body(self, name: str) -> str:
        words = self.words
        if name == "source_site":
            return self.chance.choice(words["newspapers"] + words["journals"])
        city = self.chance.choice([place for place in words["places"] if len(place) > 4])
        return self.chance.choice(words["universities"]).format(city)

    def editors(self, name: str) -> list[Piece]:
        pattern = {
            "editors": self.chance.choice(("I. I. S", "I.I. S", "I. I. S", "I.I.S")),
            "editors_w": self.chance.choice(("I. S", "I. I. S", "G S", "G S")),
            "editors_h": self.chance.choice(("S, G", "S, I.", "I. S", "G S")),
            "editors_v": "S II",
            "editors_a": "SS, I. I.",
        }.get(name, self.names)
        return self.people(self.work.editors, pattern, "ed")

    def people(self, people: Sequence[Person], pattern: str, role: str) -> list[Piece]:
        """A row of names; a pattern `a; b` sets the first name by a and the rest by b."""
        first, _, rest = pattern.partition("; ")
        shown = people
        if role == "au" and len(people) > 3 and self.chance.random() < 0.4:
            shown = people[: self.chance.choice((1, 2, 3))]
        pieces: list[Piece] = []
        for i, person in enumerate(shown):
            if i:
                final = i == len(shown) - 1 and len(shown) == len(people)
                pieces.append((self.last if final else self.between, "an" if role == "au" else "o"))
            pieces.extend(_name(person, first if i == 0 or not rest else rest, role))
        if len(shown) < len(people):
            pieces.append((self.etal, "et"))
        return pieces


def _name(person: Person, pattern: str, role: str) -> list[Piece]:
    if person.group:
        return [(person.surname, role + ".L" if role == "au" else role)]
    given = [name for name in person.given if name]
    pieces: list[Piece] = []
    for part in re.split(r"(, | )(?=S|G|I|M)", _short(pattern)):
        if part in (", ", " "):
            pieces.append((part, "+"))
        elif part.startswith("S"):
            surname = person.surname.upper() if part == "SS" else person.surname
            pieces.append((surname, "au.S" if role == "au" else role))
        else:
            pieces.append((_given(given, part), "au.G" if role == "au" else role))
    return _opened(pieces)


def _short(pattern: str) -> str:
    """Initials as one mark: `I. I.` becomes `I._`, `I.I.` becomes `I.`."""
    return pattern.replace("I. I.", "I._").replace("I.I.", "I.").replace("I._", "I_")


def _given(given: Sequence[str], part: str) -> str:
    words = " ".join(given).split()
    if part == "G":
        return " ".join(words)
    if part == "M":
        return " ".join([*(word[0] + "." for word in words[:-1]), words[-1]])
    initials = ["-".join(_initial(piece) for piece in word.split("-") if piece) for word in words]
    if part == "II":
        return "".join(initials)
    glue = " " if part == "I_" else ""
    return glue.join(initial + "." for initial in initials).replace("-", ".-")


def _initial(name: str) -> str:
    """The first letter, or the letters that stand for one in a transliterated name."""
    return name[:2] if name[:2] in _DIGRAPHS else name[0]


def _abbreviated(chance: Random, title: str) -> str:
    """A title as physicists print it: `Rev. Mod. Phys.`, its short words left out."""
    words = [word for word in title.split() if len(word) > _SHORT] or title.split()
    glue = chance.choice((" ", " ", ""))
    return glue.join(word if len(word) <= _WHOLE else word[: chance.randint(3, _WHOLE)] + "." for word in words)


def worn(chance: Random, pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` with some blanks lost between them and some too many, as a text taken from a page has them."""
    return [(_worn(chance, text) if label in ("o", "+", "an") else text, label) for text, label in pieces]


def _worn(chance: Random, text: str) -> str:
    drawn = chance.random()
    if drawn < _WORN and not text.isspace() and not _LETTER.search(text):
        return text.replace(" ", "")
    return " " + text if drawn > 1 - _WORN and text[:1] in (".", ",", ":", ";", ")", "”") else text


def _opened(pieces: list[Piece]) -> list[Piece]:
    """Mark the first part of a name as the one that opens it."""
    for i, (text, label) in enumerate(pieces):
        if label.startswith("au."):
            pieces[i] = (text, label + "!")
            break
    return pieces


def _tidy(pieces: Sequence[Piece]) -> list[Piece]:
    """No stop after a stop, no blank after a blank."""
    row: list[Piece] = []
    for text, label in pieces:
        end = row[-1][0][-1:] if row else ""
        while text and end and text[0] == end and end in ". ,":
            text = text[1:]
        if text:
            row.append((text, label))
    return row


def labelled(pieces: Sequence[Piece]) -> tuple[str, list[str]]:
    """The text of pieces and one label a word."""
    text = "".join(piece for piece, _ in pieces)
    owner: list[int] = []
    for number, (piece, _) in enumerate(pieces):
        owner.extend([number] * len(piece))
    tokens = tokenize(text)
    labels = []
    seen: set[int] = set()
    for i, start in enumerate(tokens.starts):
        number = owner[start]
        label = pieces[number][1]
        if i in tokens.addresses:
            label = "@"
        elif label.startswith("au."):
            part = label[3].lower()
            opens = (label.endswith("!") or part == "l") and number not in seen
            label = "au." + ("b" if opens else "") + part
        elif label == "+":
            label = "o"
        seen.add(number)
        labels.append(label)
    return text, labels
