"""The slips that are planted: each changes figures before they are rounded.

A slip has the columns that it needs, how few rows, whether lesser severities answer it, the
codes that name it and words that the message must hold.
"""
import re

LB = 0.45359237
SHORT = 0.90718474


class Slip:
    def __init__(self, name, columns, codes, words, plant, rows=1, severity="contradiction",
                 extra=None, need=None, layouts=None):
        self.name, self.columns, self.codes, self.words = name, columns, codes, re.compile(words, re.I)
        self.plant, self.rows, self.severity = plant, rows, severity
        self.extra, self.need, self.layouts = extra, need, layouts


def scaled(quantity, factor):
    def plant(rng, rows, i):
        rows[i][quantity] *= factor(rows[i]) if callable(factor) else factor
    return plant


def everywhere(plant):
    def all_rows(rng, rows, i):
        for k in range(len(rows)):
            plant(rng, rows, k)
    return all_rows


def count_twice(rng, rows, i):
    rows[i]["fac"] *= rows[i]["count"]
    rows[i]["kg"] *= rows[i]["count"]


def exchange(quantity):
    def plant(rng, rows, i):
        k = max(range(len(rows)), key=lambda at: abs(rows[at]["ci"] / rows[i]["ci"] - 1))
        rows[i][quantity], rows[k][quantity] = rows[k][quantity], rows[i][quantity]
    return plant


def intensity_of_other(rng, rows, i):
    k = max(range(len(rows)), key=lambda at: abs(rows[at]["ci"] / rows[i]["ci"] - 1))
    rows[i]["kg"] = rows[i]["fac"] * rows[k]["ci"]


def swap(rng, rows, i):
    for row in rows:  # the columns are exchanged, as a whole
        row["fac"], row["kg"] = row["kg"], row["fac"]


def intensity_as_mass(rng, rows, i):
    rows[i]["kg_is_ci"] = True


def copied(quantity):
    def plant(rng, rows, i):
        k = max(range(len(rows)), key=lambda at: abs(rows[at]["ci"] / rows[i]["ci"] - 1))
        rows[i][quantity] = rows[k][quantity]
    return plant


def digits_exchanged(quantity):
    def plant(rng, rows, i):
        rows[i][quantity] *= rng.choice([0.8, 0.85, 1.15, 1.23])
    return plant


def pue_below_one(rng, rows, i):
    rows[i]["pue"] = 0.92


def negative(rng, rows, i):
    rows[i]["fac"] = -rows[i]["fac"]


def offsets_subtracted(rng, rows, i):
    for row in rows:
        row["kg"] -= row["offsets"]


def shares_exchanged(rng, rows, i):
    order = sorted(range(len(rows)), key=lambda at: rows[at]["share"])
    a, b = order[0], order[-1]
    rows[a]["share"], rows[b]["share"] = rows[b]["share"], rows[a]["share"]


def nothing(rng, rows, i):
    pass


def impossible_work(rng, rows, i):
    rows[i]["flop"] = rows[i]["devhours"] * 3600 * rows[i]["peak"] * rng.uniform(3, 40)
    rows[i]["tokens"] = rows[i]["flop"] / 6 / rows[i]["params"]


def visible_pue(rows):
    return all(row["pue"] >= 1.08 for row in rows)


def distinct_grids(rows):
    values = [row["ci"] for row in rows]
    return max(values) / min(values) > 1.2


def distinct_shares(rows):
    values = sorted(row["share"] for row in rows)
    return values[-1] / values[0] > 1.3


SLIPS = [
    Slip("count twice", ["count", "devhours", "power", "pue", "fac"], ["R3"], "count", count_twice,
         need=lambda rows: all(row["count"] > 1 for row in rows)),
    Slip("PUE twice in emissions", ["devhours", "power", "pue", "ci", "kg"], ["R4"], "twice",
         scaled("kg", lambda row: row["pue"]), need=visible_pue),
    Slip("PUE twice in energy", ["devhours", "power", "pue", "fac"], ["R4"], "twice",
         scaled("fac", lambda row: row["pue"]), need=visible_pue),
    Slip("PUE left out of emissions", ["it", "pue", "ci", "kg"], ["R4"], "not hold|left out|lack",
         scaled("kg", lambda row: 1 / row["pue"]), need=visible_pue),
    Slip("PUE twice beside IT energy", ["it", "pue", "fac"], ["R4"], "twice",
         scaled("fac", lambda row: row["pue"]), need=visible_pue),
    Slip("one row without the factor of all", ["devhours", "power", "energy"], ["R14", "R4", "M14"],
         "PUE|factor", scaled("fac", lambda row: 1 / row["pue"]), rows=3, need=visible_pue),
    Slip("pounds called kilograms", ["fac", "ci", "kg"], ["R2"], "pound", scaled("kg", 1 / LB)),
    Slip("pounds beside a PUE", ["devhours", "power", "pue", "ci", "kg"], ["R2"], "pound",
         scaled("kg", 1 / LB)),
    Slip("kilograms called pounds", ["fac", "ci", "kg_lb"], ["R2"], "pound", scaled("kg", LB)),
    Slip("short tons called tonnes", ["fac", "ci", "kg"], ["R2"], "short ton", scaled("kg", 1 / SHORT)),
    Slip("emissions off by a thousand", ["fac", "ci", "kg"], ["R2"], "thousand",
         lambda rng, rows, i: scaled("kg", rng.choice([1000, 0.001]))(rng, rows, i)),
    Slip("emissions off by a million", ["fac", "ci", "kg"], ["R2"], "million", scaled("kg", 1e6)),
    Slip("energy off by a thousand", ["devhours", "power", "pue", "fac"], ["R14", "R2"], "thousand",
         lambda rng, rows, i: scaled("fac", rng.choice([1000, 0.001]))(rng, rows, i)),
    Slip("energy and emissions exchanged", ["fac", "ci", "kg"], ["R11"], "exchanged", swap),
    Slip("intensity as emissions", ["fac", "kg"], ["R11"], "intensity", intensity_as_mass,
         layouts=lambda name: name != "claim file"),
    Slip("a row left out of the total", ["fac", "kg"], ["R1"], "add up|total", nothing, rows=3,
         extra="total-lacks"),
    Slip("wrong total", ["fac", "kg"], ["R1"], "add up|total", nothing, rows=3, extra="total-wrong"),
    Slip("wrong mean", ["fac", "kg"], ["R1"], "mean|average", nothing, rows=3, extra="mean-wrong"),
    Slip("sum called mean", ["fac", "kg"], ["R1"], "mean|average", nothing, rows=3, extra="mean-sum"),
    Slip("shares exchanged", ["it", "share"], ["R1"], "share", shares_exchanged, rows=3,
         extra="total-share", need=distinct_shares),
    Slip("intensity of another row", ["fac", "ci", "kg"], ["R6"], "intensity", intensity_of_other,
         rows=3, need=distinct_grids),
    Slip("emissions of another row", ["fac", "ci", "kg"], ["R6"], "intensity|row", exchange("kg"),
         rows=3, need=distinct_grids),
    Slip("a wrong figure of emissions", ["fac", "ci", "kg"], ["R6"], "intensity", digits_exchanged("kg")),
    Slip("a wrong figure of energy", ["devhours", "power", "pue", "fac"], ["R14", "R4"], "energy",
         digits_exchanged("fac")),
    Slip("wall-clock called device-hours", ["count", "hours", "devhours"], ["R3"], "wall-clock",
         scaled("devhours", lambda row: 1 / row["count"])),
    Slip("device-days called device-hours", ["count", "hours", "devhours"], ["R3"], "day",
         scaled("devhours", 1 / 24)),
    Slip("a PUE below one", ["fac", "pue", "kg"], ["R4"], "PUE", pue_below_one,
         layouts=lambda name: name != "claim file"),  # there it is an error of the file
    Slip("a negative energy", ["fac", "kg"], ["R2"], "negative", negative,
         layouts=lambda name: name != "claim file"),
    Slip("offsets subtracted", ["fac", "ci", "offsets", "kg"], ["R8"], "offset", offsets_subtracted),
    Slip("more work than the devices can do", ["device", "devhours", "flop"], ["R17"], "peak",
         impossible_work),
    Slip("work that is not 6ND", ["params", "tokens", "flop"], ["R17"], "6", scaled("flop", 1000)),
    Slip("kg per device-hour", ["devhours", "kg_per_devhour", "kg"], ["R18"], "hour", scaled("kg", 3)),
    Slip("Wh per query", ["queries", "wh_per_query", "it"], ["R18"], "quer", scaled("it", 10)),
    Slip("emissions copied from another row", ["fac", "ci", "kg"], ["R6"], "row|intensity", copied("kg"),
         rows=3, need=distinct_grids),
    Slip("the count left out", ["count", "devhours", "power", "pue", "fac"], ["R3"], "count", scaled("fac", lambda row: 1 / row["count"]),
         need=lambda rows: all(row["count"] > 2 for row in rows)),
    Slip("embodied left out of the total", ["fac", "operation", "embodied", "kg_all"], ["R1"], "parts|add up",
         lambda rng, rows, i: scaled("kg_all", lambda row: row["kg"] / row["kg_all"])(rng, rows, i), rows=2),
    Slip("facility below IT", ["it", "pue", "fac"], ["R4"], "PUE", scaled("fac", lambda row: row["pue"] ** -2),
         need=visible_pue),
    Slip("the PUE left out of water", ["it", "pue", "wue", "ewif", "water"], ["R4"], "PUE",
         lambda rng, rows, i: rows[i].update(water=rows[i]["it"] * (rows[i]["wue"] + rows[i]["ewif"])),
         need=visible_pue),
    Slip("net is not gross less offsets", ["fac", "kg", "offsets", "net"], ["R8"], "net", scaled("net", 1.3)),
    Slip("the smallest row left out of the total", ["fac", "kg"], ["R1"], "add up|total", nothing, rows=4,
         extra="total-lacks-least"),
    Slip("more tokens than the devices can do", ["device", "devhours", "params", "tokens"], ["R17"], "peak",
         impossible_work, severity="warning"),
    Slip("tokens per second", ["hours", "pace", "tokens"], ["R17"], "second", scaled("pace", 7)),
    Slip("hours per seed taken for all", ["seeds", "devhours_seed", "power", "it"], ["R14", "R3"], "energy",
         scaled("it", 0.4)),
    Slip("J per token", ["tokens", "j_per_token", "it"], ["R18"], "token", scaled("it", 1000)),
]

# Tables that contradict themselves in print: by the id of the row in datasets/models.csv.
PRINTED = {
    # 1,000 chips x 288 W x 3.1 d x 1.09 = 23.4 MWh; 24.1 is that of 1,024 chips, as Patterson et al. have them.
    "gshard-llmcarbon": Slip("in print: GShard of the LLMCarbon paper", [], ["R14"], "GShard", nothing),
}
