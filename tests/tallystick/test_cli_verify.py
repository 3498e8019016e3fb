"""`tallystick verify`: a true copy passes, whatever was done to another is named, and no file makes it fall over."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallystick import publication
from tallystick.cli.verify import verify

FILES = {"summaries.pdf": b"%PDF-1.7", "observations.csv": b"reference,value\r\nA1,12\r\n"}
ABOUT = {"council": "Leeds City Council", "number": 3, "title": "Overall summaries, Q2 2009/10"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(verify, [str(one) for one in arguments])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return written(tmp_path / "copy", FILES)


def written(folder: Path, files: dict[str, bytes], **about: Any) -> Path:
    folder.mkdir(exist_ok=True)
    manifest = publication.canonical_json(publication.manifest(files, ABOUT | about))
    for name, content in {**files, "manifest.json": manifest}.items():
        (folder / name).write_bytes(content)
    return folder


def digest_of(folder: Path) -> str:
    return publication.digest((folder / "manifest.json").read_bytes())  # as sha256sum says


@pytest.mark.parametrize("named", ["", "manifest.json"])
def test_a_true_copy_passes_with_the_digest_that_is_stated(copy: Path, named: str) -> None:
    result = run(copy / named, "--digest", f" {digest_of(copy).upper()} ")
    assert result.exit_code == 0, result.output
    assert "Leeds City Council 3 Overall summaries, Q2 2009/10: 2 files" in result.output
    assert "A true copy" in result.output


def test_without_a_stated_digest_it_gives_the_one_to_compare(copy: Path) -> None:
    result = run(copy)
    assert result.exit_code == 0
    assert digest_of(copy) in result.output and "Compare" in result.output and "A true copy:" not in result.output


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("summaries.pdf", None, "summaries.pdf is missing."),
        ("summaries.pdf", b"%PDF-1.8", "summaries.pdf was changed: its digest differs"),
        ("summaries.pdf", b"", "summaries.pdf was changed: it has 0 bytes"),
        ("more.csv", b"a", "more.csv is not in the manifest."),
    ],
)
def test_what_was_changed_is_named_and_ends_with_status_1(
    copy: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is None:
        (copy / name).unlink()
    else:
        (copy / name).write_bytes(content)
    result = run(copy, "--digest", digest_of(copy))
    assert result.exit_code == 1
    assert said in result.output and "This is not a true copy: 1 thing differs." in result.output


def test_a_forged_manifest_is_found_by_the_stated_digest_only(copy: Path) -> None:
    stated = digest_of(copy)
    written(copy, FILES | {"summaries.pdf": b"forged"})
    assert run(copy).exit_code == 0
    result = run(copy, "--digest", stated)
    assert (result.exit_code, "not the one that was published" in result.output) == (1, True)


def test_a_manifest_in_other_bytes_is_not_the_published_one(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_bytes())
    (copy / "manifest.json").write_text(json.dumps(manifest, indent=2))
    result = run(copy, "--digest", publication.manifest_digest(manifest))
    assert (result.exit_code, "was written anew" in result.output) == (1, True)


def saved_by_a_browser(copy: Path, number: int = 3) -> Path:
    """The same files under the names that the council's page gives them."""
    for path in list(copy.iterdir()):
        if not path.name.startswith("leeds-"):
            path.rename(copy / f"leeds-publication-{number}-{path.name}")
    return copy


@pytest.mark.parametrize("named", ["", "leeds-publication-3-manifest.json"])
def test_files_under_the_names_by_which_a_browser_saves_them_are_a_true_copy(copy: Path, named: str) -> None:
    digest = digest_of(copy)
    result = run(saved_by_a_browser(copy) / named, "--digest", digest)
    assert result.exit_code == 0 and "A true copy" in result.output, result.output
    (copy / "leeds-publication-3-summaries.pdf").write_bytes(b"%PDF-1.8")
    assert "summaries.pdf was changed" in run(copy, "--digest", digest).output


def test_a_second_file_of_the_same_name_is_not_hidden_by_the_true_one(copy: Path) -> None:
    digest = digest_of(copy)
    (saved_by_a_browser(copy) / "summaries.pdf").write_bytes(b"forged")
    result = run(copy, "--digest", digest)
    assert result.exit_code == 1 and "leeds-publication-3-summaries.pdf is not in the manifest" in result.output


def test_the_manifests_of_two_publications_in_one_folder_are_told_apart_by_nobody(copy: Path) -> None:
    saved_by_a_browser(copy, 3)
    saved_by_a_browser(written(copy, FILES, number=4), 4)
    result = run(copy)
    assert result.exit_code == 2 and "Keep the files of each in a folder of their own" in result.output


def test_hidden_files_and_folders_are_no_part_of_a_copy(copy: Path) -> None:
    (copy / ".DS_Store").write_bytes(b"x")
    (copy / "older").mkdir()
    assert run(copy).exit_code == 0


@pytest.mark.parametrize(
    "content", [None, b"", b"{", b"[]", b"\xff\xfe", b'{"files": [0.5]}', b'{"a": NaN}', b"[" * 100_000]
)
def test_what_cannot_be_checked_ends_with_status_2_and_a_remedy(copy: Path, content: bytes | None) -> None:
    (copy / "manifest.json").unlink()
    if content is not None:
        (copy / "manifest.json").write_bytes(content)
    result = run(copy)
    assert result.exit_code == 2
    assert "manifest.json" in result.output and "Save it" in result.output


@pytest.mark.parametrize("folder", ["nowhere", "copy/summaries.pdf"])
def test_a_folder_that_is_none_is_told(copy: Path, folder: str) -> None:
    result = run(copy.parent / folder)
    assert (result.exit_code, "there is no manifest.json here" in result.output) == (2, True)


@pytest.mark.parametrize("digest", ["abc", "g" * 64, ""])
def test_a_digest_that_is_none_is_refused(copy: Path, digest: str) -> None:
    result = run(copy, "--digest", digest)
    assert (result.exit_code, "64 of the characters" in result.output) == (2, True)


def test_json_says_the_same(copy: Path) -> None:
    (copy / "summaries.pdf").unlink()
    found = json.loads(run(copy, "--json").output)
    assert found["problems"] == ["summaries.pdf is missing."]
    assert found["about"]["number"] == 3 and found["digest"] == digest_of(copy) and found["files"] == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["format", "files", "name", "bytes", "sha256"]), inner)
    ),
    max_leaves=10,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON)
def test_no_manifest_makes_it_fall_over(copy: Path, value: Any) -> None:
    value = value | {"format": publication.FORMAT} if isinstance(value, dict) else value
    (copy / "manifest.json").write_text(json.dumps(value))
    result = run(copy, "--digest", "0" * 64)
    assert result.exit_code in (1, 2) and not isinstance(result.exception, Exception)
