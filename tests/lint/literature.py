#!/usr/bin/env python3
"""A list of published trainings, one table for each row, and what must come of it.

  literature.py write LIST FOLDER       each row as a table of its own
  literature.py judge LIST FOLDER ROOT  holds FOLDER/found.json: no contradiction, each row known by its name and
                                        found with its own figures; and each figure of the list stands in datasets/
"""
import csv
import json
import os
import sys

HEADS = {"device": "Device", "params_b": "Parameters (B)", "active_b": "Active parameters (B)",
         "tokens_t": "Tokens (T)", "device_count": "# GPUs", "wall_hours": "Hours", "device_hours": "GPU hours",
         "power_w": "Power (W)", "pue": "PUE", "kg_per_kwh": "kg/kWh", "energy_mwh": "Energy (MWh)",
         "co2e_kg": "CO2e (kg)"}
# What the list itself says was not read in any source.
FROM_MEMORY = {"params_b", "active_b", "tokens_t"}
# Columns of models.csv and quantities of trainings.csv that may hold a figure, with what one of the list is there.
PLACES = {"params_b": (["parameters"], 1e9), "active_b": (["active_parameters", "parameters"], 1e9),
          "tokens_t": (["tokens"], 1e12), "device_count": (["device_count", "devices"], 1),
          "wall_hours": (["hours"], 1), "device_hours": (["hours", "device_hours"], 1),
          "power_w": (["power_w"], 1), "pue": (["pue"], 1), "kg_per_kwh": (["gross_kg_per_kwh", "kg_per_kwh"], 1),
          "energy_mwh": (["facility_kwh", "it_kwh"], 1000), "co2e_kg": (["gross_kg", "kg"], 1)}


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def printed(row):
    """The columns that a source has: not those that the list took from memory, nor a power that it derived."""
    left = set(FROM_MEMORY) if "memory" in row["evidence"] else set()
    left |= {"power_w"} if " W" in row["derived"] else set()
    return [c for c in HEADS if row[c] and c not in left]


def write(rows, folder):
    for row in rows:
        columns = printed(row)
        with open(os.path.join(folder, row["id"] + ".csv"), "w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["Model"] + [HEADS[c] for c in columns])
            writer.writerow([row["id"]] + [row[c] for c in columns])


def published(root):
    """All figures of each training, by quantity."""
    figures = {}
    for model in read(os.path.join(root, "datasets", "models.csv")):
        of = figures.setdefault(model["model"], {})
        for column, value in model.items():
            of.setdefault(column, []).append(value)
    for fact in read(os.path.join(root, "datasets", "trainings.csv")):
        of = figures[next(m["model"] for m in read_models(root) if m["id"] == fact["model"])]
        of.setdefault(fact["quantity"], []).append(fact["value"] or fact["printed"])
    return figures


def read_models(root, cache={}):
    if root not in cache:
        cache[root] = read(os.path.join(root, "datasets", "models.csv"))
    return cache[root]


def is_there(figures, column, text):
    quantities, unit = PLACES[column]
    for quantity in quantities:
        for value in figures.get(quantity, []):
            if value == text or ("-" in text and text in value):  # a range stands as it is printed
                return True
            try:
                if abs(float(value) / (float(text) * unit) - 1) < 0.005:
                    return True
            except (ValueError, ZeroDivisionError):
                pass
    return False


def judge(rows, folder, root):
    with open(os.path.join(folder, "found.json")) as file:
        found = {os.path.basename(one["path"]): one["findings"] for one in json.load(file)["files"]}
    figures, bad, held = published(root), [], 0
    ids = {model["id"]: model["model"] for model in read_models(root)}
    for row in rows:
        for f in found.get(row["id"] + ".csv", [{"code": "", "severity": "contradiction", "message": "not read"}]):
            if f["severity"] == "contradiction" or (f["code"] == "R19" and f["severity"] != "info"):
                bad.append("%s: %s %s: %s" % (row["id"], f["severity"], f["code"], f["message"]))
        if row["id"] not in ids:
            bad.append("%s: datasets/models.csv does not have it" % row["id"])
            continue
        for column in printed(row):
            if column == "device":
                continue
            held += 1
            if not is_there(figures[ids[row["id"]]], column, row[column]):
                bad.append("%s: %s of %s is not in datasets/" % (row["id"], row[column], column))
    print("\n".join(bad + ["literature: %d published trainings, %d figures of them, %d wrong" % (
        len(rows), held, len(bad))]))
    return 1 if bad else 0


if __name__ == "__main__":
    LIST = read(sys.argv[2])
    if sys.argv[1] == "write":
        write(LIST, sys.argv[3])
    else:
        sys.exit(judge(LIST, sys.argv[3], sys.argv[4]))
