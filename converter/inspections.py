"""Many files validated, several at a time, and then what only all of them together show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from converter.diagnostics import Severity
from converter.issue_rules import Card, issue_rules
from converter.remarks import Remark, Wording
from converter.sources import NoSource, Source
from converter.validation import Finding, Request, Validation, tell, validate_xml

NOT_READ = Remark(
    code="file-not-read",
    severity=Severity.ERROR,
    source="Galley's limits",
    en=Wording("The file cannot be read: {reason}.", "Nothing of it was checked.", "Look at its name and its rights."),
    ru=Wording("Файл не читается: {reason}.", "Он не проверен.", "Посмотрите на его имя и права доступа."),
)
_AHEAD = 4
"""So many files for each worker wait at most: all of them would fill memory."""


def inspect(sources: Sequence[Source], request: Request, at_once: int = 1) -> Iterator[Validation]:
    """The validations in the order of the sources, each as soon as it is there."""
    workers = min(at_once, len(sources))
    if workers <= 1:
        return (inspect_one(each, request) for each in sources)
    return _inspect_in_processes(sources, request, workers)


def _inspect_in_processes(sources: Sequence[Source], request: Request, workers: int) -> Iterator[Validation]:
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor

    waiting: deque[Future[Validation]] = deque()
    rest = iter(sources)
    executor = ProcessPoolExecutor(workers)
    try:
        for each in islice(rest, workers * _AHEAD):
            waiting.append(executor.submit(inspect_one, each, request))
        while waiting:
            done = waiting.popleft().result()
            for each in islice(rest, 1):
                waiting.append(executor.submit(inspect_one, each, request))
            yield done
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def inspect_one(source: Source, request: Request) -> Validation:
    """One file; that it cannot be read is a finding."""
    try:
        content = source.read(request.most_bytes)
    except (OSError, NoSource) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        return Validation(source.name, (tell(NOT_READ, request.language, {"reason": reason}, source.name),))
    return validate_xml(content, source.name, request)


def compare(cards: Iterable[Card], language: str) -> Iterator[Finding]:
    """What is wrong between the articles of each folder or archive."""
    folders: dict[Path, list[Card]] = defaultdict(list)
    for card in cards:
        folders[Path(card.file).parent].append(card)
    for folder in folders.values():
        for rule in issue_rules().values():
            for hit in rule.check(folder):
                yield tell(rule, language, hit.facts, hit.card.file, hit.card.line, layer="issue")
