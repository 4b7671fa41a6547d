"""Authors and their affiliations, in every language they are named in.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/contrib-group.html
"""

from __future__ import annotations

from collections.abc import Mapping

from converter.article import Affiliation, Article, ByLanguage, BylineNote, Contributor, Credit, Name, Tagged
from converter.writers.jats.elements import Element, add
from converter.writers.jats.inline import LINKED, PLAIN, write_inlines
from converter.writers.jats.scribe import Scribe, main_first, tagged_language
from converter.writers.jats.tagged import cut, spans

_PARTS = {
    "institution": "institution",
    "city": "city",
    "region": "state",
    "country": "country",
    "postcode": "postal-code",
    "email": "email",
}
_CREDIT = "https://credit.niso.org/"
_NOTES = {"corresp": "corresp"}
_STYLES = frozenset({"western", "eastern", "islensk", "given-only"})


def write_contributors(scribe: Scribe, parent: Element, article: Article) -> None:
    """The contrib-group, with the affiliations after the people."""
    affiliations = [each for each in article.affiliations if each.texts]
    labels = {each.id: each.label for each in affiliations if each.id}
    notes = {each.id: each for each in article.byline_notes}
    people = [each for each in article.contributors if _is_somebody(each)]
    group = add(parent, "contrib-group") if people else parent
    for each in people:
        _write_contributor(scribe, group, each, labels, notes)
    for affiliation in affiliations:
        _write_affiliation(scribe, group, affiliation)


def _is_somebody(person: Contributor) -> bool:
    named = person.names or person.collective
    return bool(
        named or person.orcid or person.emails or person.degrees or person.roles or person.bios or person.credits
    )


def _write_contributor(
    scribe: Scribe,
    parent: Element,
    person: Contributor,
    labels: Mapping[str, str],
    notes: Mapping[str, BylineNote],
) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/contrib.html"""
    contrib = add(parent, "contrib", "", _attributes(person))
    scribe.locate(contrib, person.place)
    if person.orcid:
        _write_orcid(contrib, person.orcid)
    _write_names(scribe, contrib, person.names)
    if person.collective:
        add(contrib, "collab", person.collective)
    _write_by_language(scribe, contrib, "degrees", person.degrees)
    _write_by_language(scribe, contrib, "role", person.roles)
    for credit in person.credits:
        _write_credit(contrib, credit)
    _write_bios(scribe, contrib, person)
    for email in person.emails:
        add(contrib, "email", email)
    for key in dict.fromkeys(person.affiliations):
        if key in labels:
            xref = add(contrib, "xref", labels[key], {"ref-type": "aff"})
            scribe.point(xref, (key,))
    for key in person.notes:
        if key in notes:
            xref = add(contrib, "xref", notes[key].label, {"ref-type": _NOTES.get(notes[key].kind, "fn")})
            scribe.point(xref, (key,))


def _attributes(person: Contributor) -> dict[str, str]:
    corresponding, equal = "yes" if person.corresponding else "", "yes" if person.equal else ""
    return {"contrib-type": "author", "corresp": corresponding, "equal-contrib": equal}


def _write_orcid(parent: Element, orcid: str) -> None:
    """https://jats4r.niso.org/authors-and-affiliations/: the URL, not authenticated by us."""
    bare = orcid.rstrip("/").rpartition("/")[2]
    kind = {"contrib-id-type": "orcid", "authenticated": "false"}
    add(parent, "contrib-id", f"https://orcid.org/{bare}", kind)


def _write_credit(parent: Element, credit: Credit) -> None:
    """https://jats4r.niso.org/credit-taxonomy/"""
    term = {"vocab-term": credit.term, "vocab-term-identifier": f"{_CREDIT}contributor-roles/{credit.role}/"}
    add(parent, "role", credit.said, {"vocab": "credit", "vocab-identifier": _CREDIT, **term})


def _write_names(scribe: Scribe, parent: Element, names: ByLanguage[Name]) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/name-alternatives.html"""
    spelled = [code for code in main_first(names, scribe.language) if names[code].family or names[code].given]
    if len(spelled) > 1:
        parent = add(parent, "name-alternatives")
    for code in spelled:
        _write_name(parent, names[code], tagged_language(code) if len(spelled) > 1 else scribe.lang(code))


def _write_name(parent: Element, name: Name, language: dict[str, str]) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/name.html"""
    style = name.order if name.order in _STYLES else ""
    made = add(parent, "name", "", {"name-style": style if name.family else "given-only", **language})
    spelled = {"surname": name.family, "given-names": name.given, "prefix": name.prefix, "suffix": name.suffix}
    for tag, text in spelled.items():
        if text:
            add(made, tag, text)


def _write_by_language(scribe: Scribe, parent: Element, tag: str, texts: ByLanguage[tuple[str, ...]]) -> None:
    for code in main_first(texts, scribe.language):
        for text in texts[code]:
            add(parent, tag, text, scribe.lang(code))


def _write_bios(scribe: Scribe, parent: Element, person: Contributor) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/bio.html"""
    for code in main_first([code for code, told in person.bios.items() if told], scribe.language):
        bio = add(parent, "bio", "", scribe.lang(code))
        for told in person.bios[code]:
            write_inlines(scribe, add(bio, "p"), told)


def _write_affiliation(scribe: Scribe, parent: Element, affiliation: Affiliation) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/aff-alternatives.html"""
    codes = main_first(affiliation.texts, scribe.language)
    if len(codes) == 1:
        aff = _write_text(scribe, parent, affiliation, codes[0], scribe.lang(codes[0]))
        scribe.name(aff, affiliation.id, "aff", affiliation.place)
        return
    group = add(parent, "aff-alternatives")
    scribe.name(group, affiliation.id, "aff", affiliation.place)
    for code in codes:
        _write_text(scribe, group, affiliation, code, tagged_language(code))


def _write_text(
    scribe: Scribe, parent: Element, affiliation: Affiliation, code: str, language: dict[str, str]
) -> Element:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/aff.html"""
    aff = add(parent, "aff", "", language)
    if affiliation.label:
        add(aff, "label", affiliation.label)
    _write_tagged(scribe, aff, affiliation.texts[code])
    return aff


def _write_tagged(scribe: Scribe, aff: Element, text: Tagged) -> None:
    for start, end, field in spans(text.fields, 0, len(text.text)):
        tag = _PARTS.get(field.name, "") if field else ""
        runs = cut(text.printed, start, end)
        if not field or not tag:
            write_inlines(scribe, aff, runs, LINKED)
            continue
        code = field.normal if tag == "country" and _is_country_code(field.normal) else ""
        write_inlines(scribe, add(aff, tag, "", {"country": code}), runs, PLAIN)


def _is_country_code(text: str) -> bool:
    """ISO 3166-1 alpha-2, in form."""
    return len(text) == 2 and text.isascii() and text.isalpha() and text.isupper()
