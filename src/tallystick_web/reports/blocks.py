"""A narrative as a small tree of blocks for the PDF: paragraphs and lists, with strong and emphasised runs.

The typesetter is given this tree as data and lays it out; it never sees the narrative as source, so nothing that a person writes
can be an instruction to it. What the tree has no place for (headings, code, tables) is kept as text: no word is lost.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

Block = dict[str, Any]
Run = dict[str, Any]

_PARSER: Final = MarkdownIt("commonmark", {"html": False})
_LISTS: Final = {"bullet_list_open": False, "ordered_list_open": True}
_TEXT: Final = ("code_block", "fence", "html_block")


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text."""
    return _blocks(iter(_PARSER.parse(text)))


def _blocks(tokens: Iterator[Token], until: str = "") -> list[Block]:
    """Blocks as far as the token that closes them; quotations and headings give what they hold."""
    found: list[Block] = []
    heading = False
    for token in tokens:
        if token.type == until:
            break
        if token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "inline":
            found.append({"kind": "paragraph", "runs": _runs(token.children or [], strong=heading)})
        elif token.type in _TEXT:
            found.append({"kind": "paragraph", "runs": [_run(token.content.rstrip("\n"))]})
        elif token.type in _LISTS:
            found.append(_list(tokens, token))
    return found


def _list(tokens: Iterator[Token], opening: Token) -> Block:
    ordered = _LISTS[opening.type]
    items = []
    for token in tokens:
        if token.type == opening.type.replace("_open", "_close"):
            break
        if token.type == "list_item_open":
            items.append(_blocks(tokens, "list_item_close"))
    return {"kind": "list", "ordered": ordered, "start": int(opening.attrs.get("start", 1)), "items": items}


def _run(text: str, strong: bool = False, emphasis: bool = False) -> Run:
    return {"text": text, "strong": strong, "emphasis": emphasis}


def _runs(tokens: Sequence[Token], strong: bool = False) -> list[Run]:
    """Runs of text. A link keeps its words, with its address after them: on paper it cannot be followed."""
    found: list[Run] = []
    bold, slanted, addresses = int(strong), 0, list[str]()
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            slanted += token.nesting
        elif token.type == "link_open":
            addresses.append(str(token.attrs.get("href", "")))
        else:
            found.append(_run(_words(token, addresses, found), bold > 0, slanted > 0))
    return [run for run in found if run["text"]]


def _words(token: Token, addresses: list[str], before: Sequence[Run]) -> str:
    if token.type == "link_close":
        address = addresses.pop() if addresses else ""
        shown = before[-1]["text"] if before else ""
        return f" ({address})" if address.startswith(("https://", "http://")) and address != shown else ""
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
