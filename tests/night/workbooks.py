"""Reads a workbook as another program would: cells, comments and fills by their references, from the parts' XML."""

import xml.etree.ElementTree as xml
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Sheet:
    def __init__(self, book, number):
        with zipfile.ZipFile(book) as archive:
            self.fills_by_style = fills_by_style(xml.fromstring(archive.read("xl/styles.xml")))
            sheet = xml.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            name = f"xl/comments{number}.xml"
            comments = xml.fromstring(archive.read(name)) if name in archive.namelist() else xml.Element("none")
        assert not list(sheet.iter(f"{MAIN}f")), "a formula"
        cells = list(sheet.iter(f"{MAIN}c"))
        self.cells = {cell.get("r"): text_of(cell) for cell in cells if cell.find(f"{MAIN}is") is not None}
        self.fills = {cell.get("r"): self.fills_by_style[int(cell.get("s", "0"))] for cell in cells}
        self.comments = {comment.get("ref"): text_of(comment) for comment in comments.iter(f"{MAIN}comment")}


def text_of(element):
    return "".join(text.text or "" for text in element.iter(f"{MAIN}t"))


def fills_by_style(styles):
    """The colour of each cell format, None where it has none."""
    fills = [colour.get("rgb") if colour is not None else None
             for colour in (fill.find(f"{MAIN}patternFill/{MAIN}fgColor") for fill in styles.find(f"{MAIN}fills"))]
    return [fills[int(style.get("fillId"))] for style in styles.find(f"{MAIN}cellXfs")]


def first_sheet(book):
    return Sheet(book, 1)
