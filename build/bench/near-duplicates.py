"""What MinHash is measured against: `python3 near-duplicates.py TEXTS.json PERMUTATIONS WORDS`.

Signs one text after the other with numpy, as scripts for it do: shingles of words, a 32-bit hash of each, all permutations of
all of them at once, the least of each. Computes once for every line on standard input and answers with {"seconds", "value"};
the value is how often the signatures of texts 2i and 2i + 1 agree.
"""

import json
import sys
import time
import zlib

import numpy as np

with open(sys.argv[1], encoding="utf-8") as file:
    texts = json.load(file)
permutations, words = int(sys.argv[2]), int(sys.argv[3])
rng = np.random.default_rng(1)
factors = rng.integers(0, 2**32, permutations, dtype=np.uint64) | np.uint64(1)
terms = rng.integers(0, 2**32, permutations, dtype=np.uint64)
mask = np.uint64(0xFFFFFFFF)


def sign(text):
    parts = text.lower().split()
    shingles = [" ".join(parts[at : at + words]) for at in range(max(1, len(parts) - words + 1))]
    hashes = np.array([zlib.crc32(shingle.encode()) for shingle in shingles], dtype=np.uint64)
    return ((hashes[:, None] * factors + terms) & mask).min(axis=0)


print(json.dumps({"versions": f"numpy {np.__version__}"}), flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    signatures = np.array([sign(text) for text in texts])
    seconds = time.perf_counter() - start
    agreement = float((signatures[0::2] == signatures[1::2]).mean())
    print(json.dumps({"seconds": seconds, "value": agreement}), flush=True)
