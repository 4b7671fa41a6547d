"""What the journal layer says."""

from __future__ import annotations

from converter.diagnostics import Severity
from converter.remarks import Remark, Wording

_SOURCE = "The journal's own profile"

LANGUAGE_MISSING = Remark(
    code="journal-language-missing",
    severity=Severity.ERROR,
    source=_SOURCE,
    en=Wording(
        "The journal publishes in {code}, and the article has no {part} in that language.",
        "Readers and indexes of that language get nothing of the article.",
        "Ask the author for it.",
    ),
    ru=Wording(
        "Журнал выходит на языке {code}, а в статье на нём нет: {part}.",
        "Читатели и базы на этом языке ничего о статье не узнают.",
        "Запросите у автора.",
    ),
)
SECTION_MISSING = Remark(
    code="journal-section-missing",
    severity=Severity.WARNING,
    source=_SOURCE,
    en=Wording(
        "The journal asks for a section “{title}”; there is none.",
        "The journal's instructions have it.",
        "Ask the author, or look whether it bears another title.",
    ),
    ru=Wording(
        "Журнал требует раздел «{title}»; его нет.",
        "Так сказано в правилах журнала.",
        "Запросите у автора или посмотрите, не назван ли он иначе.",
    ),
)
IDENTIFIER_MISSING = Remark(
    code="journal-identifier-missing",
    severity=Severity.WARNING,
    source=_SOURCE,
    en=Wording(
        "The journal gives every article the identifier {type}; this one has none.",
        "Indexes look the article up by it.",
        'Add <article-id pub-id-type="…">.',
    ),
    ru=Wording(
        "Журнал даёт каждой статье идентификатор {type}; здесь его нет.",
        "По нему базы находят статью.",
        'Добавьте <article-id pub-id-type="…">.',
    ),
)
LICENCE_DIFFERS = Remark(
    code="journal-licence-differs",
    severity=Severity.ERROR,
    source=_SOURCE,
    en=Wording(
        "The journal publishes under {expected}; the article names {found}.",
        "What readers may do with the article is not what the journal decided.",
        "Correct the licence, or tell the exception by a waiver.",
    ),
    ru=Wording(
        "Журнал публикует на условиях {expected}; в статье указано {found}.",
        "Читателям разрешено не то, что решил журнал.",
        "Исправьте лицензию или оформите исключение.",
    ),
)
PAGES_OF_OTHER_STYLE = Remark(
    code="journal-pages-style",
    severity=Severity.WARNING,
    source=_SOURCE,
    en=Wording(
        "The journal counts its articles by {expected}; this one does not.",
        "Articles of one journal are cited in two ways.",
        "Add what is missing, and take the other out.",
    ),
    ru=Wording(
        "Журнал нумерует статьи так: {expected}; эта статья — иначе.",
        "На статьи одного журнала будут ссылаться по-разному.",
        "Добавьте недостающее и уберите лишнее.",
    ),
)
ISSN_DIFFERS = Remark(
    code="journal-issn-differs",
    severity=Severity.ERROR,
    source=_SOURCE,
    en=Wording(
        "The journal has the ISSN {expected}; the article has {found}.",
        "The article is filed in another journal.",
        "Correct <issn>.",
    ),
    ru=Wording(
        "У журнала ISSN {expected}, а в статье {found}.",
        "Статья попадёт в другой журнал.",
        "Исправьте <issn>.",
    ),
)
TITLE_DIFFERS = Remark(
    code="journal-title-differs",
    severity=Severity.WARNING,
    source=_SOURCE,
    en=Wording(
        "The journal is called “{expected}”; the article says “{found}”.",
        "Indexes match journals by title too.",
        "Correct <journal-title>.",
    ),
    ru=Wording(
        "Журнал называется «{expected}», а в статье «{found}».",
        "Базы сопоставляют журналы и по названию.",
        "Исправьте <journal-title>.",
    ),
)
ABSTRACT_LENGTH = Remark(
    code="journal-abstract-length",
    severity=Severity.WARNING,
    source=_SOURCE,
    en=Wording(
        "The abstract in {code} has {number} words; the journal asks for {least} to {most}.",
        "The journal's instructions have it.",
        "Ask the author for another.",
    ),
    ru=Wording(
        "В аннотации на языке {code} слов: {number}; журнал просит от {least} до {most}.",
        "Так сказано в правилах журнала.",
        "Запросите у автора другую.",
    ),
)
KEYWORDS_NUMBER = Remark(
    code="journal-keywords-number",
    severity=Severity.WARNING,
    source=_SOURCE,
    en=Wording(
        "There are {number} keywords in {code}; the journal asks for {least} to {most}.",
        "The journal's instructions have it.",
        "Ask the author for others.",
    ),
    ru=Wording(
        "Ключевых слов на языке {code}: {number}; журнал просит от {least} до {most}.",
        "Так сказано в правилах журнала.",
        "Запросите у автора другие.",
    ),
)
ORCID_MISSING = Remark(
    code="journal-orcid-missing",
    severity=Severity.WARNING,
    source=_SOURCE,
    en=Wording(
        "The journal asks every author for an ORCID; {name} has none.",
        "Works without it are credited by name alone.",
        "Ask the author.",
    ),
    ru=Wording(
        "Журнал требует ORCID каждого автора; у {name} его нет.",
        "Без него работа засчитывается только по имени.",
        "Запросите у автора.",
    ),
)
