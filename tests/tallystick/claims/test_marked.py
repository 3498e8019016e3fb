"""The page of a text with its marks: complete, escaped, and readable without colours."""

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import claims, periods
from tallystick.claims import marked
from tallystick.claims.model import Examination, Finding, Kind, Promise, Verdict

HOSTILE = "</mark><img src=x onerror=alert(1)>\"'&"


def finding(text: str, words: str, verdict: Verdict = Verdict.INCONSISTENT, working: str = "It is not so.") -> Finding:
    start = text.index(words)
    return Finding(start, start + len(words), words, Kind.RESTATED, words, "", verdict, working)


def promise(text: str, words: str) -> Promise:
    start = text.index(words)
    return Promise(start, start + len(words), words, words, "May", periods.month(2010, 5))


def page(
    text: str, findings: tuple[Finding, ...] = (), promises: tuple[Promise, ...] = (), title: str = "A report"
) -> str:
    return marked.page(text, Examination(findings, promises, ()), title=title)


def words_of(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))


def body_of(markup: str) -> str:
    return markup.partition('<div class="text">')[2].partition("</div>")[0]


class Checker(HTMLParser):
    """Every element that is opened is closed, in order; and which attributes there are."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: set[str] = set()
        self.anchors: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.anchors += [value or "" for name, value in attrs if name == "id"]
        self.targets += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(markup: str) -> Checker:
    checker = Checker()
    checker.feed(markup)
    checker.close()
    assert checker.open == []
    return checker


def test_every_finding_and_promise_is_marked_and_linked_both_ways() -> None:
    text = "Of 66, 54 (59.4%) were met.\n\nThe rest will be met in May 2010."
    made = page(text, (finding(text, "59.4%"),), (promise(text, "The rest will be met in May 2010"),))
    assert '<mark class="inconsistent">59.4%</mark>' in made
    assert '<mark class="promise">The rest will be met in May 2010</mark>' in made
    checker = parsed(made)
    assert sorted(checker.anchors) == sorted(set(checker.anchors))
    assert {target.removeprefix("#") for target in checker.targets} == set(checker.anchors) - {"text"}
    assert "31 May 2010" in made


def test_a_verdict_is_told_by_words_and_a_shape_and_not_by_colour_alone() -> None:
    text = "It was 5."
    for verdict in Verdict:
        made = page(text, (finding(text, "5", verdict),))
        assert marked.WORDS[verdict] in made
        assert marked.SHAPES[verdict] in made


def test_nothing_of_the_text_becomes_markup() -> None:
    text = f"Before {HOSTILE} after 5 {HOSTILE}."
    made = page(
        text,
        (finding(text, HOSTILE, working=HOSTILE),),
        (Promise(0, 6, "Before", HOSTILE, HOSTILE, None, HOSTILE),),
        title=f"</title><script>{HOSTILE}",
    )
    assert "<img" not in made
    assert "<script" not in made
    assert "onerror" not in parsed(made).attributes


def test_the_page_stands_alone_and_forbids_scripts() -> None:
    made = page("Five.")
    assert "default-src 'none'" in made
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"|url\(|@import", made) == []
    assert '<html lang="en">' in made
    assert "<h1>A report</h1>" in made


def test_marks_that_share_words_show_the_weightier_and_lose_no_letter() -> None:
    text = "A total of 40 (50%) will be ready in May 2010."
    made = page(
        text, (finding(text, "40 (50%)", Verdict.CONSISTENT), finding(text, "50%")), (promise(text, text[:-1]),)
    )
    assert '<mark class="inconsistent">50%</mark>' in made
    assert '<mark class="consistent">40 (</mark>' in made
    body = re.sub(r"<sup>.*?</sup>", "", body_of(made))
    assert words_of(body).strip() == text


def test_a_mark_over_several_lines_is_closed_on_each() -> None:
    text = "The rest will be\nmet in May 2010. End."
    made = page(text, (), (promise(text, "The rest will be\nmet in May 2010"),))
    assert body_of(made).count("<p>") == 2
    parsed(made)


@settings(max_examples=80)
@given(st.text(max_size=120), st.data())
def test_any_text_with_any_marks_keeps_its_words(text: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.tuples(st.integers(0, len(text) + 2), st.integers(0, len(text) + 2)), max_size=5))
    findings = tuple(Finding(a, b, text[a:b], Kind.RATIO, "", "", Verdict.CONSISTENT, "") for a, b in places)
    made = page(text, findings)
    parsed(made)
    shown = words_of(re.sub(r"<sup>.*?</sup>", "", body_of(made)))
    allowed = "".join(letter if marked.is_allowed(letter) else "\ufffd" for letter in text)
    assert "".join(shown.split()) == "".join(allowed.split())
    made.encode("utf-8")


def test_the_page_of_a_long_report_is_made_in_no_time() -> None:
    text = "Of 66 targets, 54 (59.4%) were met. They will be ready in May 2010.\n" * 300
    examination = claims.examine(text)
    assert page(text, examination.findings).count('<mark class="inconsistent">') == 300
