"""A small run folder of our own making: two languages, every shape of bead, and texts that try to act."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from corpus.documents import document_id
from reports.tables import SCHEMAS
from reports.writing import write_reports
from scores.groups import describe_documents, group_documents

BUDGET_EN = [
    ("title", "Council approves the budget for 2015"),
    ("body", "The city council met in Beirut on Monday, 14 June, and approved the budget for the coming year."),
    ("body", "It provides 350 million for schools."),
    ("body", "The mayor said the money would be spent on books and roofs."),
    ("body", "He did not deny that taxes would rise, and asked the residents for patience."),
    ("body", "Observers called the session historic."),
]
BUDGET_AR = [
    ("title", "المجلس يقرّ موازنة عام 2015"),
    ("body", "اجتمع مجلس المدينة في بيروت يوم الاثنين 4 حزيران وأقرّ موازنة العام المقبل."),
    ("body", "وتخصّص الموازنة ٢٥٠ مليونًا للمدارس."),
    ("body", "وقال رئيس البلدية إن المال سيُنفق على الكتب والسقوف."),
    ("body", "وأضاف أن الضرائب لن ترتفع."),
    ("body", "وطلب من السكان الصبر."),
    ("body", "وغاب عن الجلسة ثلاثة أعضاء احتجاجًا على تأخّر الدعوة."),
]
BUDGET_MT = [
    ("body", "The city council met in Beirut on Monday, June 4, and approved next year’s budget."),
    ("body", "The budget allocates 250 million to schools. The mayor said the money will be spent on books and roofs."),
    ("body", "He added that taxes will not rise. He asked the population for patience."),
    ("body", "Three members were absent from the session in protest at the delay of the invitation."),
]
HOSTILE_EN = [
    ("body", "<script>document.title = 'acted'</script> was the first line of the letter."),
    ("body", "He wrote \u202egnp.exe\u202c and <img src=x onerror=alert(1)> & went on."),
    ("body", '=HYPERLINK("http://example.invalid","click")'),
    ("body", "A bell\x07 rang, said Ahmad <b>twice</b>."),
]


class Builder:
    """Collects rows for the tables of a run."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
        self.sentences: dict[str, list[tuple[str, int]]] = {}

    def add(self, table: str, /, **values: Any) -> None:
        self.rows[table].append({column: values.get(column) for column in SCHEMAS[table]})

    def document(
        self,
        sentences: list[tuple[str, str]],
        *,
        file: str,
        role: str,
        language: str,
        header: str = "",
        system: str | None = None,
        closing: str = "",
    ) -> str:
        """Add a document whose sentences stand on lines of their own, with true offsets."""
        text = header + "\n".join(sentence for _, sentence in sentences) + closing
        name = document_id(text)
        title = next((sentence for kind, sentence in sentences if kind == "title"), "")
        start = text.index(title) if title else 0
        self.add(
            "documents",
            document=name,
            file=file,
            article=1,
            role=role,
            system=system,
            language=language,
            title=title,
            title_start=start,
            title_end=start + len(title),
            body_language=language,
            body_start=len(header),
            body_end=len(text) - len(closing),
            offset=0,
            text=text,
        )
        position, self.sentences[name] = len(header), []
        for number, (kind, sentence) in enumerate(sentences):
            self.add(
                "sentences",
                document=name,
                number=number,
                kind=kind,
                start=position,
                end=position + len(sentence),
                text=sentence,
            )
            self.sentences[name].append((sentence, position))
            position += len(sentence) + 1
        return name

    def mark(self, side: str, document: str, sentence: int, words: str) -> dict[str, Any]:
        """The columns of a finding's side: where these words stand."""
        text, start = self.sentences[document][sentence]
        at = start + text.index(words)
        return {
            f"{side}_sentences": [sentence],
            f"{side}_start": at,
            f"{side}_end": at + len(words),
            f"{side}_text": words,
        }

    def beads(self, translation: str, original: str, shape: list[tuple[list[int], list[int]]]) -> None:
        for number, (arabic, english) in enumerate(shape):
            self.add(
                "beads",
                translation=translation,
                original=original,
                number=number,
                arabic=arabic,
                english=english,
                similarity=0.7 if arabic and english else 0.0,
                confidence=0.3 if number == 2 else 0.95,
                signature="encoder:use|1|folded",
            )

    def finding(
        self,
        translation: str,
        original: str | None,
        bead: int | None,
        category: str,
        severity: str,
        evidence: str,
        *,
        confidence: float = 0.8,
        repair: str | None = None,
        **marks: Any,
    ) -> None:
        number = len(self.rows["findings"])
        self.add(
            "findings",
            finding=f"f{number}",
            translation=translation,
            original=original,
            bead=bead,
            category=category,
            mqm=f"accuracy/{category}",
            severity=severity,
            confidence=confidence,
            evidence=evidence,
            repair=repair,
            check=f"{category}|1",
            **marks,
        )

    def write(self, folder: Path, *, interface: str) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in SCHEMAS.items():
            pl.DataFrame(self.rows[name], schema=schema).write_parquet(folder / f"{name}.parquet")
        names = ("documents", "fields", "pairs", "origins", "verdicts", "findings")
        *described, findings = (pl.read_parquet(folder / f"{name}.parquet") for name in names)
        group_documents(describe_documents(*described), findings).write_parquet(folder / "groups.parquet")
        facts = {
            "version": "0.1.0",
            "settings": {"interface": interface},
            "models": {"use": "use|0.2.1|folded"},
            "started": "2024-05-06T07:08:09+00:00",
            "folder": "letters",
        }
        (folder / "run.json").write_text(json.dumps(facts), encoding="utf-8")
        return folder


def write_run(folder: Path, *, interface: str = "en") -> tuple[Path, dict[str, str]]:
    """Write the run; returns its folder and the names of its documents: budget, hostile, arabic, machine."""
    build = Builder()
    english = build.document(
        BUDGET_EN,
        file="budget.txt",
        role="translation",
        language="en",
        header="Publisher: جريدة الميناء\nDate: 2015-06-15\n\n",
        closing="\n# # #",
    )
    arabic = build.document(
        BUDGET_AR, file="الموازنة.txt", role="original", language="ar", header="الناشر: جريدة الميناء\n"
    )
    machine = build.document(BUDGET_MT, file="mt/budget.txt", role="machine", language="en", system="marian")
    hostile = build.document(HOSTILE_EN, file="letter<i>.txt", role="translation", language="en")
    build.document(
        [("title", "رسالة بلا ترجمة"), ("body", "لم يترجمها أحد.")], file="alone.txt", role="original", language="ar"
    )
    _describe(build, english, arabic)
    _align(build, english, arabic, machine)
    _judge(build, english, arabic)
    _leave_alone(build, hostile, arabic)
    build.add(
        "problems",
        file="empty.txt",
        stage="read",
        what="the file is empty",
        value="0 bytes",
        remedy="send the text again",
    )
    build.add(
        "problems",
        file="letter<i>.txt",
        article=1,
        stage="pair",
        what="the <b>title</b> is missing",
        value="=1+1",
        remedy="add a title",
    )
    names = {"budget": english, "arabic": arabic, "machine": machine, "hostile": hostile}
    return build.write(folder, interface=interface), names


def _describe(build: Builder, english: str, arabic: str) -> None:
    build.add(
        "fields",
        document=english,
        name="publisher",
        value="جريدة الميناء",
        raw="جريدة الميناء",
        language="ar",
        start=11,
        end=24,
        readings=[],
    )
    build.add(
        "fields",
        document=english,
        name="date",
        value="2015-06-15",
        raw="2015-06-15",
        language="und",
        start=31,
        end=41,
        calendar="gregorian",
        readings=[],
    )
    build.add(
        "fields",
        document=arabic,
        name="publisher",
        value="جريدة الميناء",
        raw="جريدة الميناء",
        language="ar",
        start=8,
        end=21,
        readings=[],
    )
    end = len(build.rows["documents"][0]["text"])
    build.add(
        "notes", document=english, kind="closing", reason="A closing sign of press releases", start=end - 5, end=end
    )


def _align(build: Builder, english: str, arabic: str, machine: str) -> None:
    build.add(
        "pairs",
        translation=english,
        original=arabic,
        confidence=0.97,
        runner_up=None,
        signature="pairs|1",
        reasons=["Both name Beirut and 2015.", "Nearly every sentence has its counterpart."],
    )
    build.add(
        "pairs",
        translation=machine,
        original=arabic,
        confidence=0.99,
        runner_up=None,
        signature="pairs|1",
        reasons=["The file has the same name."],
    )
    build.beads(english, arabic, [([0], [0]), ([1], [1]), ([2], [2]), ([3], [3]), ([4, 5], [4]), ([6], []), ([], [5])])
    build.beads(machine, arabic, [([0], []), ([1], [0]), ([2, 3], [1]), ([4, 5], [2]), ([6], [3])])


def _judge(build: Builder, english: str, arabic: str) -> None:
    def en(sentence: int, words: str) -> dict[str, Any]:
        return build.mark("english", english, sentence, words)

    def ar(sentence: int, words: str) -> dict[str, Any]:
        return build.mark("arabic", arabic, sentence, words)

    build.finding(
        english,
        arabic,
        1,
        "date",
        "major",
        "The Arabic says 4 June, the English 14 June.",
        confidence=0.95,
        repair="4 June",
        **en(1, "14 June"),
        **ar(1, "4 حزيران"),
    )
    build.finding(
        english,
        arabic,
        1,
        "run-on",
        "minor",
        "A long stretch that keeps the Arabic order.",
        confidence=0.4,
        **en(1, "Monday, 14 June, and approved"),
    )
    build.finding(
        english,
        arabic,
        2,
        "number",
        "major",
        "٢٥٠ is 250; the English says 350.",
        repair="250 million",
        confidence=0.97,
        **en(2, "350 million"),
        **ar(2, "٢٥٠ مليونًا"),
    )
    build.finding(
        english,
        arabic,
        4,
        "negation",
        "critical",
        "لن denies what the English lets stand.",
        confidence=0.8,
        **en(4, "did not deny"),
        **ar(4, "لن ترتفع"),
    )
    build.finding(
        english,
        arabic,
        5,
        "omission",
        "major",
        "This sentence has no counterpart in the English.",
        confidence=0.96,
        **ar(6, BUDGET_AR[6][1]),
    )
    build.finding(english, arabic, 6, "addition", "minor", "Nothing in the Arabic says this.", **en(5, BUDGET_EN[5][1]))
    build.finding(english, arabic, None, "terminology", "neutral", "The council has two names in this text.")
    build.add(
        "verdicts",
        translation=english,
        verdict="revise",
        penalty=41.5,
        coverage=0.86,
        words=64,
        signature="verdict|1",
        reasons=["One sentence of the Arabic is missing.", "A promise about taxes is turned round."],
    )
    build.add(
        "origins",
        translation=english,
        origin="human",
        machine_probability=0.08,
        signature="origin|1",
        evidence=["Sentences were joined and the order was changed freely."],
    )
    for bead, value in ((None, 48.2), (1, 61.0)):
        build.add(
            "scores",
            translation=english,
            candidate="marian",
            reference="published",
            bead=bead,
            metric="chrF++",
            value=value,
            signature="nrefs:1|case:mixed|eff:yes|nc:6|nw:2|version:2.6.0",
        )
    build.add(
        "contests",
        translation=english,
        first="published",
        second="marian",
        by="findings",
        difference=-2.0,
        low=-4.0,
        high=0.5,
        p_value=0.2,
        winner=None,
        signature="contest|1",
        reason="Neither version was shown to be better.",
    )


def _leave_alone(build: Builder, hostile: str, arabic: str) -> None:
    build.add(
        "pairs",
        translation=hostile,
        original=None,
        confidence=0.9,
        runner_up=arabic,
        signature="pairs|1",
        reasons=["No Arabic document shares its names, numbers or meaning."],
    )
    build.finding(
        hostile,
        None,
        None,
        "run-on",
        "minor",
        "Evidence with <em>markup</em>.",
        **build.mark("english", hostile, 1, "<img src=x onerror=alert(1)>"),
    )
    build.add(
        "origins", translation=hostile, origin="unknown", machine_probability=0.5, signature="origin|1", evidence=[]
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder of a run with its pages written, and the names of its documents."""
    run, names = write_run(tmp_path_factory.mktemp("run"))
    write_reports(run)
    return run, names


@pytest.fixture(scope="session")
def built_in_arabic(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The same run with its pages in Arabic."""
    run, names = write_run(tmp_path_factory.mktemp("run-ar"), interface="ar")
    write_reports(run)
    return run, names


@pytest.fixture(scope="session")
def write_small_run() -> Callable[[Path], tuple[Path, dict[str, str]]]:
    """What writes the small run into a folder of the test's own."""
    return write_run
