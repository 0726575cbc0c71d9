#!/usr/bin/env python3
"""Makes src/query/variants.txt: for each traditional or variant Han character the simplified one it folds to.

The facts are Unicode's: ICU's transform Traditional-Simplified (CLDR, Unicode License V3), asked character by
character through `uconv`. Run from the top of the repository.
"""
import subprocess

HEADER = """# Traditional or variant character, then the simplified one; sorted by the first.
# Made by tools/variants.py from the transform Traditional-Simplified of ICU (CLDR data, Unicode License V3).
"""
RANGES = [(0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00)]

chars = [chr(code) for first, end in RANGES for code in range(first, end)]
made = subprocess.run(["uconv", "-f", "utf8", "-t", "utf8", "-x", "Traditional-Simplified"],
                      input="\n".join(chars).encode(), capture_output=True, check=True).stdout.decode()
simplified = {a: b for a, b in zip(chars, made.split("\n")) if a != b and len(b) == 1}
# 苎 and 苧 fold to each other: a character that others fold to must fold to itself.
pairs = [a + b for a, b in simplified.items() if b not in simplified]
lines = [" ".join(pairs[at:at + 30]) for at in range(0, len(pairs), 30)]
with open("src/query/variants.txt", "w", encoding="utf-8", newline="\n") as out:
    out.write(HEADER + "\n".join(lines) + "\n")
