"""Small office files written by hand: as much of each format as a reader needs (ECMA-376, ODF 1.3)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OOXML = "http://schemas.openxmlformats.org"
RELS = f'{HEAD}<Relationships xmlns="{OOXML}/package/2006/relationships">'
KIND = f"{OOXML}/officeDocument/2006/relationships"
SPACES = f'xmlns:a="{OOXML}/drawingml/2006/main" xmlns:r="{KIND}" xmlns:p="{OOXML}/presentationml/2006/main"'
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_SPACES = (
    " ".join(
        f'xmlns:{short}="{ODF}:{name}:1.0"'
        for short, name in (
            ("office", "office"),
            ("text", "text"),
            ("draw", "drawing"),
            ("style", "style"),
            ("presentation", "presentation"),
        )
    )
    + f' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="{ODF}:svg-compatible:1.0"'
)


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A zip with these members, the first of them unpacked as ODF wants it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _rels(*targets: tuple[str, str]) -> str:
    lines = (
        f'<Relationship Id="r{number}" Type="{KIND}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f"{RELS}{''.join(lines)}</Relationships>"


def _types(**parts: str) -> str:
    office = "application/vnd.openxmlformats-officedocument"
    lines = (
        f'<Override PartName="{name}" ContentType="{office}.{kind}+xml"/>' for name, kind in parts.items()
    )
    return (
        f'{HEAD}<Types xmlns="{OOXML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(lines)}</Types>'
    )


def _noted(text: str) -> str:
    """A page of notes as PowerPoint writes it: a picture of the slide, the notes, and the slide's number."""
    rest = "<p:spPr/><p:txBody><a:bodyPr/>{}</p:txBody></p:sp>"
    parts = (
        ('<p:ph type="sldImg"/>', ""),
        (
            '<p:ph type="body" idx="1"/>',
            "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n")),
        ),
        ('<p:ph type="sldNum" idx="5"/>', '<a:p><a:fld type="slidenum"><a:t>7</a:t></a:fld></a:p>'),
    )
    shapes = "".join(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="n"/><p:cNvSpPr/><p:nvPr>{place}</p:nvPr></p:nvSpPr>{rest.format(words)}'
        for number, (place, words) in enumerate(parts, 2)
    )
    tree = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    return f"{HEAD}<p:notes {SPACES}><p:cSld><p:spTree>{tree}{shapes}</p:spTree></p:cSld></p:notes>"


def pptx(pages: Sequence[str], notes: Mapping[int, str] = {}, hidden: Sequence[int] = ()) -> bytes:
    """A presentation with a line of text on each page, speaker notes on some, and some hidden."""
    tree = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    numbers = range(1, len(pages) + 1)
    members = {
        "[Content_Types].xml": _types(
            **{
                "/ppt/presentation.xml": "presentationml.presentation.main",
                "/ppt/slideMasters/slideMaster1.xml": "presentationml.slideMaster",
                "/ppt/slideLayouts/slideLayout1.xml": "presentationml.slideLayout",
                **{f"/ppt/slides/slide{n}.xml": "presentationml.slide" for n in numbers},
                **{f"/ppt/notesSlides/notesSlide{n}.xml": "presentationml.notesSlide" for n in notes},
            }
        ),
        "_rels/.rels": _rels(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'{HEAD}<p:presentation {SPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="r1"/>'
        f'</p:sldMasterIdLst><p:sldIdLst>{"".join(f"""<p:sldId id="{255 + n}" r:id="r{n + 1}"/>""" for n in numbers)}'
        '</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": _rels(
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            *(("slide", f"slides/slide{n}.xml") for n in numbers),
        ),
        "ppt/slideMasters/slideMaster1.xml": f"{HEAD}<p:sldMaster {SPACES}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
        'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
        '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="r1"/></p:sldLayoutIdLst></p:sldMaster>',
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _rels(
            ("slideLayout", "../slideLayouts/slideLayout1.xml")
        ),
        "ppt/slideLayouts/slideLayout1.xml": f'{HEAD}<p:sldLayout {SPACES} type="blank"><p:cSld><p:spTree>{tree}</p:spTree>'
        "</p:cSld></p:sldLayout>",
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": _rels(
            ("slideMaster", "../slideMasters/slideMaster1.xml")
        ),
    }
    for number, text in enumerate(pages, 1):
        shape = (
            '<p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
            '<a:off x="900000" y="900000"/><a:ext cx="9000000" cy="1200000"/></a:xfrm><a:prstGeom prst="rect">'
            "<a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p><a:r>"
            f'<a:rPr lang="en" sz="4400"/><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>'
        )
        show = ' show="0"' if number in hidden else ""
        members[f"ppt/slides/slide{number}.xml"] = (
            f"{HEAD}<p:sld {SPACES}{show}><p:cSld><p:spTree>{tree}{shape}</p:spTree></p:cSld></p:sld>"
        )
        beside = [("notesSlide", f"../notesSlides/notesSlide{number}.xml")] if number in notes else []
        members[f"ppt/slides/_rels/slide{number}.xml.rels"] = _rels(
            ("slideLayout", "../slideLayouts/slideLayout1.xml"), *beside
        )
        if beside:
            members[f"ppt/notesSlides/notesSlide{number}.xml"] = _noted(notes[number])
            members[f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels"] = _rels(
                ("slide", f"../slides/slide{number}.xml")
            )
    return packed(members)


def docx(text: str, picture: str = "") -> bytes:
    """A text document; `picture` is the address of one that it only links to."""
    word = f'xmlns:w="{OOXML}/wordprocessingml/2006/main"'
    linked = (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{OOXML}/drawingml/2006/wordprocessingDrawing">'
        '<wp:extent cx="5000000" cy="3000000"/><wp:docPr id="1" name="p"/>'
        f'<a:graphic><a:graphicData uri="{OOXML}/drawingml/2006/picture"><pic:pic '
        f'xmlns:pic="{OOXML}/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" name="p"/><pic:cNvPicPr/>'
        '</pic:nvPicPr><pic:blipFill><a:blip r:link="r1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5000000" cy="3000000"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    body = f"<w:p><w:r><w:t>{text}</w:t></w:r>{linked if picture else ''}</w:p>"
    members = {
        "[Content_Types].xml": _types(**{"/word/document.xml": "wordprocessingml.document.main"}),
        "_rels/.rels": _rels(("officeDocument", "word/document.xml")),
        "word/document.xml": f"{HEAD}<w:document {word} {SPACES}><w:body>{body}</w:body></w:document>",
    }
    if picture:
        outside = _rels(("image", picture)).replace("/></", ' TargetMode="External"/></')
        members["word/_rels/document.xml.rels"] = outside
    return packed(members)


def _odf(kind: str, body: str, styles: str = "") -> bytes:
    name = f"application/vnd.oasis.opendocument.{kind}"
    return packed(
        {
            "mimetype": name,
            "META-INF/manifest.xml": f'{HEAD}<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{name}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
            "content.xml": f'{HEAD}<office:document-content {ODF_SPACES} office:version="1.3">{styles}<office:body>{body}'
            "</office:body></office:document-content>",
        }
    )


def odt(text: str, linked: str = "") -> bytes:
    """A text document; `linked` is the address of another one that it takes in."""
    source = f'<text:section text:name="s"><text:section-source xlink:href="{linked}"/><text:p>old</text:p></text:section>'
    inner = f"<text:p>{text}</text:p>{source if linked else ''}"
    return _odf("text", f"<office:text>{inner}</office:text>")


def odp(pages: Sequence[str], notes: Mapping[int, str] = {}, hidden: Sequence[int] = ()) -> bytes:
    """A presentation with a line of text on each page, speaker notes on some, and some hidden."""
    style = (
        '<office:automatic-styles><style:style style:name="gone" style:family="drawing-page">'
        '<style:drawing-page-properties presentation:visibility="hidden"/></style:style></office:automatic-styles>'
    )
    drawn = "".join(
        f'<draw:page draw:name="p{number}" draw:style-name="{"gone" if number in hidden else "there"}">'
        '<draw:frame svg:width="20cm" svg:height="4cm" svg:x="2cm" svg:y="2cm">'
        f"<draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"
        f"{_beside(notes[number]) if number in notes else ''}</draw:page>"
        for number, text in enumerate(pages, 1)
    )
    return _odf("presentation", f"<office:presentation>{drawn}</office:presentation>", style)


def _beside(text: str) -> str:
    lines = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    return (
        '<presentation:notes><draw:page-thumbnail presentation:class="page" svg:width="14cm" svg:height="11cm"/>'
        '<draw:frame presentation:class="notes" svg:width="16cm" svg:height="12cm" svg:x="2cm" svg:y="13cm">'
        f"<draw:text-box>{lines}</draw:text-box></draw:frame></presentation:notes>"
    )
