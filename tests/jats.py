"""A small sound article, for tests to spoil."""

from __future__ import annotations

from converter.schema import doctype

ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
{doctype}
<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ali="http://www.niso.org/schemas/ali/1.0/"
  article-type="research-article" dtd-version="{version}" xml:lang="en">
<front>
<journal-meta><journal-id journal-id-type="publisher-id">hs</journal-id>
<journal-title-group><journal-title>Hill Studies</journal-title></journal-title-group>
<issn pub-type="epub">2049-3630</issn><publisher><publisher-name>Hill Press</publisher-name></publisher></journal-meta>
<article-meta><article-id pub-id-type="doi">10.5555/{number}</article-id>
<article-categories><subj-group><subject>Economy</subject></subj-group></article-categories>
<title-group><article-title>The nets of the northern boats, part {number}</article-title></title-group>
<contrib-group><contrib contrib-type="author" corresp="yes"><name><surname>Holm</surname>
<given-names>Anna</given-names></name></contrib></contrib-group>
<aff id="a1"><institution>Hill University</institution>, <country country="NO">Norway</country></aff>
<pub-date><year>2020</year></pub-date><volume>4</volume><issue>2</issue><fpage>{first}</fpage><lpage>{last}</lpage>
<history><date date-type="received"><year>2020</year></date>
<date date-type="accepted"><year>2020</year></date></history>
<permissions><copyright-statement>© 2020 Hill Press</copyright-statement><copyright-year>2020</copyright-year>
<copyright-holder>Hill Press</copyright-holder><license>
<ali:license_ref>https://creativecommons.org/licenses/by/4.0/</ali:license_ref>
<license-p>Free to use.</license-p></license></permissions>
<abstract><p>The nets of the northern boats were made of hemp, as is shown by what is left of them.</p></abstract>
<kwd-group><kwd>nets</kwd><kwd>boats</kwd></kwd-group>
</article-meta>
</front>
<body><sec id="s1"><title>Nets</title>
<p>As was told before [<xref ref-type="bibr" rid="r1">Holm 2019</xref>].</p></sec></body>
<back><ref-list><title>References</title>
<ref id="r1"><mixed-citation publication-type="book">Holm A. Nets of hemp. <year>2019</year>.</mixed-citation></ref>
</ref-list></back>
</article>
"""


def article(*changes: tuple[str, str], number: int = 1, version: str = "1.3") -> bytes:
    """The article, its pieces replaced one after another; each must be there."""
    first = number * 10
    text = ARTICLE.format(doctype=doctype(version), version=version, number=number, first=first, last=first + 8)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()
