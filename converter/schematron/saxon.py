"""Saxon, which runs the stylesheets: loaded with the first, one document at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any

from converter.schematron.schemas import SchematronBroken

_TURN = Lock()  # one Saxon processor serves one thread at a time
Stylesheet = Callable[[str], str]
"""From a document's text to that of its findings. Raises `DocumentRefused`."""


class DocumentRefused(Exception):
    """Saxon's own limits forbid the document; the message is Saxon's."""


def compile_stylesheet(text: str) -> Stylesheet:
    """A stylesheet that is ready to run. Raises `SchematronBroken`."""
    import saxonche

    processor = _open_saxon()
    try:
        with _TURN:
            executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=text)
    except saxonche.PySaxonApiError as trouble:
        raise SchematronBroken(f"The Schematron cannot be compiled: {trouble}") from trouble

    def run(document: str) -> str:
        try:
            with _TURN:
                told: str = executable.transform_to_string(xdm_node=processor.parse_xml(xml_text=document))
        except saxonche.PySaxonApiError as trouble:
            raise DocumentRefused(str(trouble)) from trouble
        return told

    return run


@cache
def _open_saxon() -> Any:
    import saxonche  # 100 MB that only this layer needs

    return saxonche.PySaxonProcessor(license=False)
