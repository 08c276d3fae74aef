#!/usr/bin/env python3
"""Holds what the linter found against the truth: judge.py FOLDER... [--table].

FOLDER has truth.json and found.json. --table prints the tables of docs/lint.md. Fails when a sound table is accused, when fewer than 95 % of the slips are found or fewer than
90 % of them are named right.
"""
import json
import os
import sys

import layouts
import odd_layouts
import slips

VERDICTS = ("sound", "accused", "named", "misnamed", "missed")
KINDS = {slip.name: slip for slip in slips.SLIPS + list(slips.PRINTED.values())}


def verdict(slip, findings):
    """'accused' or 'sound'; of a slip 'named', 'misnamed' or 'missed'."""
    worst = [f for f in findings if f["severity"] == "contradiction"]
    if not slip:
        return "accused" if worst else "sound"
    kind = KINDS[slip]
    told = worst or [f for f in findings if f["severity"] == "warning" and f["code"] in kind.codes]
    if not told:
        return "missed"
    named = any(f["code"] in kind.codes and kind.words.search(f["message"]) for f in told)
    return "named" if named else "misnamed"


def tally(cases, by):
    """Of planted cases alone: published tables are as many as the datasets have."""
    out = {}
    for case in cases:
        if case["planted"]:
            row = out.setdefault(case[by] or "sound", dict.fromkeys(VERDICTS, 0))
            row[case["verdict"]] += 1
    return out


def table(head, rows):
    print("| %s | sound | accused | named | misnamed | missed |" % head)
    print("|---|---|---|---|---|---|")
    for key, row in rows.items():
        print("| %s | %s |" % (key, " | ".join(str(row[k]) for k in VERDICTS)))


def read(folder):
    with open(os.path.join(folder, "truth.json")) as file:
        truth = json.load(file)
    with open(os.path.join(folder, "found.json")) as file:
        found = {one["path"]: one["findings"] for one in json.load(file)["files"]}
    for path, case in truth.items():
        case.update(path=path, planted=not path.startswith("p"), read=path in found,
                    findings=found.get(path, []), verdict=verdict(case["slip"], found.get(path, [])))
    return list(truth.values())


def holds(folder, cases):
    """Says how a study came out; whether all is as it must be."""
    count = {k: sum(case["verdict"] == k for case in cases) for k in VERDICTS}
    planted = count["named"] + count["misnamed"] + count["missed"]
    unread = [case["path"] for case in cases if not case["read"]]
    print("%s: %d tables and cards, %d sound, %d of them accused; %d slips, %.1f %% found, %.1f %% named right" % (
        os.path.basename(folder), len(cases), count["sound"] + count["accused"], count["accused"], planted,
        100 * (planted - count["missed"]) / planted, 100 * count["named"] / planted))
    for case in cases:
        if case["verdict"] in ("accused", "misnamed", "missed"):
            told = ["%s %s: %s" % (f["code"], f["severity"], f["message"]) for f in case["findings"]]
            print("  %s, %s, %s in %s: %s" % (case["path"], case["verdict"], case["slip"] or "sound",
                                            case["layout"], "; ".join(told[:3])))
    if unread:
        print("  not read: " + " ".join(unread))
    return not count["accused"] and not unread and planted - count["missed"] >= 0.95 * planted and \
        count["named"] >= 0.9 * planted


def main():
    folders = [a for a in sys.argv[1:] if not a.startswith("--")]
    studies = {folder: read(folder) for folder in folders}
    cases = [case for study in studies.values() for case in study]
    if "--table" in sys.argv:
        by_slip, by_layout = tally(cases, "slip"), tally(cases, "layout")
        table("slip", {k: by_slip[k] for k in ["sound"] + list(KINDS) if k in by_slip})
        print()
        table("layout", {k: by_layout[k] for k in [*layouts.LAYOUTS, *odd_layouts.ODD]})
        return
    if not all([holds(folder, study) for folder, study in studies.items()]):
        sys.exit("a sound table is accused, or too many slips are missed or misnamed")


if __name__ == "__main__":
    main()
