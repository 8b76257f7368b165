"""What Prefect's page says in the morning: counts, problems, the worst translations, and where they are to be seen."""

from flows.monitoring.artifacts import describe_night, worst_documents
from flows.pipeline.runners import pass_alone
from flows.settings import Work


def test_a_night_names_its_problems_its_worst_translations_and_their_pages(finished, corpus):
    (corpus / "translations" / "a_[b].txt").write_bytes(b"")
    summary = pass_alone(finished, Work())
    worst = worst_documents(finished)
    here = describe_night(finished, summary, worst, pages=None)
    assert (finished.path / "index.html").as_uri() in here
    assert "## 1 problems\n\n- translations/a\\_\\[b\\].txt: the file is empty" in here
    assert worst[0]["file"] in here
    there = describe_night(finished, summary, worst, pages="https://archive.example/a night/")
    assert "](https://archive.example/a night/index.html)" in there
    assert f"](https://archive.example/a night/documents/{worst[0]['document']}.html)" in there
