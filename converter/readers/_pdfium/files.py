"""A PDF file as a whole: opened, and what it holds beside its pages."""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

from .pages import Beside, Refused

_MOST_ATTACHMENTS = 50
_LONGEST_NAME = 256


def opened(data: bytes) -> object:
    """The PDF, which lives as long as `data` does; raises `Refused` for one that cannot be opened."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        code = pdfium.FPDF_GetLastError()
        raise Refused("encrypted" if code == pdfium.FPDF_ERR_PASSWORD else "broken")
    return document


def beside(document: object) -> Beside:
    """What the PDF holds beside its pages; nothing of it is run or unpacked."""
    form = pdfium.FPDF_GetFormType(document) in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)
    count = min(max(pdfium.FPDFDoc_GetAttachmentCount(document), 0), _MOST_ATTACHMENTS)
    names = tuple(_attachment(document, at) for at in range(count))
    return Beside(form, names, max(pdfium.FPDFDoc_GetJavaScriptActionCount(document), 0))


def _attachment(document: object, at: int) -> str:
    """The name of an attached file."""
    attachment = pdfium.FPDFDoc_GetAttachment(document, at)
    buffer = ctypes.create_string_buffer(2 * _LONGEST_NAME)
    pdfium.FPDFAttachment_GetName(attachment, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), 2 * _LONGEST_NAME)
    return buffer.raw.decode("utf-16-le", "replace").split("\0")[0]
