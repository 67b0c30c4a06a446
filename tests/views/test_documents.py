"""Documents: said once, tagged, in their language; nothing in a text becomes a command."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pytest
from matplotlib.figure import Figure

from skolemiljo_analytics.views.documents import (
    Card,
    Document,
    Field,
    Layout,
    Picture,
    Section,
    Stamp,
    Table,
    make_template,
    render_docx,
    render_pdf,
)
from skolemiljo_analytics.vocabulary import Language

NASTY = 'Hvem? <b> & #panic("x") {{ title }} {% for x in y %} $x$ `code` \\ "'
SMALL = Table("Svar", ("A", "B"), ((NASTY, "3"),))


def _picture() -> Picture:
    figure = Figure(figsize=(2, 1))
    figure.subplots().plot([1, 2])
    svg, png = io.StringIO(), io.BytesIO()
    figure.savefig(svg, format="svg")
    figure.savefig(png, format="png")
    return Picture(svg.getvalue(), png.getvalue(), "En stigende strek", "Figuren")


@pytest.fixture
def document() -> Document:
    return Document(
        title="Klassens sosiale portrett",
        subtitle="7B · oktober 2025",
        language=Language.NB,
        stamps=(Stamp("Formål", "Forebyggende"), Stamp("Slettes", "20.06.2026")),
        sections=(
            Section(
                "Hvem svarte", ("22 av 25 svarte.",), Table("Svar", ("A", "B"), ((NASTY, "3"),))
            ),
            Section("Kart", picture=_picture()),
            Section("Funn", cards=(Card("Tittel", "Mulig", (("", "Setning."), ("Spør", NASTY))),)),
        ),
        footer="Oppdiktet skole",
    )


def test_the_pdf_is_tagged_and_names_its_title_and_language(document: Document) -> None:
    pdf = render_pdf(document)
    assert pdf.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid" in pdf
    assert re.search(rb"/Lang\s*\(nb", pdf)


def test_the_same_document_gives_the_same_pdf(document: Document) -> None:
    assert render_pdf(document) == render_pdf(document)


def test_the_word_file_says_everything_and_takes_no_orders(document: Document) -> None:
    word = docx.Document(io.BytesIO(render_docx(document)))
    text = "\n".join(p.text for p in word.paragraphs)
    cells = [c.text for t in word.tables for row in t.rows for c in row.cells]
    assert "22 av 25 svarte." in text
    assert NASTY in text
    assert cells == ["A", "B", NASTY, "3"]
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Hvem svarte", "Kart", "Funn"]


UNPRINTABLE = "før\x00\x0b\x1better\ufeff\ufffe\ud800\x9f slutt \u202esnudd\u2066 \U0001ffff👨‍👩‍👧"
PRINTED = "før\netter slutt snudd 👨‍👩‍👧"


def test_what_no_page_can_show_stops_no_document(document: Document) -> None:
    text = UNPRINTABLE
    everywhere = replace(
        document,
        title=text * 40,
        sections=(
            Section(
                text,
                (text,),
                Table(text, (text, "B"), ((text, text),)),
                cards=(Card(text, text, ((text, text),)),),
                bullets=(text,),
                fields=(Field(text, text),),
            ),
        ),
        footer=text,
    )
    assert render_pdf(everywhere).startswith(b"%PDF")
    word = docx.Document(io.BytesIO(render_docx(everywhere)))
    assert PRINTED in {p.text for p in word.paragraphs}
    assert not set("\x00\x1b\ufeff\u202e") & set("".join(p.text for p in word.paragraphs))


def test_the_word_file_is_accessible(document: Document) -> None:
    word = docx.Document(io.BytesIO(render_docx(document)))
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == "En stigende strek"
    assert word.core_properties.language == "nb-NO"
    assert word.core_properties.title == document.title
    assert "w:tblHeader" in word.tables[0].rows[0]._tr.xml
    assert 'w:val="nb-NO"' in word.styles["Normal"].element.xml


def test_a_school_may_use_its_own_template(document: Document) -> None:
    own = docx.Document(io.BytesIO(make_template()))
    own.add_paragraph("Vår skole")
    saved = io.BytesIO()
    own.save(saved)
    made = docx.Document(io.BytesIO(render_docx(document, template=saved.getvalue())))
    assert made.paragraphs[-1].text == "Vår skole"


def test_a_picture_without_a_text_alternative_is_refused() -> None:
    with pytest.raises(ValueError, match="text alternative"):
        Picture("<svg/>", b"", " ", "")


def test_a_ragged_table_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table("", ("A", "B"), (("1",),))


def test_the_word_columns_are_as_wide_as_asked(document: Document) -> None:
    wide = replace(
        document,
        sections=(Section("T", table=Table("", ("A", "B"), (("", ""), ("x", "y")), (1, 3))),),
    )
    word = docx.Document(io.BytesIO(render_docx(wide)))
    (table,) = word.tables
    first, second = (column.width for column in table.columns)
    assert second == pytest.approx(3 * first, rel=0.01)
    assert table.rows[1].height is not None  # room to write in
    assert table.rows[2].height is None


def test_a_logo_in_the_template_keeps_its_own_text_alternative(document: Document) -> None:
    own = docx.Document(io.BytesIO(make_template()))
    logo = io.BytesIO()
    Figure(figsize=(1, 1)).savefig(logo, format="png")
    logo.seek(0)
    own.paragraphs[0].insert_paragraph_before().add_run().add_picture(logo)
    own.inline_shapes[0]._inline.docPr.set("descr", "Skolens logo")
    saved = io.BytesIO()
    own.save(saved)
    word = docx.Document(io.BytesIO(render_docx(document, template=saved.getvalue())))
    told = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert told == ["Skolens logo", "En stigende strek"]


def test_a_letter_is_stamped_at_the_end(document: Document) -> None:
    letter = replace(document, layout=Layout.LETTER)
    texts = [p.text for p in docx.Document(io.BytesIO(render_docx(letter))).paragraphs]
    assert texts.index("Formål: Forebyggende") > texts.index("Funn")
    report = [p.text for p in docx.Document(io.BytesIO(render_docx(document))).paragraphs]
    assert report.index("Formål: Forebyggende") < report.index("Funn")


def test_a_table_needs_a_width_for_each_column() -> None:
    with pytest.raises(ValueError, match="widths"):
        Table("", ("A", "B"), (), (1,))
