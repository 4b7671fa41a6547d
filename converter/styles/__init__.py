"""The room of reference lists: how a list is divided, what each reference says, which lists are one."""

from converter.styles.beginnings import begins, finished
from converter.styles.entries import Entry
from converter.styles.exports import Export, export_formats
from converter.styles.pairing import pair_lists
from converter.styles.parsing import parse_reference, parse_references
from converter.styles.plain_lists import read_list
from converter.styles.splitting import split_references

__all__ = [
    "Entry",
    "Export",
    "begins",
    "export_formats",
    "finished",
    "pair_lists",
    "parse_reference",
    "parse_references",
    "read_list",
    "split_references",
]
