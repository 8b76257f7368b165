"""A watch tells of every change once, and of none while a file is still being written."""

from itertools import islice

from flows.storage.watching import changes, look


def test_a_change_is_told_once_and_an_unchanged_folder_is_not(tmp_path):
    told = changes([str(tmp_path)], every=0.01, minutes=1)
    next(told)
    (tmp_path / "new.txt").write_text("new", encoding="utf-8")
    next(told)
    (tmp_path / "new.txt").unlink()
    next(told)
    assert list(islice(changes([str(tmp_path)], every=0.01, minutes=0.001), 9)) == [None]


def test_a_file_that_grows_is_told_when_it_lies_still(tmp_path, monkeypatch):
    path = tmp_path / "growing.txt"
    sizes = [3, 2, 1]

    def sleep(_):
        if sizes:
            path.write_bytes(b"x" * sizes.pop())

    monkeypatch.setattr("time.sleep", sleep)
    told = changes([str(tmp_path)], every=1, minutes=1)
    next(told)
    next(told)
    assert path.stat().st_size == 3


def test_a_place_that_is_gone_or_does_not_answer_is_a_look_of_its_own(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text("one", encoding="utf-8")
    assert len(look([str(path)])) == 1
    assert look([str(tmp_path / "gone")]) == frozenset()
    ((place, what),) = look(["nothing://here"])
    assert (place, what) == ("nothing://here", "nothing can open this address")
