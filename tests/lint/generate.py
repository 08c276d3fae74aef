#!/usr/bin/env python3
"""Writes tables and cards whose truth is known: generate.py FOLDER SEED COUNT ROOT.

60 % are sound. Each of the others holds one slip, planted before the figures are rounded.
FOLDER/truth.json says which. Shares no code with the linter.
"""
import json
import os
import random
import sys

import layouts
import odd_layouts
import slips
import trainings

# What a sound table may show, beside the columns that a slip needs.
SOUND = [
    ["device", "devhours", "power", "energy", "kg"],
    ["count", "hours", "power", "pue", "it", "ci", "kg"],
    ["devhours", "power", "pue", "fac", "ci", "kg"],
    ["energy", "kg"],
    ["it", "pue", "fac", "ci", "kg", "net"],
    ["it", "kg_it", "pue", "fac", "ci", "kg"],
    ["count", "hours", "devhours", "device"],
    ["device", "devhours", "flop", "params", "tokens"],
    ["energy", "ci", "kg", "place"],
    ["count", "devhours", "power", "energy"],
    ["seeds", "devhours_seed", "power", "it", "ci"],
    ["fac", "ci", "operation", "embodied", "kg_all"],
    ["fac", "ci", "location", "market"],
    ["it", "pue", "wue", "ewif", "water"],
    ["hours", "pace", "tokens"],
    ["energy", "kg", "embodied"],
]
SUMMED = ["devhours", "it", "fac", "kg", "kg_it", "net", "offsets", "queries", "share", "embodied", "kg_all",
          "market", "water"]


def extra_rows(rng, rows, kind):
    """A total and a mean, right or wrong."""
    fields = [f for f in SUMMED if f in rows[0]]
    total = {"name": rng.choice(["Total", "Sum", "All models"])}
    mean = {"name": rng.choice(["Mean", "Average"])}
    for field in fields:
        total[field] = sum(row[field] for row in rows)
        mean[field] = total[field] / len(rows)
    if kind == "total":
        return [total]
    if kind == "mean":
        mean.pop("share", None)
        return [mean]
    if kind == "total-lacks":
        left = rng.choice(rows)
        for field in fields:
            total[field] -= left[field]
        return [total]
    if kind == "total-lacks-least":
        for field in fields:
            total[field] -= min(rows, key=lambda row: row[fields[0]])[field]
        return [total]
    if kind == "total-wrong":
        for field in fields:
            total[field] *= 1.31
        return [total]
    if kind == "mean-wrong":
        for field in fields:
            mean[field] *= 1.27
        return [mean]
    if kind == "mean-sum":
        return [dict(total, name=mean["name"])]
    if kind == "total-share":
        return [total]
    return []


def pick_layout(rng, style, columns, has_extra, slip):
    fitting, rows = [], len(style.rows)
    for name, (write, ending, most, room, can) in layouts.LAYOUTS.items():
        if rows > most or (has_extra and not room) or (can and not can(style, columns)):
            continue
        if slip and slip.layouts and not slip.layouts(name):
            continue
        if name == "claim file" and any(layouts.COLUMNS[c][3] is None for c in columns):
            continue
        fitting.append(name)
    one = [name for name in fitting if layouts.LAYOUTS[name][2] == 1]
    return rng.choice(one if one and rng.random() < 0.5 else fitting)


def study_for(rng, slip, count):
    """Trainings in which the slip can be seen."""
    for attempt in range(1000):
        one = slip is None or not (slip.need is slips.distinct_grids)
        rows = trainings.study(rng, count, one_grid=one and rng.random() < 0.7,
                               one_pue=slip is None or "one row" in slip.name or rng.random() < 0.8)
        if slip is None or slip.need is None or slip.need(rows):
            return rows
    raise SystemExit("no study shows " + slip.name)


def make(rng, slip):
    least = slip.rows if slip else 1
    count = rng.choice([n for n in (1, 1, 2, 3, 4, 5, 6) if n >= least])
    rows = study_for(rng, slip, count)
    if slip:
        columns, extra = list(slip.columns), slip.extra
    else:
        columns = list(rng.choice(SOUND + [s.columns for s in slips.SLIPS]))
        extra = rng.choice([None, None, "total", "mean"]) if count > 1 else None
        if "offsets" in columns and "net" not in columns and rng.random() < 0.5:
            columns.append("net")
    # Rows that share neither PUE nor grid leave no factor open.
    if "energy" in columns and "pue" not in columns:
        for row in rows:
            row["pue"] = rows[0]["pue"]
            keep = {k: row[k] for k in ("flop", "tokens")}
            trainings.follow(row)
            row.update(keep)
    if rng.random() < 0.3 and "place" not in columns:
        columns.append("place")
    if slip:
        slip.plant(rng, rows, rng.randrange(len(rows)))
    added = extra_rows(rng, rows, extra)
    style = layouts.Style(rng, rows, columns)
    name = pick_layout(rng, style, columns, bool(added), slip)
    prose = rng.choice(["", "All runs are counted.", "Hardware was rented."])
    write, ending = layouts.LAYOUTS[name][:2]
    return name, ending, write(style, rows, columns, added, prose)


def main():
    layouts.LAYOUTS.update(odd_layouts.ODD)
    folder, seed, count, root = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    rng = random.Random(seed)
    truth = {}
    os.makedirs(folder, exist_ok=True)
    planted = 0
    for i in range(count):
        slip = None
        if i % 5 in (1, 3):  # two of five
            slip = slips.SLIPS[planted % len(slips.SLIPS)]
            planted += 1
        layout, ending, text = make(rng, slip)
        path = "%04d%s" % (i, ending)
        with open(os.path.join(folder, path), "w") as file:
            file.write(text)
        truth[path] = {"slip": slip.name if slip else "", "layout": layout}
    for i, (slip, text) in enumerate(trainings_published(root)):
        path = "p%03d.csv" % i
        with open(os.path.join(folder, path), "w") as file:
            file.write(text)
        truth[path] = {"slip": slip, "layout": "CSV, published"}
    with open(os.path.join(folder, "truth.json"), "w") as file:
        json.dump(truth, file, indent=1)


PUBLISHED = [("device", "Device"), ("device_count", "# devices"), ("time_printed", "Time"),
             ("power_printed", "Power"), ("pue_printed", "PUE"),
             ("gross_intensity_printed", "Carbon intensity"), ("net_intensity_printed", "Net intensity"),
             ("facility_printed", "Energy")]


def trainings_published(root):
    """Each table of datasets/models.csv as its paper prints it."""
    for rows in trainings.published(root):
        columns = [(c, head) for c, head in PUBLISHED if any(row[c] for row in rows)]
        lines = [["Model"] + [head for _, head in columns] +
                 ["Emissions without PUE", "Emissions with PUE", "Net emissions"]]
        for row in rows:
            bare = row["pue_counted"] == "no"
            lines.append([row["name"]] + [row[c] for c, _ in columns] +
                         [row["gross_printed"] if bare else "", "" if bare else row["gross_printed"],
                          row["net_printed"]])
        text = "".join(",".join('"%s"' % cell for cell in line) + "\n" for line in lines)
        known = [slips.PRINTED[row["id"]].name for row in rows if row["id"] in slips.PRINTED]
        yield known[0] if known else "", text


if __name__ == "__main__":
    main()
