"""Keys and signatures change with what they stand for and with nothing else."""

from importlib.resources import files

from flows.storage.keys import _contents, key_of, room_signature


def test_keys_tell_values_apart_whatever_their_borders():
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("a", 1) == key_of("a", 1)


def test_rooms_have_signatures_of_their_own_that_hold():
    assert room_signature("corpus") == room_signature("corpus")
    assert room_signature("corpus") != room_signature("alignments")
    assert room_signature("corpus", "alignments").startswith("corpus+alignments:")


def test_data_files_count_and_caches_do_not():
    names = [name for name, _ in _contents(files("corpus"), "corpus")]
    assert "corpus/dates/mentions.py" in names
    assert any(name.endswith(".toml") for name in names)
    assert not [name for name in names if "__pycache__" in name]
