"""From bytes to a tree, whatever they are: nothing outside of them is read, and what cannot be is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct

from converter.diagnostics import Severity
from converter.remarks import Remark, Word, Wording
from converter.schema import load_file
from converter.views import Element, line_of

MOST_BYTES = 50_000_000
"""Larger files are refused: an article is a thousandth of it."""
_MOST_ELEMENTS = 100_000
_MOST_ATTRIBUTES = 100
"""Of one element."""
_MOST_NAMESPACES = 100
"""Of the whole document; those of the elements in it are counted together."""
_MOST_DECLARATIONS = 20_000
_SOURCE = "Extensible Markup Language (XML) 1.0, fifth edition"
_DEPTH = "Excessive depth"
_LENGTH = "Text node too long"
_MOST_CHARACTERS = "10000000"
"""Of one stretch of text: libxml2's own limit."""
_AMPLIFIED = ("amplification", "entity loop", "entity reference loop", "Detected an entity")


class Trouble(Struct, frozen=True):
    """Something wrong with the file as XML."""

    remark: Remark
    facts: Mapping[str, str]
    line: int = 0
    column: int = 0
    detail: str = ""


Tell = Callable[[Trouble], None]

EMPTY = Remark(
    code="xml-empty",
    severity=Severity.ERROR,
    source=_SOURCE,
    en=Wording("The file is empty.", "There is nothing to validate.", "Look whether the right file was given."),
    ru=Wording("Файл пуст.", "Проверять нечего.", "Посмотрите, тот ли файл указан."),
)
NOT_XML = Remark(
    code="not-xml",
    severity=Severity.ERROR,
    source=_SOURCE,
    en=Wording(
        "This is no XML, but {format}.",
        "Only XML can be validated; compressed files are not opened, an issue in a .zip excepted.",
        "Unpack the file, or give the XML that was made of it.",
    ),
    ru=Wording(
        "Это не XML, а {format}.",
        "Проверяется только XML; сжатые файлы не раскрываются, кроме номера журнала в .zip.",
        "Распакуйте файл или укажите полученный из него XML.",
    ),
)
TOO_LARGE = Remark(
    code="xml-too-large",
    severity=Severity.ERROR,
    source="Galley's limits",
    en=Wording(
        "The file has {size} bytes; more than {most} are not read.",
        "An article has at most some megabytes of XML; more is a mistake, or an attack on the machine.",
        "Take images and data out of the XML and link them.",
    ),
    ru=Wording(
        "В файле {size} байт; больше {most} не читается.",
        "XML статьи занимает не больше нескольких мегабайт; больше бывает по ошибке или при атаке.",
        "Вынесите из XML изображения и данные и дайте на них ссылки.",
    ),
)
NOT_WELL_FORMED = Remark(
    code="xml-not-well-formed",
    severity=Severity.ERROR,
    source=_SOURCE,
    en=Wording(
        "The XML is not well-formed: {reason}.",
        "No program can read it, so nothing else can be checked.",
        "Mend the place; a tag that is not closed, a bare & or < and a wrong encoding are the commonest causes.",
    ),
    ru=Wording(
        "XML построен неправильно: {reason}.",
        "Его не прочтёт ни одна программа, и остальное проверить нельзя.",
        "Исправьте это место; чаще всего не закрыт тег, не заменены & или <, неверно указана кодировка.",
    ),
)
TOO_DEEP = Remark(
    code="xml-too-deep",
    severity=Severity.ERROR,
    source="Galley's limits",
    en=Wording(
        "Elements are nested too deep to be read.",
        "No article needs it, and programs that read it fail.",
        "Look for tags that are opened again and again instead of being closed.",
    ),
    ru=Wording(
        "Вложенность элементов слишком велика для чтения.",
        "В статьях такого не бывает, и программы на этом ломаются.",
        "Поищите теги, которые открываются снова и снова вместо того, чтобы закрываться.",
    ),
)
TOO_COMPLEX = Remark(
    code="xml-too-complex",
    severity=Severity.ERROR,
    source="Galley's limits",
    en=Wording(
        "There are more {what} than any article needs: more than {most}.",
        "Programs take hours for such a file.",
        "Look what made them; an article has thousands of elements with a few attributes each.",
    ),
    ru=Wording(
        "Слишком много: {what} больше {most}.",
        "Программы обрабатывают такой файл часами.",
        "Выясните, откуда они взялись; в статье тысячи элементов с несколькими атрибутами у каждого.",
    ),
)
SCHEMATRON_NOT_RUN = Remark(
    code="schematron-not-run",
    severity=Severity.WARNING,
    source="Galley's limits",
    en=Wording(
        "The document is too much for the Schematron processor; its rules were not checked.",
        "A single stretch of text is longer than any paragraph.",
        "Divide the text into paragraphs.",
    ),
    ru=Wording(
        "Документ слишком велик для обработчика Schematron; эти правила не проверены.",
        "Один отрезок текста длиннее любого абзаца.",
        "Разделите текст на абзацы.",
    ),
)
ENTITY_BOMB = Remark(
    code="xml-entity-bomb",
    severity=Severity.ERROR,
    source="OWASP XML Security Cheat Sheet: quadratic and exponential blowup",
    en=Wording(
        "Entities expand without measure; they were not expanded.",
        "A file of a few bytes can fill all memory this way.",
        "Write the text itself instead of entities.",
    ),
    ru=Wording(
        "Сущности разрастаются без меры; они не раскрыты.",
        "Так файл в несколько байт может занять всю память.",
        "Вместо сущностей напишите сам текст.",
    ),
)
ENTITY_EXTERNAL = Remark(
    code="xml-entity-external",
    severity=Severity.ERROR,
    source="OWASP XML Security Cheat Sheet: external entities",
    en=Wording(
        "The entity {name} takes text from outside of the file; it was not read.",
        "Whoever opens the file would read other files or addresses without knowing it.",
        "Put the text into the file, and take the declaration out.",
    ),
    ru=Wording(
        "Сущность {name} берёт текст извне файла; он не прочитан.",
        "Открывающий файл, сам того не зная, читал бы другие файлы или адреса.",
        "Внесите текст в файл и удалите объявление.",
    ),
)
ENTITY_UNKNOWN = Remark(
    code="xml-entity-unknown",
    severity=Severity.ERROR,
    source=_SOURCE + ", 4.1: entity declared",
    en=Wording(
        "The entity {name} is declared neither in the file nor in the DTD.",
        "Its text is missing, and most programs refuse the file.",
        "Write the character itself, or its number: &#160; for a no-break space.",
    ),
    ru=Wording(
        "Сущность {name} не объявлена ни в файле, ни в DTD.",
        "Её текста нет, и большинство программ откажется читать файл.",
        "Напишите сам знак или его номер: &#160; для неразрывного пробела.",
    ),
)
NOT_JATS = Remark(
    code="not-jats",
    severity=Severity.ERROR,
    source="ANSI/NISO Z39.96 JATS: article is the root",
    en=Wording(
        "The root is <{name}>, so this is no JATS article.",
        "Only articles can be validated.",
        "Give the file of an article; an article in an envelope has to be taken out of it.",
    ),
    ru=Wording(
        "Корневой элемент — <{name}>, это не статья JATS.",
        "Проверяются только статьи.",
        "Укажите файл статьи; если статья вложена в другой документ, извлеките её.",
    ),
)
_MAGIC = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "ZIP", b"%PDF": "PDF", b"\xd0\xcf\x11\xe0": "OLE", b"{\\rtf": "RTF"}


def parse(tell: Tell, xml: bytes, most: int = MOST_BYTES) -> Element | None:
    """The root of the document, without comments and processing instructions; None when there is none."""
    if trouble := _refuse(xml, most):
        tell(trouble)
        return None
    root = _try(tell, xml, entities=False)
    if root is not None and (trouble := _weigh(root, xml)):
        tell(trouble)
        return None
    if root is None or not any(True for _ in root.iter(etree.Entity)):
        return root
    outside = [name for name, declared in _declared(root).items() if declared.content is None]
    for name in outside:
        tell(Trouble(ENTITY_EXTERNAL, {"name": name}))
    if outside or not set(_declared(root)) & set(map(_name, root.iter(etree.Entity))):
        return root
    return _try(tell, xml, entities=True)


def put_in_entities(tell: Tell, root: Element, dtd: Path | None) -> None:
    """Replace the references to character entities by what the DTD says they are."""
    known = _characters(dtd) if dtd else {}
    own = _declared(root)
    for node in tuple(root.iter(etree.Entity)):
        name = _name(node)
        if name not in known and name not in own:
            holder = node.getparent()
            tell(Trouble(ENTITY_UNKNOWN, {"name": name}, 0 if holder is None else line_of(holder)))
        _replace(node, known.get(name, f"&{name};" if name not in own else ""))


def _refuse(xml: bytes, most: int) -> Trouble | None:
    if not xml.strip():
        return Trouble(EMPTY, {})
    if len(xml) > most:
        return Trouble(TOO_LARGE, {"size": str(len(xml)), "most": str(most)})
    found = next((name for magic, name in _MAGIC.items() if xml.startswith(magic)), None)
    return Trouble(NOT_XML, {"format": found}) if found else None


def _weigh(root: Element, xml: bytes) -> Trouble | None:
    """Whether a tree is too much for the layers, which take more time than the parser."""
    bounds = {
        "elements": (f"/descendant::*[{_MOST_ELEMENTS}]", _MOST_ELEMENTS),
        "attributes": (f"//*[@*[{_MOST_ATTRIBUTES}]]", _MOST_ATTRIBUTES),
    }
    for what, (path, most) in bounds.items():
        if root.xpath(f"boolean({path})"):
            return Trouble(TOO_COMPLEX, {"what": Word(what), "most": str(most)})
    if len(root.nsmap) > _MOST_NAMESPACES or xml.count(b"xmlns") > _MOST_DECLARATIONS:
        return Trouble(TOO_COMPLEX, {"what": Word("namespaces"), "most": str(_MOST_NAMESPACES)})
    return None


def _try(tell: Tell, xml: bytes, entities: bool) -> Element | None:
    options: dict[str, Any] = {"resolve_entities": "internal" if entities else False, "decompress": False}
    parser = etree.XMLParser(
        load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, **options
    )
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as trouble:
        tell(_explain(trouble))
    except ValueError as trouble:  # an encoding there is not
        tell(Trouble(NOT_WELL_FORMED, {"reason": str(trouble)}))
    return None


def _explain(trouble: etree.XMLSyntaxError) -> Trouble:
    message = trouble.msg or ""
    line, column = trouble.position
    if _DEPTH in message:
        return Trouble(TOO_DEEP, {}, line, column, message)
    if _LENGTH in message:
        return Trouble(
            TOO_COMPLEX, {"what": Word("characters at a stretch"), "most": _MOST_CHARACTERS}, line, column, message
        )
    if any(each in message for each in _AMPLIFIED):
        return Trouble(ENTITY_BOMB, {}, line, column, message)
    reason = message.split(", line ")[0]
    return Trouble(NOT_WELL_FORMED, {"reason": reason}, line, column, message)


def _declared(root: Element) -> Mapping[str, Any]:
    """The entities that the file declares itself."""
    internal: Any = root.getroottree().docinfo.internalDTD
    return {each.name: each for each in internal.iterentities()} if internal is not None else {}


@cache
def _characters(dtd: Path) -> Mapping[str, str]:
    loaded: Any = load_file(dtd)
    return {each.name: each.content or "" for each in loaded.iterentities()}


def _name(reference: Any) -> str:
    name: str = reference.name  # which the stubs do not know
    return name


def _replace(node: Element, text: str) -> None:
    holder, before = node.getparent(), node.getprevious()
    if holder is None:
        return
    words = text + (node.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + words
    else:
        holder.text = (holder.text or "") + words
    node.tail = None
    holder.remove(node)
