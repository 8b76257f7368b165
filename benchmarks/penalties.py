"""Does our penalty, which needs no reference, rank machine systems as published COMET does?

    python benchmarks/penalties.py --data ../shared/data [--articles 281]

Every article of ``machine-translations`` is checked in the English of seven systems and of a person, sentence for
sentence; the penalty of a system is over all its words. Kendall's tau compares the order of the seven with the
order of their published COMET (reference-based, on the same articles); its p-value is exact. Prints JSON.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from itertools import combinations, permutations
from pathlib import Path

from alignments.beads import Bead
from alignments.encoders import load_encoder
from corpus.documents import Sentence
from scores.findings.checking import find_findings
from scores.verdicts import WEIGHTS

COMET = {
    "google": 0.8864,
    "microsoft": 0.8774,
    "bergamot-base": 0.8649,
    "bergamot-base-memory": 0.8599,
    "nllb": 0.8572,
    "opusmt": 0.8429,
    "argos": 0.8132,
}


def sentences(lines: list[str]) -> list[Sentence]:
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    return [Sentence(text=line, start=start, end=start + len(line)) for line, start in zip(lines, starts, strict=True)]


def concordance(first: list[float], second: list[float]) -> float:
    """Kendall's tau of two rankings without ties."""
    pairs = list(combinations(range(len(first)), 2))
    return sum((1 if (first[i] - first[j]) * (second[i] - second[j]) > 0 else -1) for i, j in pairs) / len(pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--articles", type=int, default=281, help="evenly spaced over all of them")
    arguments = parser.parse_args()
    articles: dict[str, list[dict[str, object]]] = defaultdict(list)
    with gzip.open(arguments.data / "machine-translations.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            articles[row["doc"]].append({"ar": row["ar"], "human": row["en_human"], **row["mt"]})
    names = sorted(articles)[:: max(1, round(len(articles) / arguments.articles))]
    encoder = load_encoder("use")
    points: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for name in names:
        arabic = sentences([str(row["ar"]) for row in articles[name]])
        beads = [Bead(arabic=(i,), english=(i,), similarity=1.0, confidence=1.0) for i in range(len(arabic))]
        for system in ("human", *COMET):
            english = sentences([str(row[system]) for row in articles[name]])
            found = find_findings(arabic, english, beads, encoder=encoder)
            points[system] += sum(WEIGHTS[finding.severity] * finding.confidence for finding in found)
            words[system] += sum(len(sentence.text.split()) for sentence in english)
    penalties = {system: round(1000 * points[system] / words[system], 2) for system in ("human", *COMET)}
    ours, theirs = [-penalties[system] for system in COMET], list(COMET.values())
    tau = concordance(ours, theirs)
    chance = [concordance(ours, list(order)) for order in permutations(theirs)]
    p_value = sum(abs(each) >= abs(tau) - 1e-9 for each in chance) / len(chance)
    print(
        json.dumps({"articles": len(names), "penalties": penalties, "kendall": round(tau, 3), "p": round(p_value, 3)})
    )


if __name__ == "__main__":
    main()
