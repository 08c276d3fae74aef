#!/usr/bin/env python3
"""Holds what the linter found against the truth: judge.py truth.json FINDINGS.json [--table].

Fails when a sound table is accused, when fewer than 95 % of the slips are found or fewer than
90 % of them are named right.
"""
import json
import os
import sys

import slips

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


def tally(truth, found, by):
    out = {}
    for path, case in truth.items():
        key = case[by] or "sound"
        row = out.setdefault(key, {"sound": 0, "accused": 0, "named": 0, "misnamed": 0, "missed": 0})
        row[verdict(case["slip"], found.get(path, []))] += 1
    return out


def table(head, rows):
    print("| %s | sound | accused | named | misnamed | missed |" % head)
    print("|---|---|---|---|---|---|")
    for key in rows:
        row = rows[key]
        print("| %s | %s |" % (key, " | ".join(str(row[k]) for k in
                                               ("sound", "accused", "named", "misnamed", "missed"))))
    print()


def main():
    with open(sys.argv[1]) as file:
        truth = json.load(file)
    with open(sys.argv[2]) as file:
        files = json.load(file)["files"]
    found = {os.path.basename(one["path"]): one["findings"] for one in files}
    unread = sorted(set(truth) - set(found))
    by_slip, by_layout = tally(truth, found, "slip"), tally(truth, found, "layout")
    order = ["sound"] + list(KINDS)
    if "--table" in sys.argv:
        table("slip", {k: by_slip[k] for k in order if k in by_slip})
        table("layout", by_layout)
    if "--all" in sys.argv:
        for path, case in truth.items():
            got = verdict(case["slip"], found.get(path, []))
            if got in ("accused", "misnamed", "missed"):
                told = ["%s %s %s" % (f["code"], f["severity"][:4], f["message"][:90])
                        for f in found.get(path, [])]
                print(path, got, "|", case["slip"], "|", case["layout"], "|", told[:3])
    total = {k: sum(row[k] for row in by_slip.values()) for k in ("sound", "accused", "named", "misnamed", "missed")}
    planted = total["named"] + total["misnamed"] + total["missed"]
    print("%d tables: %d sound, %d of them accused; %d slips, %.1f %% found, %.1f %% named; %d not read" % (
        len(truth), total["sound"] + total["accused"], total["accused"], planted,
        100 * (planted - total["missed"]) / planted, 100 * total["named"] / planted, len(unread)))
    if unread:
        print("not read: " + " ".join(unread[:10]))
    failed = total["accused"] or unread or planted - total["missed"] < 0.95 * planted or \
        total["named"] < 0.9 * planted
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
