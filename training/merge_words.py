"""Count in how many news reports each word stands: writes `src/sayso/ledger/data/words.csv`.

    python training/merge_words.py TEXTS.jsonl… > src/sayso/ledger/data/words.csv

Each input line is an object with `text` and, optionally, `title`. Only words in at least four reports are kept, so the table
says how common a word is and nothing of any one report.
"""

import json
import sys
from collections import Counter

from sayso.ledger.wording import find_words

LEAST = 4


def main() -> None:
    counts, total = Counter(), 0
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                counts.update(set(find_words((row.get("title") or "") + "\n" + row["text"])))
                total += 1
    print("# in how many of the reports a word stands; training/merge_words.py, sources in docs/incidents.md")
    print(f"(reports),{total}")
    for word, count in sorted(counts.items()):
        if count >= LEAST and not word[0].isdigit():
            print(f"{word},{count}")
    for word, count in sorted(counts.items()):
        if count >= LEAST and word[0].isdigit() and "," not in word:
            print(f"{word},{count}")


if __name__ == "__main__":
    main()
