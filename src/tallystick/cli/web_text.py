"""The words of a web page, without its markup: what a reader of the page would read, as plain text.

The standard library's parser takes any markup, but looks for the end of each comment and declaration anew; a page of a million
unclosed ones would keep it busy for hours. So these are taken out first, in one pass.
"""

import re
from html.parser import HTMLParser

UNREAD = frozenset(
    {"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select", "textarea", "title"}
)
LINES = frozenset({"br", "tr", "dt", "dd", "li"})
PARAGRAPHS = frozenset(
    {
        *(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "nav",
            "aside",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
        ),
        *(
            "ol",
            "dl",
            "table",
            "blockquote",
            "pre",
            "figure",
            "figcaption",
            "form",
            "fieldset",
            "hr",
            "address",
            "caption",
        ),
        *("details", "summary", "body", "thead", "tbody", "tfoot"),
    }
)
CELLS = frozenset({"td", "th"})
DECLARATION = re.compile(r"<[!?]")
# Elements may be nested without end; so deep is remembered what is not to be read.
DEEPEST = 100


def text_of(page: str) -> str:
    """The text of a page: paragraphs parted by an empty line, rows by a line, cells by a tab, spaces as a browser shows them."""
    reader = _Reader()
    reader.feed(without_declarations(page))
    reader.close()
    return tidied("".join(reader.parts))


def without_declarations(page: str) -> str:
    """The page without comments, declarations and processing instructions, and without a tag that is never closed."""
    kept, place, comments_end = [], 0, page.rfind("-->")
    while found := DECLARATION.search(page, place):
        start = found.start()
        kept.append(page[place:start])
        is_comment = page.startswith("<!--", start) and start + 4 <= comments_end
        end = page.find("-->" if is_comment else ">", start + 2)
        if end < 0:
            place = len(page)
            break
        place = end + (3 if is_comment else 1)
    kept.append(page[place:])
    whole = "".join(kept)
    last = whole.rfind(">") + 1
    return whole[:last] + whole[last:].replace("<", "&lt;")


def tidied(text: str) -> str:
    """Single spaces, no space at the ends of lines, no more than one empty line."""
    text = re.sub(r"[ \f\v\r]+", " ", text)
    lines = [re.sub(r" ?\t ?", "\t", line).strip(" \t") for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


class _Reader(HTMLParser):
    """Collects the words; a class because the parser calls its methods."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unread: list[str] = []
        self.in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD and len(self.unread) < DEEPEST:
            self.unread.append(tag)
        self._break(tag)
        if tag in CELLS:
            self.in_cell = True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unread:
            while self.unread.pop() != tag:
                pass
        if tag in CELLS:
            self.in_cell = False
        elif tag not in LINES:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.parts.append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if self.unread:
            return
        if tag in ("tr", "table", *CELLS):
            self.in_cell = False
        if self.in_cell and (tag in PARAGRAPHS or tag in LINES):
            self.parts.append(" ")
        elif tag in PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag in LINES:
            self.parts.append("\n")
        elif tag in CELLS:
            self.parts.append("\t")
