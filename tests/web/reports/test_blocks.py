from tallystick_web.reports.blocks import blocks


def text(tree: list) -> str:
    """All the words of a tree, in order."""
    found = []
    for block in tree:
        if block["kind"] == "list":
            found += [text(item) for item in block["items"]]
        else:
            found.append("".join(run["text"] for run in block["runs"]))
    return " | ".join(found)


def test_paragraphs_and_lists_keep_their_shape() -> None:
    first, bullets, numbers = blocks("One *two* **three**\n\n* a\n* b\n  1. c\n\n3. d")
    assert [(run["text"], run["emphasis"], run["strong"]) for run in first["runs"]] == [
        ("One ", False, False), ("two", True, False), (" ", False, False), ("three", False, True),
    ]  # fmt: skip
    assert (bullets["ordered"], len(bullets["items"])) == (False, 2)
    assert bullets["items"][1][1]["ordered"]
    assert (numbers["ordered"], numbers["start"]) == (True, 3)


def test_no_word_is_lost_of_what_the_tree_has_no_place_for() -> None:
    source = "# Heading\n\n> quoted\n\n`code`\n\n```\nfenced\n```\n\n<b>tag</b>\n\n| a | b |"
    assert text(blocks(source)) == "Heading | quoted | code | fenced | <b>tag</b> | | a | b |"


def test_a_link_keeps_its_words_and_its_address() -> None:
    assert text(blocks("See [the plan](https://example.org/a).")) == "See the plan (https://example.org/a)."


def test_an_address_that_is_no_web_address_is_not_printed() -> None:
    assert "javascript" not in text(blocks("[x](javascript:alert(1))")).replace("[x](javascript:alert(1))", "")
