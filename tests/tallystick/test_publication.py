import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import publication
from tallystick.publication import BundleError

FILES = {"summaries.pdf": b"%PDF-1.7", "report.json": b"{}\n"}
ABOUT = {"council": "Leeds City Council", "number": 3}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_written_is_read_back_the_same_and_written_the_same_again(value: Any) -> None:
    written = publication.canonical_json(value)
    assert json.loads(written) == value
    assert publication.canonical_json(json.loads(written)) == written


def test_the_order_of_keys_makes_no_difference() -> None:
    assert publication.canonical_json({"b": [1, "£"], "a": None}) == '{"a":null,"b":[1,"£"]}\n'.encode()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"a": [0.1]}, r"the bundle\.a\[0\] is 0\.1"),
        ({1: "a"}, "key 1"),
        ({"a": {2}}, "whole number"),
        ("\ud800", "half"),
    ],
)
def test_what_could_be_written_in_two_ways_is_refused_with_its_place(value: Any, said: str) -> None:
    with pytest.raises(BundleError, match=said):
        publication.canonical_json(value)


def test_the_digest_is_that_of_other_tools() -> None:
    # printf 'abc' | sha256sum
    assert publication.digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_manifest_lists_every_file_with_size_and_digest_in_order() -> None:
    made = publication.manifest(FILES, ABOUT)
    assert [(one["name"], one["bytes"]) for one in made["files"]] == [("report.json", 3), ("summaries.pdf", 8)]
    assert made["format"] == "tallystick-publication/1" and made["number"] == 3


def test_an_untouched_copy_has_nothing_wrong() -> None:
    made = publication.manifest(FILES, ABOUT)
    assert publication.verify(FILES, made, publication.manifest_digest(made)) == ()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (FILES | {"report.json": b"[]\n"}, "report.json was changed: its digest"),
        (FILES | {"report.json": b"{ }\n"}, "it has 4 bytes and was published with 3"),
        ({"report.json": b"{}\n"}, "summaries.pdf is missing"),
        (FILES | {"other.csv": b""}, "other.csv is not in the manifest"),
    ],
)
def test_every_change_of_a_file_is_named(files: dict[str, bytes], said: str) -> None:
    [problem] = publication.verify(files, publication.manifest(FILES, ABOUT))
    assert said in problem


def test_a_manifest_that_was_changed_with_its_file_is_noticed_by_the_stated_digest() -> None:
    stated = publication.manifest_digest(publication.manifest(FILES, ABOUT))
    forged = FILES | {"report.json": b"[]\n"}
    assert publication.verify(forged, publication.manifest(forged, ABOUT)) == ()
    [problem] = publication.verify(forged, publication.manifest(forged, ABOUT), stated)
    assert "not the one that was published" in problem


@pytest.mark.parametrize(
    "damaged", [{}, {"format": "x/9"}, {"format": publication.FORMAT}, {"format": publication.FORMAT, "files": [{}]}]
)
def test_a_damaged_manifest_is_said_to_be_so(damaged: dict[str, Any]) -> None:
    assert len(publication.verify(FILES, damaged)) == 1


def test_a_table_reads_back_and_brings_no_formula() -> None:
    rows = [{"title": '=HYPERLINK("x")', "value": "-1.5", "note": "a,b\n“c”", "made_up": True, "none": None}]
    made = publication.table(["title", "value", "note", "made_up", "none"], rows, numbers=["value"])
    [row] = csv.DictReader(io.StringIO(made.decode(), newline=""))
    assert row == {"title": '\'=HYPERLINK("x")', "value": "-1.5", "note": "a,b\n“c”", "made_up": "true", "none": ""}
