"""In-text citations: marks found in running text and resolved against a reference list."""

from converter.linking.linker import find_links, link_passages
from converter.linking.passages import Passage, passage_of
from converter.linking.records import Link, Linking, Missing

__all__ = ["Link", "Linking", "Missing", "Passage", "find_links", "link_passages", "passage_of"]
