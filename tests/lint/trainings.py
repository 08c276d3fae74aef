"""Trainings whose figures agree, made by chance or taken from datasets/models.csv.

Everything is in kilowatt-hours, kilograms, hours, watts; nothing is rounded here: rounding
comes last, when a table is written, as in a paper.
"""
import csv
import math
import os

DEVICES = [  # name as people write it, rated watts, dense 16-bit peak in FLOP/s
    ("NVIDIA A100-SXM4-80GB", 400, 312e12),
    ("A100 40GB", 400, 312e12),
    ("NVIDIA H100 SXM5", 700, 989e12),
    ("V100", 300, 125e12),
    ("NVIDIA L40S", 350, 362e12),
    ("RTX 3090", 350, 71e12),
    ("T4", 70, 65e12),
]
NAMES = ["wren", "finch", "heron", "teal", "swift", "plover", "crane", "dunlin", "siskin", "stilt",
         "curlew", "godwit", "avocet", "tern", "petrel", "knot"]
SIZES = ["s", "m", "l", "xl", "125M", "350M", "1.3B", "2.7B", "7B", "13B", "34B", "70B"]
PLACES = ["Germany", "France", "Sweden", "Poland", "Spain", "Japan"]


def training(rng, name, device, pue, intensity, large):
    """One training: the inputs are set, as people set them; all else follows."""
    label, rated, peak = device
    count = rng.choice([2, 4, 8, 16, 24, 32, 64, 128, 256, 512] if large else [2, 3, 4, 6, 7, 8, 12, 16])
    hours = float(rng.randint(20, 2000) if large else rng.randint(11, 700))
    power = float(round(rated * rng.uniform(0.55, 1.0)))
    row = {"name": name, "device": label, "rated": rated, "peak": peak, "count": count,
           "hours": hours, "power": power, "pue": pue, "ci": intensity}
    follow(row)
    # Work at 25 to 55 % of the peak; the size and the tokens are what gives it.
    row["flop"] = row["devhours"] * 3600 * peak * rng.uniform(0.25, 0.55)
    row["params"] = float("%.2g" % (rng.uniform(0.02, 0.2) * math.sqrt(row["flop"] / 6)))
    row["tokens"] = row["flop"] / 6 / row["params"]
    row["queries"] = float(rng.randint(20, 900)) * 1000
    row["wh_per_query"] = row["it"] * 1000 / row["queries"]
    row["j_per_token"] = row["it"] * 3.6e6 / row["tokens"]
    row["kg_per_devhour"] = row["kg"] / row["devhours"]
    row["offsets"] = row["kg"] * rng.choice([0.2, 0.25, 0.4, 0.5])
    row["net"] = row["kg"] - row["offsets"]
    row["seeds"] = float(rng.choice([3, 4, 5, 10]))
    row["devhours_seed"] = row["devhours"] / row["seeds"]
    row["embodied"] = row["devhours"] * 0.021
    row["kg_all"] = row["kg"] + row["embodied"]
    row["market"] = row["kg"] * rng.choice([0.1, 0.35, 0.8])
    row["wue"], row["ewif"] = 0.55, 3.14
    row["water"] = row["it"] * (row["wue"] + row["pue"] * row["ewif"])
    row["pace"] = row["tokens"] / (row["hours"] * 3600)
    return row


def follow(row):
    """What follows of hours, count, power, PUE and intensity."""
    row["devhours"] = row["hours"] * row["count"]
    row["it"] = row["devhours"] * row["power"] / 1000
    row["fac"] = row["it"] * row["pue"]
    row["kg"] = row["fac"] * row["ci"]
    row["kg_it"] = row["it"] * row["ci"]


def study(rng, rows, one_grid=True, one_pue=True):
    """The trainings of one study: they share a machine room, and so PUE and grid."""
    bird, large = rng.choice(NAMES), rng.random() < 0.6
    device = rng.choice(DEVICES[:6])
    pue = round(rng.uniform(1.07, 1.6), 2)
    intensity = round(rng.uniform(0.03, 0.75), 3)
    sizes = rng.sample(SIZES, rows)
    out = []
    for size in sizes:
        if not one_grid:
            intensity = round(rng.uniform(0.03, 0.75), 3)
        if not one_pue:
            pue = round(rng.uniform(1.07, 1.6), 2)
        out.append(training(rng, "%s-%s" % (bird, size), device, pue, intensity, large))
    total = sum(row["it"] for row in out)
    for row in out:
        row["share"] = row["it"] / total
        row["place"] = rng.choice(PLACES)
    return out


def published(root):
    """The rows of datasets/models.csv, by paper and table."""
    tables = {}
    with open(os.path.join(root, "datasets", "models.csv"), newline="") as file:
        for model in csv.DictReader(file):
            tables.setdefault((model["paper"], model["table"].partition(",")[0]), []).append(model)
    printed = ("time_printed", "power_printed", "facility_printed", "gross_printed", "net_printed")
    return [rows for rows in tables.values() if any(row[c] for row in rows for c in printed)]
