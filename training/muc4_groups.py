"""Group common words by likeness of meaning, for the features of MUC-4 mentions.

    python training/muc4_groups.py --vocabulary vocab.txt --encoder FOLDER --texts A.jsonl B.jsonl … --cache TRAIN.pickle

A word is common if the coded texts of `--cache` use it as a noun, verb, adjective or adverb and not mostly as a name, or if
`--texts` have it in small letters at least four times as often as with a capital. Each is encoded alone (mean of the last
layer over its pieces), the vectors are centred, cut to 128 dimensions and clustered by k-means. The file that ships was made
with all-mpnet-base-v2, the vocabulary of the reader model, MUC-4 train as cache, and PolNeAR train, ECB+ train and Gun
Violence Archive texts. Needs transformers, torch and scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from muc4 import DATA, find_names
from sklearn.cluster import MiniBatchKMeans

GROUPS = 500
DIMENSIONS = 128
ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("d", ""))


def count_words(paths: Sequence[Path]) -> tuple[Counter[str], Counter[str]]:
    """Count words in small letters, and words with a capital inside a sentence."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for path in paths:
        for line in path.read_text(encoding="utf-8").split("\n"):
            text = (json.loads(line).get("text") or "") if line else ""
            small.update(re.findall(r"\b[a-z][a-z-]+\b", text))
            capital.update(w.lower() for w in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+\b", text))
    return small, capital


def is_inflected(word: str, vocabulary: frozenset[str]) -> bool:
    """Tell whether a word is a form of another one of the vocabulary."""
    forms = (word[: -len(end)] + base for end, base in ENDINGS if word.endswith(end) and len(word) - len(end) > 2)
    return any(form in vocabulary for form in forms) or re.search(r"(.)\1(ed|ing)$", word) is not None


def choose_words(coded: Sequence[Any], vocabulary: Sequence[str], paths: Sequence[Path]) -> list[str]:
    """Return the common words, sorted."""
    names = find_names(coded)
    used: Counter[str] = Counter()
    for _, analysis, _ in coded:
        used.update(t.lemma for t in analysis.tokens if t.tag[:2] in ("NN", "VB", "JJ", "RB") and t.tag[:3] != "NNP")
    every = frozenset(vocabulary) | frozenset(w for w, n in used.items() if n > 1 and len(w) > 1)
    small, capital = count_words(paths)

    def is_common(word: str) -> bool:
        if used[word] > 1 and capital[word] <= small[word]:
            return True
        return small[word] >= max(3, 4 * capital[word]) and not is_inflected(word, every)

    return sorted(w for w in every if w not in names and is_common(w))


def encode(words: Sequence[str], folder: Path) -> npt.NDArray[np.float32]:
    """Return the vector of each word by itself."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    rows = []
    with torch.inference_mode():
        for word in words:
            rows.append(model(**tokenizer(word, return_tensors="pt")).last_hidden_state[0, 1:-1].mean(0).numpy())
    return np.array(rows, dtype=np.float32)


def main() -> None:
    """Write groups.csv beside the other data of the MUC-4 view."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vocabulary", type=Path, required=True, help="words to consider, one a line")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of a transformer")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="JSONL in ordinary case, field `text`")
    parser.add_argument("--cache", type=Path, required=True, help="codings kept by training/muc4.py")
    args = parser.parse_args()
    coded = list(pickle.loads(args.cache.read_bytes()).values())
    listed = [w.strip() for w in args.vocabulary.read_text(encoding="utf-8").split("\n")]
    words = choose_words(coded, [w for w in listed if w.isalpha() and w.isascii() and len(w) > 2], args.texts)
    vectors = encode(words, args.encoder)
    vectors -= vectors.mean(0)
    vectors = vectors @ np.linalg.svd(vectors.T @ vectors)[0][:, :DIMENSIONS]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    groups = MiniBatchKMeans(GROUPS, random_state=1, batch_size=2048, n_init=1, max_iter=60).fit(vectors).labels_
    with (DATA / "groups.csv").open("w", encoding="utf-8") as out:
        out.write("# Common words by likeness of meaning: word, number of its group.\n")
        out.writelines(f"{word},{group}\n" for word, group in zip(words, groups.tolist(), strict=True))


if __name__ == "__main__":
    main()
