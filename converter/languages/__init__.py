"""The room of languages: what an article's words say in each, one TOML a language."""

from converter.languages.detection import detect
from converter.languages.labels import Label, find_label, find_labels, find_misprint, is_label, may_begin, whole_label
from converter.languages.records import FILES, LANGUAGES, PARTS, Language, Part

__all__ = [
    "FILES",
    "LANGUAGES",
    "PARTS",
    "Label",
    "Language",
    "Part",
    "detect",
    "find_label",
    "find_labels",
    "find_misprint",
    "is_label",
    "may_begin",
    "whole_label",
]
