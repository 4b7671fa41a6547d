"""The room of reference lists: how a list is divided, and what each reference says."""

from converter.styles.entries import Entry
from converter.styles.parsing import parse_references
from converter.styles.splitting import split_references

__all__ = ["Entry", "parse_references", "split_references"]
