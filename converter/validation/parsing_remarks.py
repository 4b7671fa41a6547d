"""What may be wrong with a file as XML, before it is looked at as an article."""

from __future__ import annotations

from converter.diagnostics import Severity
from converter.remarks import Remark, Wording

_SOURCE = "Extensible Markup Language (XML) 1.0, fifth edition"

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
