"""Looks at the pages of a report from outside, by the boxes of its words.

usage: pdf_layout.py FILE.pdf

No page but the last leaves more than a quarter of its height empty, at its foot or in the middle; numbers of a
column of a table stand on their decimal point; no word runs out of the page; every table and figure is referred to.
"""
import html
import re
import subprocess
import sys

TOP, BOTTOM = 68.0, 773.9  # of the text, in points
LEFT, RIGHT = 70.8, 524.5
HOLE = (BOTTOM - TOP) / 4
BODY_HEIGHT = 8 * 1.117  # of a box of Liberation Sans at the size of table bodies
DIGIT, POINT, GAP = 0.556 * 8, 0.278 * 8, 4.5
NUMBER = re.compile(r"^[-−+]?[\d,]+(\.\d+)?$")


def words_of(path):
    """A list of (page, x, y, to x, to y, word)."""
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, text=True).stdout
    page, out = 0, []
    for line in text.splitlines():
        if "<page " in line:
            page += 1
        found = re.match(r'\s*<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*)</word>', line)
        if found:
            out.append((page, *map(float, found.groups()[:4]), html.unescape(found[5])))
    return out


def holes(words, pages):
    for page in range(1, pages):
        reached = TOP
        lines = sorted((w[2], w[4]) for w in words if w[0] == page and w[4] < BOTTOM + 6)
        for above, below in lines:
            if above - reached > HOLE:
                yield f"page {page}: {above - reached:.0f} pt empty above {above:.0f}"
            reached = max(reached, below)
        if BOTTOM - reached > HOLE:
            yield f"page {page}: {BOTTOM - reached:.0f} pt empty at its foot, at most {HOLE:.0f}"


def point_of(word):
    fraction = word[5].partition(".")[2]
    return word[3] - (len(fraction) * DIGIT + POINT if fraction else 0.0)


def stands_alone(word, body):
    """Whether it is a cell of its own, not a number among words: blanks are narrower than the gaps of columns."""
    return not any(w[0] == word[0] and abs(w[2] - word[2]) < 1 and w is not word and
                   (0 <= w[1] - word[3] < GAP or 0 <= word[1] - w[3] < GAP) for w in body)


def columns(words):
    """Numbers of table bodies that stand below each other, a list for each column."""
    open_columns = []
    body = [w for w in words if abs(w[4] - w[2] - BODY_HEIGHT) < 0.1]
    for word in sorted(body, key=lambda w: (w[0], w[2])):
        if not NUMBER.match(word[5]) or not stands_alone(word, body):
            continue
        for column in open_columns:
            last = column[-1]
            if last[0] == word[0] and 0 < word[2] - last[2] < 40 and last[1] < word[3] and word[1] < last[3]:
                column.append(word)
                break
        else:
            open_columns.append([word])
    return [c for c in open_columns if len(c) > 1]


def crooked(words):
    for column in columns(words):
        points = [point_of(w) for w in column]
        if max(points) - min(points) > 0.6:
            yield f"page {column[0][0]}: not on one point: " + " ".join(w[5] for w in column)


def outside(words):
    for page, x, y, to_x, to_y, word in words:
        if x < LEFT - 1 or to_x > RIGHT + 1.5:
            yield f"page {page}: '{word}' stands at {x:.0f} to {to_x:.0f}, beyond the margins"


def unmentioned(path):
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True, text=True).stdout
    text = " ".join(text.split())
    for kind, number in sorted(set(re.findall(r"\b(Table|Figure) (\d+)\. ", text))):
        if len(re.findall(rf"\b{kind} {number}\b", text)) < 2:
            yield f"{kind} {number} is referred to nowhere"


def main():
    path = sys.argv[1]
    words = words_of(path)
    wrong = [*holes(words, max(w[0] for w in words)), *crooked(words), *outside(words), *unmentioned(path)]
    for line in wrong:
        print(f"{path}: {line}")
    print(f"{path}: {len(columns(words))} columns of numbers, {max(w[0] for w in words)} pages")
    return 1 if wrong else 0


sys.exit(main())
