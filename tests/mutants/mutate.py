#!/usr/bin/env python3
"""usage: mutate.py BUILD [--count N] [--seed N] [--minutes M] [--part NAME] [--table FILE]

Changes one operator or constant of the methods, the evidence engine or the sums at a time, and asks
the tests: a mutant that all of them pass has survived. BUILD is a built folder of this source tree;
neither it nor the source is changed: the mutant is a file of its own, compiled as its source is, and
each test program that reaches its function is linked once more with the mutant's object before the
library. Programs come first, then shell scripts that run plume. Prints a table by part and the
survivors. equivalent.txt lists those that no test can tell from the original, each with its reason.
Ends 1 when fewer than 90 % of the mutants that compile to other code are killed.
"""
import argparse
import concurrent.futures
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import program

ROOT = pathlib.Path(__file__).resolve().parents[2]
PARTS = {
    "methods": ["src/methods/*.c"],
    "evidence": ["src/evidence/**/*.c"],
    "sums": ["src/core/number/exact_sum.c", "src/ledger/totals.c", "src/ledger/named_totals.c",
             "src/ledger/ledger.c", "src/ledger/parts.c", "src/ledger/host_power.c",
             "src/ledger/overlap.c", "src/footprint/totals.c", "src/traces/total.c",
             "src/traces/integrator.c"],
}
SWAPS = [(" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > "), (" == ", " != "),
         (" != ", " == "), (" && ", " || "), (" || ", " && "), (" + ", " - "), (" - ", " + "),
         (" * ", " / "), (" / ", " * "), (" += ", " -= "), (" -= ", " += "),
         ("return true;", "return false;"), ("return false;", "return true;"),
         ("++", "--"), ("fmin(", "fmax("), ("fmax(", "fmin(")]
CONSTANT = re.compile(r"(?<![\w.\"%])(\d+\.\d+|\d+)(?![\w.\"])")
ARRAY = re.compile(r"^\s+(?:static |const |unsigned |struct )*\w+ \**\w+\[")
GOAL = 0.9


class Mutant:
    """One change: where it is, what stands there, what stands there instead."""

    def __init__(self, part, path, number, at, old, new, line):
        self.part, self.path, self.number, self.at, self.old, self.new = part, path, number, at, old, new
        self.line = line

    def text(self):
        """As equivalent.txt names it: the line, with the change marked; lines may move."""
        left = len(self.old) - len(self.old.lstrip())
        old, new = self.old.strip(), self.new.strip()
        head = self.line[:self.at + left].lstrip()
        tail = self.line[self.at + left + len(old):].rstrip()
        return f"{self.path.relative_to(ROOT)}: {head}[{old} => {new}]{tail}"

    def place(self):
        return f"{self.path.relative_to(ROOT)}:{self.number + 1}:{self.at + 1}"

    def source(self):
        lines = self.path.read_text().split("\n")
        line = lines[self.number]
        lines[self.number] = line[:self.at] + self.new + line[self.at + len(self.old):]
        return "\n".join(lines)


def code_lines(text):
    """The lines that are code: no comment, preprocessor line, declaration at the left margin."""
    inside = False
    for number, line in enumerate(text.split("\n")):
        plain = line.strip()
        if inside or plain.startswith("/*"):
            inside = "*/" not in plain
            continue
        if plain and not plain.startswith(("#", "//", "*")) and line.startswith(" "):
            yield number, line


def mutants_of(part, path):
    for number, line in code_lines(path.read_text()):
        code = line.split("/*")[0]
        quoted = [m.span() for m in re.finditer(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', code)]
        for old, new in SWAPS:
            at = code.find(old)
            while at >= 0:
                if not any(a <= at < b for a, b in quoted):
                    yield Mutant(part, path, number, at, old, new, line)
                at = code.find(old, at + 1)
        if ARRAY.match(code):  # the length of a buffer is no figure
            continue
        for m in CONSTANT.finditer(code):
            if not any(a <= m.start() < b for a, b in quoted):
                more = str(float(m.group()) + 1) if "." in m.group() else str(int(m.group()) + 1)
                yield Mutant(part, path, number, m.start(), m.group(), more, line)


def known_equivalents():
    """The mutants of equivalent.txt, each with the indented reason below it."""
    known, name = {}, None
    for line in (pathlib.Path(__file__).parent / "equivalent.txt").read_text().split("\n"):
        if line.startswith("src/"):
            name = line.strip()
            known[name] = ""
        elif line.startswith(" ") and name:
            known[name] = (known[name] + " " + line.strip()).strip()
    missing = [name for name, reason in known.items() if not reason]
    if missing:
        sys.exit(f"mutate: no reason for {missing[0]}")
    return known


class Judge:
    """Builds a mutant and asks the tests, in a folder of its own."""

    def __init__(self, tests, known, work):
        self.tests, self.known, self.work = tests, known, work
        self.lock, self.killers, self.originals = threading.Lock(), {}, {}

    def original(self, path):
        with self.lock:
            if path not in self.originals:
                self.originals[path] = self.tests.optimized(path, path, self.work / "original.o")
            return self.originals[path]

    def order(self, mutant, name):
        """What killed a mutant of this source comes first, then what is quick."""
        tests = self.tests.reaching(mutant.path, mutant.number)
        with self.lock:
            hits = dict(self.killers.get(mutant.path, {}))
        return sorted(tests, key=lambda t: (-hits.get(t, 0), self.tests.seconds[t]))

    def fate(self, mutant):
        with tempfile.TemporaryDirectory(dir=self.work) as folder:
            folder = pathlib.Path(folder)
            changed, made = folder / mutant.path.name, folder / "mutant.o"
            changed.write_text(f'#line 1 "{mutant.path}"\n' + mutant.source())
            if not self.tests.compiled(mutant.path, changed, made):
                return "no program", ""
            if self.tests.optimized(mutant.path, changed, folder / "fast.o") == self.original(mutant.path):
                return "same code", ""
            if mutant.text() in self.known:
                return "listed", ""
            for test in self.order(mutant, mutant.path):
                if not self.tests.passes(test, made, folder):
                    with self.lock:
                        hits = self.killers.setdefault(mutant.path, {})
                        hits[test] = hits.get(test, 0) + 1
                    return "killed", test
            script = self.tests.script_that_fails(made, mutant.path, folder)
            if script:
                return "killed", script
            return "survived", ""


def drawn(given):
    chance, chosen, there_are = random.Random(given.seed), [], {}
    parts = [given.part] if given.part else list(PARTS)
    for part in parts:
        paths = sorted(p for pattern in PARTS[part] for p in ROOT.glob(pattern))
        mutants = [m for path in paths for m in mutants_of(part, path)]
        there_are[part] = len(mutants)
        chosen += chance.sample(mutants, min(given.count // len(parts), len(mutants)))
    chance.shuffle(chosen)  # what time does not allow is left out of each part alike
    return chosen, there_are


def table_of(given, there_are, fates, known, started):
    """The table of docs/reliability.md, and the share that is killed."""
    rows, dead, alive = [], 0, 0
    for part in there_are:
        n = {how: sum(1 for m, h, _ in fates if m.part == part and h == how)
             for how in ("killed", "survived", "listed", "no program", "same code")}
        tried = n["killed"] + n["survived"] + n["listed"]
        dead, alive = dead + n["killed"], alive + n["survived"] + n["listed"]
        share = f"{100 * n['killed'] / tried:.1f} %" if tried else "n/a"
        rows.append(f"| {part} | {there_are[part]} | {tried} | {n['killed']} | {share} | {n['listed']} | "
                    f"{n['survived']} | {n['no program']} | {n['same code']} |")
    share = dead / (dead + alive) if dead + alive else 0
    lines = [f"seed {given.seed}, {time.strftime('%Y-%m-%d', time.gmtime())}, "
             f"{(time.time() - started) / 60:.0f} minutes: {dead} of {dead + alive} killed, {100 * share:.1f} %",
             "", "| part | there are | tried | killed | | equivalent by reason | survived | did not compile | same code |",
             "|---|---|---|---|---|---|---|---|---|", *rows, ""]
    lines += [f"- {m.place()}: `{m.text().split(': ', 1)[1]}`: {known[m.text()]}"
              for m, how, _ in fates if how == "listed"]
    lines += [f"- {m.place()}: `{m.text().split(': ', 1)[1]}`: no test tells it"
              for m, how, _ in fates if how == "survived"]
    return lines, share


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int(time.time()) // 86400)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--table", type=pathlib.Path)
    given = parser.parse_args()
    started, known = time.time(), known_equivalents()
    chosen, there_are = drawn(given)
    until = started + 60 * given.minutes
    with tempfile.TemporaryDirectory() as work:
        tests = program.Tests(ROOT, given.build.resolve(), pathlib.Path(work), sorted({m.path for m in chosen}))
        judge = Judge(tests, known, pathlib.Path(work))

        def one(mutant):
            if time.time() > until:
                return mutant, "left out", ""
            how, by = judge.fate(mutant)
            if how == "survived":
                print(f"survived: {mutant.place()}\n{mutant.text()}", flush=True)
            return mutant, how, by

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            fates = list(pool.map(one, chosen))
    lines, share = table_of(given, there_are, fates, known, started)
    left_out = sum(1 for _, how, _ in fates if how == "left out")
    if left_out:
        lines.insert(1, f"{left_out} of {len(chosen)} were left out: the time was over")
    print("\n".join(lines))
    if given.table:
        given.table.write_text("\n".join(lines) + "\n")
    sys.exit(share < GOAL)


if __name__ == "__main__":
    main()
