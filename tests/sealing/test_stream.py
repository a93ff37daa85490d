"""Files: sealed as they stream; shortened, reordered or exchanged they do not open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workpermit.sealing.stream import (
    CHUNK,
    PREFIX,
    TAG,
    StreamBroken,
    new_file_key,
    open_bytes,
    open_stream,
    seal_bytes,
    seal_stream,
)

KEY = new_file_key()
SEALED_CHUNK = CHUNK + TAG
THREE = b"".join(bytes([letter]) * CHUNK for letter in b"abc")


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_opens_to_what_was_sealed(size):
    plain = b"x" * size

    sealed = seal_bytes(KEY, plain)

    assert open_bytes(KEY, sealed) == plain
    chunks = max(1, -(-size // CHUNK))
    assert len(sealed) == PREFIX + size + chunks * TAG


@given(st.lists(st.binary(max_size=200), max_size=20), st.integers(1, 97))
def test_the_cut_of_the_pieces_does_not_matter(pieces, step):
    plain = b"".join(pieces)
    sealed = b"".join(seal_stream(KEY, pieces))

    parts = [sealed[start : start + step] for start in range(0, len(sealed), step)]

    assert b"".join(open_stream(KEY, parts)) == plain


def chunks_of(sealed: bytes) -> tuple[bytes, list[bytes]]:
    rest = sealed[PREFIX:]
    return sealed[:PREFIX], [rest[start : start + SEALED_CHUNK] for start in range(0, len(rest), SEALED_CHUNK)]


@pytest.mark.parametrize(
    "change",
    [
        lambda chunks: chunks[:-1],
        lambda chunks: chunks[:1],
        lambda chunks: [],
        lambda chunks: [chunks[1], chunks[0], chunks[2]],
        lambda chunks: [chunks[0], chunks[0], chunks[2]],
        lambda chunks: [*chunks, chunks[2]],
        lambda chunks: [*chunks, b"x"],
        lambda chunks: [*chunks[:-1], chunks[2][:-1]],
        lambda chunks: chunks[1:],
    ],
    ids=[
        "last cut off",
        "two cut off",
        "empty",
        "reordered",
        "doubled",
        "repeated",
        "appended",
        "shortened",
        "first lost",
    ],
)
def test_a_changed_order_or_length_does_not_open(change):
    prefix, chunks = chunks_of(seal_bytes(KEY, THREE))

    with pytest.raises(StreamBroken):
        open_bytes(KEY, prefix + b"".join(change(chunks)))


def test_chunks_of_two_files_under_one_key_do_not_mix():
    prefix, first = chunks_of(seal_bytes(KEY, THREE))
    _, second = chunks_of(seal_bytes(KEY, THREE))

    with pytest.raises(StreamBroken):
        open_bytes(KEY, prefix + first[0] + second[1] + first[2])


def test_no_other_key_opens_it():
    with pytest.raises(StreamBroken):
        open_bytes(new_file_key(), seal_bytes(KEY, b"x"))


@pytest.mark.parametrize("sealed", [b"", b"short", b"1234567", b"1234567" + bytes(5)])
def test_what_is_no_sealed_file_does_not_open(sealed):
    with pytest.raises(StreamBroken):
        open_bytes(KEY, sealed)


def test_at_most_one_chunk_is_held_back():
    """A large upload is not collected in memory before it is written."""
    given_so_far = 0

    def pieces():
        nonlocal given_so_far
        for _ in range(10):
            given_so_far += CHUNK
            yield b"x" * CHUNK

    stream = seal_stream(KEY, pieces())
    next(stream)
    next(stream)

    assert given_so_far <= 2 * CHUNK
