"""Pieces of pages that are filled once for everybody."""

from reports.desk.views import fill_piece


def test_a_list_that_nobody_changed_is_not_filled_again(client) -> None:
    before = client.get("/").text
    known = fill_piece.cache_info().misses
    assert client.another().get("/").text.count('<li class="') == before.count('<li class="') == 7
    assert fill_piece.cache_info().misses == known


def test_what_was_decided_is_in_the_next_list_of_everybody(client) -> None:
    other = client.another()
    assert "2 findings to decide" in other.get("/").text
    passage = client.get("/?category=date").text.split('href="/work/')[1].split('"')[0].replace("&amp;", "&")
    client.submit(client.get(f"/work/{passage}").form("/findings/f0"), do="confirm")
    assert "2 findings to decide" not in other.get("/").text


def test_texts_in_a_piece_are_shown_as_texts(client) -> None:
    page = client.get("/?state=all").text
    assert "&lt;script&gt;document.title" in page
    assert "<script>document" not in page
