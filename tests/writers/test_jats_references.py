import pytest
from articles import field, jats, text

from converter.article import Article, Field, Paragraph, Reference, ReferenceList
from converter.article import Citation as Cited
from converter.manuscript import Mark


def ref(*references: Reference, path: str = "//ref", language: str = "en") -> str:
    return jats(Article(language, reference_lists=(ReferenceList(references, text("References"), language),)), path)


def citation(reference: Reference) -> str:
    return ref(reference, path="//mixed-citation")


def test_every_printed_character_is_kept_around_the_fields() -> None:
    printed = "Le, A., & Vo, B. et al. (2020a). Rivers. Water, 3(2), 5–9."
    fields = (
        field(printed, "author", "Le, A.", surname="Le", given="A."),
        field(printed, "author", "Vo, B.", surname="Vo", given="B."),
        field(printed, "etal", "et al."),
        field(printed, "year", "2020a", "2020"),
        field(printed, "title", "Rivers"),
        field(printed, "source", "Water"),
        field(printed, "volume", "3"),
        Field("issue", printed.index("(2)") + 1, printed.index("(2)") + 2),
        field(printed, "fpage", "5"),
        field(printed, "lpage", "9"),
    )
    assert citation(Reference("R1", text(printed), fields, "journal")) == (
        '<mixed-citation publication-type="journal"><person-group person-group-type="author">'
        "<string-name><surname>Le</surname>, <given-names>A.</given-names></string-name>, &amp; "
        "<string-name><surname>Vo</surname>, <given-names>B.</given-names></string-name> <etal>et al.</etal>"
        '</person-group> (<year iso-8601-date="2020">2020a</year>). <article-title>Rivers</article-title>. '
        "<source>Water</source>, <volume>3</volume>(<issue>2</issue>), <fpage>5</fpage>–<lpage>9</lpage>."
        "</mixed-citation>"
    )


def test_authors_and_editors_are_two_groups() -> None:
    printed = "Le A. Delta // Rivers / ed. by Vo B."
    fields = (
        field(printed, "author", "Le A.", surname="Le", given="A."),
        field(printed, "title", "Delta"),
        field(printed, "source", "Rivers"),
        field(printed, "editor", "Vo B.", surname="Vo", given="B."),
    )
    shown = citation(Reference("R1", text(printed), fields, "chapter"))
    assert "<chapter-title>Delta</chapter-title> // <source>Rivers</source> / ed. by <person-group " in shown
    assert 'person-group-type="editor"><string-name><surname>Vo</surname> <given-names>B.</given-names>' in shown


def test_an_author_without_parts_is_a_group() -> None:
    printed = "World Bank. Rivers."
    assert "<collab>World Bank</collab>" in citation(
        Reference("R1", text(printed), (field(printed, "author", "World Bank"),))
    )


def test_the_title_of_a_whole_book_is_its_source() -> None:
    printed = "Rivers. Hanoi: Water Press, 2020. 120 p."
    fields = (
        field(printed, "title", "Rivers"),
        field(printed, "place", "Hanoi"),
        field(printed, "publisher", "Water Press"),
        field(printed, "year", "2020"),
        field(printed, "pages", "120"),
    )
    assert citation(Reference("R1", text(printed), fields, "book")) == (
        '<mixed-citation publication-type="book"><source>Rivers</source>. <publisher-loc>Hanoi</publisher-loc>: '
        '<publisher-name>Water Press</publisher-name>, <year iso-8601-date="2020">2020</year>. '
        '<size units="pages">120</size> p.</mixed-citation>'
    )


@pytest.mark.parametrize("kind", ["webpage", "legal-doc", "thesis", "video"])
def test_the_title_of_a_work_within_no_other_is_its_source(kind: str) -> None:
    printed = "Rivers. Lake site, 2020."
    alone = (field(printed, "title", "Rivers"), field(printed, "year", "2020"))
    within = (*alone, field(printed, "source", "Lake site"))
    assert "<source>Rivers</source>" in citation(Reference("R1", text(printed), alone, kind))
    assert "<article-title>Rivers</article-title>. <source>Lake site" in citation(
        Reference("R1", text(printed), tuple(sorted(within, key=lambda each: each.start)), kind)
    )


def test_marks_stand_inside_fields() -> None:
    printed = "Water 7"
    runs = (*text("Wat"), *text("er ", Mark.ITALIC), *text("7", Mark.BOLD))
    fields = (field(printed, "source", "Water"), field(printed, "volume", "7"))
    assert citation(Reference("R1", runs, fields, "journal")) == (
        '<mixed-citation publication-type="journal"><source>Wat<italic>er</italic></source><italic> </italic>'
        "<volume>7</volume></mixed-citation>"
    )


def test_an_identifier_is_bare_and_what_is_printed_before_it_stays() -> None:
    printed = "Rivers. https://doi.org/10.1234/ABC.5"
    doi = field(printed, "doi", "https://doi.org/10.1234/ABC.5", "10.1234/abc.5")
    assert citation(Reference("R1", text(printed), (doi,), "journal")).endswith(
        'Rivers. https://doi.org/<pub-id pub-id-type="doi" xlink:href="https://doi.org/10.1234/abc.5">10.1234/ABC.5'
        "</pub-id></mixed-citation>"
    )


def test_an_identifier_broken_in_print_keeps_its_breaks() -> None:
    printed = "doi: 10.1234/AB C.5"
    doi = field(printed, "doi", "10.1234/AB C.5", "10.1234/abc.5")
    assert (
        'doi: <pub-id pub-id-type="doi" xlink:href="https://doi.org/10.1234/abc.5">10.1234/AB C.5</pub-id>'
    ) in citation(Reference("R1", text(printed), (doi,)))


def test_addresses_are_links_and_days_of_access_have_their_iso_form() -> None:
    printed = "Rivers. URL: example.org/a (accessed 5 May 2020)."
    fields = (
        field(printed, "url", "example.org/a", "https://example.org/a"),
        field(printed, "accessed", "5 May 2020", "2020-05-05"),
    )
    assert citation(Reference("R1", text(printed), fields, "webpage")) == (
        '<mixed-citation publication-type="webpage">Rivers. URL: <ext-link ext-link-type="uri" '
        'xlink:href="https://example.org/a">example.org/a</ext-link> (accessed <date-in-citation '
        'content-type="access-date" iso-8601-date="2020-05-05">5 May 2020</date-in-citation>).</mixed-citation>'
    )


def test_a_day_of_publication_has_its_iso_form() -> None:
    printed = "Vo B. (2020, May 5)."
    fields = (field(printed, "year", "2020"), field(printed, "date", "May 5", "2020-05-05", month="May", day="5"))
    assert (
        '<year iso-8601-date="2020">2020</year>, <string-date iso-8601-date="2020-05-05"><month>May</month> '
        "<day>5</day></string-date>)."
    ) in citation(Reference("R1", text(printed), fields))


def test_what_has_no_element_and_what_overlaps_stays_text() -> None:
    printed = "abc def"
    fields = (Field("mood", 0, 3), Field("source", 2, 5), Field("volume", 5, 5), Field("issue", 4, 99))
    assert citation(Reference("R1", text(printed), fields)) == (
        '<mixed-citation publication-type="other">abc def</mixed-citation>'
    )


def test_a_work_printed_in_two_languages_is_one_reference() -> None:
    russian = Reference("R1ru", text("Ле А. Реки."), kind="book", language="ru")
    english = Reference("R1", text("Le A. Rivers."), kind="book", language="en", label="1", alternatives=(russian,))
    assert ref(english) == (
        '<ref id="R1"><label>1</label><citation-alternatives>'
        '<mixed-citation publication-type="book" xml:lang="en">Le A. Rivers.</mixed-citation>'
        '<mixed-citation publication-type="book" xml:lang="ru">Ле А. Реки.</mixed-citation>'
        "</citation-alternatives></ref>"
    )
    cited = Article(
        "en", body=(Paragraph((Cited(text("Ле"), ("R1ru",)),)),), reference_lists=(ReferenceList((english,)),)
    )
    assert jats(cited, "//xref") == '<xref ref-type="bibr" rid="R1">Ле</xref>'


def test_two_lists_never_share_an_id() -> None:
    one = ReferenceList((Reference("R1", text("Rivers.")),), text("References"), "en")
    two = ReferenceList((Reference("R1", text("Реки.")),), text("Литература"), "ru")
    article = Article("en", reference_lists=(one, two))
    assert jats(article, "//ref-list[1]").startswith('<ref-list id="refs1"><title>References</title><ref id="R1">')
    assert jats(article, "//ref-list[2]").startswith(
        '<ref-list xml:lang="ru" id="refs2"><title>Литература</title><ref id="R1-2">'
    )
