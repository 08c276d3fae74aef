#!/usr/bin/env python3
"""The published tables of datasets/, as their papers print them, and what is known of them.

  published.py write FOLDER ROOT   one CSV for each table of models.csv, and for each fault with rows of its own
  published.py judge FOLDER        holds FOLDER/found.json against datasets/printed_faults.csv
"""
import csv
import json
import os
import sys

COLUMNS = [("device", "Device"), ("device_count", "# devices"), ("time_printed", "Time"), ("power_printed", "Power"),
           ("pue_printed", "PUE"), ("gross_intensity_printed", "Carbon intensity"),
           ("net_intensity_printed", "Net intensity")]
PRINTED = ("time_printed", "power_printed", "it_printed", "facility_printed", "gross_printed", "net_printed")


def read(root, name):
    with open(os.path.join(root, "datasets", name), newline="") as file:
        return list(csv.DictReader(file))


def place(row):
    """The table, without the row in it."""
    return row["paper"], row["table"].partition(",")[0]


def label(row):
    if row["table"].endswith(", total of the own runs"):
        return "Total (Ours)"
    return "Total" if row["table"].endswith(", total") else row["name"]


def table(rows):
    """What a paper calls IT energy is that where no row of the table holds a PUE."""
    columns = [(c, head) for c, head in COLUMNS if any(row[c] for row in rows)]
    energy = "Energy" if any(row["facility_printed"] for row in rows) or len(rows) > 1 else "IT energy"
    lines = [["Model"] + [head for _, head in columns] +
             [energy, "Emissions without PUE", "Emissions with PUE", "Net emissions"]]
    for row in rows:
        bare = row["pue_counted"] == "no"
        lines.append([label(row)] + [row[c] for c, _ in columns] +
                     [row["facility_printed"] or row["it_printed"], row["gross_printed"] if bare else "",
                      "" if bare else row["gross_printed"], row["net_printed"]])
    return "".join(",".join('"%s"' % cell for cell in line) + "\n" for line in lines)


def tables(root):
    """(rows, faults) of each table; a total comes behind what it adds up."""
    models, faults = read(root, "models.csv"), read(root, "printed_faults.csv")
    by_place = {}
    for row in models:
        by_place.setdefault(place(row), []).append(row)
    for where, rows in by_place.items():
        if any(row[c] for row in rows for c in PRINTED):
            rows.sort(key=lambda row: label(row).startswith("Total"))
            yield rows, [f for f in faults if place(f) == where and not f["rows"]]
    for fault in faults:
        if fault["rows"]:
            yield [row for row in models if row["id"] in fault["rows"].split("|")], [fault]


def write(folder, root):
    truth = {}
    for i, (rows, faults) in enumerate(tables(root)):
        path = "%03d.csv" % i
        with open(os.path.join(folder, path), "w") as file:
            file.write(table(rows))
        names = {row["id"]: label(row) for row in rows}
        truth[path] = {"of": " ".join(place(rows[0])), "rows": len(rows),
                       "faults": sorted([names[f["model"]], f["code"]] for f in faults if f["code"])}
    with open(os.path.join(folder, "truth.json"), "w") as file:
        json.dump(truth, file)


def judge(folder):
    with open(os.path.join(folder, "truth.json")) as file:
        truth = json.load(file)
    with open(os.path.join(folder, "found.json")) as file:
        found = {os.path.basename(one["path"]): one["findings"] for one in json.load(file)["files"]}
    bad = 0
    for path, case in truth.items():
        told = [f for f in found[path] if f["severity"] == "contradiction"]
        left = [f for f in told if not any(f["code"] == code and (name in f["message"] or name == "Total")
                                           for name, code in case["faults"])]
        missing = [(name, code) for name, code in case["faults"]
                   if not any(f["code"] == code and (name in f["message"] or name == "Total") for f in told)]
        for f in left:
            print("%s (%s): accused: %s %s" % (case["of"], path, f["code"], f["message"]))
        for name, code in missing:
            print("%s (%s): %s of '%s' is known and was not found" % (case["of"], path, code, name))
        bad += len(left) + len(missing)
    print("published: %d tables of %d rows, %d known to contradict themselves" % (
        len(truth), sum(case["rows"] for case in truth.values()), sum(bool(c["faults"]) for c in truth.values())))
    return bad


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], sys.argv[3])
    else:
        sys.exit(1 if judge(sys.argv[2]) else 0)
