"""Photographs lose what they say of place and camera and nothing of the picture; what is no picture is refused."""

import io
from typing import Any

import pytest
from hypothesis import given, strategies
from PIL import Image, PngImagePlugin

from tallystick.documents.model import Unreadable
from tallystick_web.challenges import files, pictures

SECRET = b"51.5 North, 0.1 West"


def photograph(said: bytes = SECRET, turned: int = 6) -> bytes:
    """A small JPEG with a camera, a place and a comment in it, lying on its side."""
    picture, exif, file = Image.linear_gradient("L").resize((40, 20)), Image.Exif(), io.BytesIO()
    exif[0x010F], exif[0x0112], exif[0x010E] = "Camera of Kim", turned, said.decode()
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(file, "JPEG", exif=exif, comment=said, progressive=True, quality=80)
    return file.getvalue()


def drawing() -> bytes:
    picture, said, file = (
        Image.linear_gradient("L").resize((40, 20)).convert("RGBA"),
        PngImagePlugin.PngInfo(),
        io.BytesIO(),
    )
    said.add_text("Comment", SECRET.decode())
    said.add_itxt("Author", "Kim", zip=True)
    picture.save(file, "PNG", pnginfo=said, dpi=(72, 72))
    return file.getvalue()


def pixels(data: bytes) -> Any:
    return Image.open(io.BytesIO(data)).tobytes()


@pytest.mark.parametrize("make", [photograph, drawing])
def test_the_picture_stays_and_what_it_says_of_itself_goes(make: Any) -> None:
    before = make()
    after = files.checked("a name that says nothing", before + b"trailing " + SECRET)
    assert SECRET in before and SECRET not in after and b"Kim" not in after
    assert pixels(after) == pixels(before)
    assert files.checked("again", after) == after


def test_which_way_up_it_is_stays() -> None:
    for turned in (1, 3, 6, 8):
        kept = Image.open(io.BytesIO(files.checked("", photograph(turned=turned)))).getexif()
        assert dict(kept) == ({0x0112: turned} if turned > 1 else {})


@pytest.mark.parametrize("make", [photograph, drawing])
def test_a_picture_that_is_cut_short_is_refused(make: Any) -> None:
    data = make()
    for length in range(len(pictures.PNG), len(data) - 2, 7):
        with pytest.raises(Unreadable):
            files.checked("photo", data[:length])


@given(strategies.sampled_from([pictures.PNG, pictures.JPEG]), strategies.binary(max_size=300))
def test_whatever_begins_like_a_picture_is_cleaned_or_refused(begins: bytes, rest: bytes) -> None:
    clean = pictures.cleaner(begins + rest)
    assert clean is not None
    try:
        kept = clean(begins + rest)
    except Unreadable:
        return
    assert clean(kept) == kept


@given(strategies.integers(min_value=2), strategies.binary(min_size=1, max_size=4))
def test_a_spoilt_photograph_is_refused_or_cleaned_to_what_stays_as_it_is(at: int, put: bytes) -> None:
    data = photograph()
    place = 3 + at % (len(data) - 3)
    try:
        kept = files.checked("", data[:place] + put + data[place + len(put) :])
    except Unreadable:
        return
    assert files.checked("", kept) == kept
