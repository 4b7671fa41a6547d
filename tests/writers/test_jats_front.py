from articles import field, jats, para, section, text

from converter.article import (
    Abstract,
    Affiliation,
    Article,
    Contributor,
    HistoryDate,
    Issue,
    Journal,
    Name,
    Statement,
    Tagged,
    Title,
)

ENGLISH = Title(text("Rivers"), text("a survey"))
RUSSIAN = Title(text("Реки"))


def test_the_title_of_the_main_language_comes_first_and_untagged() -> None:
    article = Article("en", titles={"ru": RUSSIAN, "en": ENGLISH})
    assert jats(article, "//title-group") == (
        "<title-group><article-title>Rivers</article-title><subtitle>a survey</subtitle>"
        '<trans-title-group xml:lang="ru"><trans-title>Реки</trans-title></trans-title-group></title-group>'
    )


def test_any_language_can_be_the_main_one() -> None:
    article = Article("ru", titles={"en": ENGLISH, "ru": RUSSIAN})
    assert jats(article, "//article-title") == "<article-title>Реки</article-title>"
    assert jats(article, "//trans-subtitle") == "<trans-subtitle>a survey</trans-subtitle>"


def test_the_only_title_is_the_article_title_tagged_with_its_language() -> None:
    assert jats(Article("en", titles={"ru": RUSSIAN}), "//title-group") == (
        '<title-group><article-title xml:lang="ru">Реки</article-title></title-group>'
    )


def test_no_title_is_invented() -> None:
    assert jats(Article("en"), "//title-group") == "<title-group><article-title/></title-group>"


def test_a_journal_nobody_knows_is_not_invented() -> None:
    assert jats(Article("en"), "//journal-meta") == (
        '<journal-meta><journal-id journal-id-type="publisher-id"/><issn/></journal-meta>'
    )
    assert jats(Article("en"), "//journal-meta", tag_set="archiving") == ""


def test_a_journal_is_named_in_every_language() -> None:
    journal = Journal(
        {"en": "River Studies", "vi": "Nghiên cứu sông"},
        "Riv. Stud.",
        "rs",
        {"print": "1111-1119", "electronic": "2222-2221"},
        {"en": "River Press"},
        "Huế",
    )
    assert jats(Article("en", journal=journal), "//journal-meta") == (
        '<journal-meta><journal-id journal-id-type="publisher-id">rs</journal-id><journal-title-group>'
        '<journal-title>River Studies</journal-title><trans-title-group xml:lang="vi">'
        "<trans-title>Nghiên cứu sông</trans-title></trans-title-group>"
        '<abbrev-journal-title abbrev-type="publisher">Riv. Stud.</abbrev-journal-title></journal-title-group>'
        '<issn publication-format="print">1111-1119</issn><issn publication-format="electronic">2222-2221</issn>'
        "<publisher><publisher-name>River Press</publisher-name><publisher-loc>Huế</publisher-loc></publisher>"
        "</journal-meta>"
    )


AUTHOR = Contributor(
    {"en": Name("Le", "An", "eastern"), "vi": Name("Lê", "Ân", "eastern")},
    degrees={"ru": ("к.и.н.",), "en": ("PhD",)},
    roles={"en": ("Head of Department", "Professor")},
    orcid="0000-0002-1825-0097",
    emails=("an.le@example.org",),
    affiliations=("a1", "nowhere"),
    corresponding=True,
)


def test_an_author_is_named_in_every_script() -> None:
    assert jats(Article("en", contributors=(AUTHOR,)), "//name-alternatives") == (
        '<name-alternatives><name name-style="eastern" xml:lang="en"><surname>Le</surname>'
        '<given-names>An</given-names></name><name name-style="eastern" xml:lang="vi"><surname>Lê</surname>'
        "<given-names>Ân</given-names></name></name-alternatives>"
    )


def test_a_name_in_one_script_stands_alone() -> None:
    author = Contributor({"ru": Name("Реброва", "Анна Петровна")})
    assert jats(Article("ru", contributors=(author,)), "//contrib") == (
        '<contrib contrib-type="author"><name name-style="western"><surname>Реброва</surname>'
        "<given-names>Анна Петровна</given-names></name></contrib>"
    )


def test_a_mononym_is_a_given_name() -> None:
    author = Contributor({"en": Name("", "Sukarno")})
    assert jats(Article("en", contributors=(author,)), "//name") == (
        '<name name-style="given-only"><given-names>Sukarno</given-names></name>'
    )


def test_a_group_is_a_collab() -> None:
    assert "<collab>River Group</collab>" in jats(
        Article("en", contributors=(Contributor({}, "River Group"),)), "//contrib"
    )


def test_an_author_keeps_degrees_roles_orcid_and_email() -> None:
    shown = jats(Article("en", contributors=(AUTHOR,)), "//contrib")
    assert shown.startswith('<contrib contrib-type="author" corresp="yes"><contrib-id contrib-id-type="orcid"')
    assert ' authenticated="false">https://orcid.org/0000-0002-1825-0097</contrib-id>' in shown
    assert shown.endswith(
        '<degrees>PhD</degrees><degrees xml:lang="ru">к.и.н.</degrees><role>Head of Department</role>'
        "<role>Professor</role><email>an.le@example.org</email></contrib>"
    )


PRINTED = "Institute of Rivers, Huế, Vietnam"
IN_ENGLISH = Tagged(
    text(PRINTED),
    (
        field(PRINTED, "institution", "Institute of Rivers"),
        field(PRINTED, "city", "Huế"),
        field(PRINTED, "country", "Vietnam", "VN"),
    ),
)


def test_an_affiliation_keeps_every_printed_character() -> None:
    article = Article("en", contributors=(AUTHOR,), affiliations=(Affiliation("a1", {"en": IN_ENGLISH}, "1"),))
    assert jats(article, "//aff") == (
        '<aff id="a1"><label>1</label><institution>Institute of Rivers</institution>, <city>Huế</city>, '
        '<country country="VN">Vietnam</country></aff>'
    )
    assert jats(article, "//contrib/xref") == '<xref ref-type="aff" rid="a1">1</xref>'


def test_an_affiliation_in_two_languages_is_one() -> None:
    both = Affiliation("a1", {"en": IN_ENGLISH, "ru": Tagged(text("Институт рек"))})
    shown = jats(Article("en", contributors=(AUTHOR,), affiliations=(both,)), "//aff-alternatives")
    assert shown.startswith('<aff-alternatives id="a1"><aff xml:lang="en"><institution>')
    assert shown.endswith('<aff xml:lang="ru">Институт рек</aff></aff-alternatives>')


def test_an_affiliation_without_authors_is_kept() -> None:
    article = Article("en", affiliations=(Affiliation("a1", {"en": Tagged(text("Nowhere"))}),))
    assert jats(article, "//article-meta/aff") == '<aff id="a1">Nowhere</aff>'


def test_abstracts_and_keywords_of_other_languages_are_tagged() -> None:
    article = Article(
        "ru",
        abstracts={"en": Abstract((section("Aim", para("To see.")),)), "ru": Abstract((para("Цель."),))},
        keywords={"ru": (text("реки"),), "en": (text("rivers"), text("H2O"))},
    )
    assert jats(article, "//abstract") == "<abstract><p>Цель.</p></abstract>"
    assert jats(article, "//trans-abstract") == (
        '<trans-abstract xml:lang="en"><sec id="sec1"><title>Aim</title><p>To see.</p></sec></trans-abstract>'
    )
    assert jats(article, "//kwd-group[1]") == '<kwd-group kwd-group-type="author"><kwd>реки</kwd></kwd-group>'
    assert jats(article, "//kwd-group[2]") == (
        '<kwd-group kwd-group-type="author" xml:lang="en"><kwd>rivers</kwd><kwd>H2O</kwd></kwd-group>'
    )


def test_an_abstract_only_in_another_language_stays_a_translation() -> None:
    article = Article("en", abstracts={"ru": Abstract((para("Цель."),))})
    assert jats(article, "//abstract") == ""
    assert jats(article, "//trans-abstract") == '<trans-abstract xml:lang="ru"><p>Цель.</p></trans-abstract>'


def test_dates_have_their_parts_and_their_iso_form() -> None:
    article = Article("en", dates=(HistoryDate("received", "2024-03-09"), HistoryDate("accepted", "2024-05")))
    assert jats(article, "//history") == (
        '<history><date date-type="received" iso-8601-date="2024-03-09"><day>09</day><month>03</month>'
        '<year>2024</year></date><date date-type="accepted" iso-8601-date="2024-05"><month>05</month>'
        "<year>2024</year></date></history>"
    )


def test_the_day_of_publication_is_no_history() -> None:
    article = Article("en", issue=Issue("2024"), dates=(HistoryDate("pub", "2024-06-30"),))
    assert jats(article, "//history") == ""
    assert 'iso-8601-date="2024-06-30"' in jats(article, "//pub-date")


def test_pages_and_an_electronic_location_exclude_each_other() -> None:
    both = Article("en", issue=Issue("2024", "2", "1", "5", "9", "e12"))
    assert (jats(both, "//fpage"), jats(both, "//elocation-id")) == ("<fpage>5</fpage>", "")
    only = Article("en", issue=Issue("2024", elocation="e12"))
    assert jats(only, "//elocation-id") == "<elocation-id>e12</elocation-id>"


def test_a_class_of_subjects_is_no_identifier() -> None:
    article = Article("ru", identifiers={"doi": "10.1/x", "udc": "327.7", "edn": "ABCDEF"})
    assert jats(article, "//article-id[1]") == '<article-id pub-id-type="doi">10.1/x</article-id>'
    assert jats(article, "//article-id[2]") == '<article-id pub-id-type="custom" custom-type="edn">ABCDEF</article-id>'
    assert jats(article, "//subj-group") == '<subj-group subj-group-type="udc"><subject>327.7</subject></subj-group>'


def test_a_licence_is_told_by_its_address_in_every_language() -> None:
    journal = Journal(licence="https://creativecommons.org/licenses/by/4.0/", licence_texts={"en": "CC BY", "ru": "По"})
    shown = jats(Article("en", journal=journal), "//permissions")
    assert shown.count("<ali:license_ref>https://creativecommons.org/licenses/by/4.0/</ali:license_ref>") == 2
    assert '<license xml:lang="ru">' in shown
    assert "copyright" not in shown


def test_statements_go_where_recommendations_want_them() -> None:
    kinds = ("funding", "conflict", "contributions", "acknowledgements", "data", "ethics")
    article = Article("en", statements=tuple(Statement(kind, (para(kind),), "en", kind.title()) for kind in kinds))
    assert jats(article, "//funding-statement") == "<funding-statement>funding</funding-statement>"
    assert jats(article, "//author-notes/fn[1]") == '<fn fn-type="coi-statement"><p>conflict</p></fn>'
    assert jats(article, "//author-notes/fn[2]") == '<fn fn-type="con"><p>contributions</p></fn>'
    assert jats(article, "//ack") == "<ack><title>Acknowledgements</title><p>acknowledgements</p></ack>"
    assert jats(article, "//back/sec") == (
        '<sec sec-type="data-availability" id="sec1"><title>Data</title><p>data</p></sec>'
    )
    assert jats(article, "//back/notes") == '<notes notes-type="ethics"><title>Ethics</title><p>ethics</p></notes>'


def test_a_statement_in_another_language_says_so() -> None:
    article = Article("en", statements=(Statement("acknowledgements", (para("Спасибо."),), "ru"),))
    assert jats(article, "//ack") == '<ack xml:lang="ru"><p>Спасибо.</p></ack>'
