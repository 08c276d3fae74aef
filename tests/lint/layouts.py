"""The layouts in which people print figures, and how they round them."""
import math

# quantity: (field, [(head, one printed unit in base units)], key of a card, key of a claim file)
COLUMNS = {
    "device": ("device", [("Hardware", 0), ("GPU", 0), ("Device", 0)], "Hardware Type", "device"),
    "count": ("count", [("# GPUs", 1), ("Number of GPUs", 1), ("GPU count", 1)], "Number of GPUs", "devices"),
    "hours": ("hours", [("Training time (h)", 1), ("Hours", 1), ("Wall-clock time (hours)", 1)],
              "Hours used", "hours"),
    "devhours": ("devhours", [("GPU hours", 1), ("GPU-hours", 1), ("GPU hours (K)", 1e3)], "GPU Hours",
                 "device_hours"),
    "power": ("power", [("Power (W)", 1), ("GPU power (W)", 1), ("Avg. power per GPU (W)", 1)],
              "Average power per GPU", "power"),
    "pue": ("pue", [("PUE", 1)], "Power Usage Effectiveness (PUE)", "pue"),
    "ci": ("ci", [("Carbon intensity (kg/kWh)", 1), ("Grid intensity (gCO2e/kWh)", 1e-3),
                  ("Emission factor (kgCO2e/kWh)", 1)], "Grid carbon intensity", "intensity"),
    "it": ("it", [("IT energy (kWh)", 1), ("Energy without PUE (kWh)", 1), ("IT energy (MWh)", 1e3)],
           "IT energy", "it_energy"),
    "fac": ("fac", [("Facility energy (kWh)", 1), ("Energy incl. PUE (kWh)", 1), ("Facility energy (MWh)", 1e3)],
            "Facility energy", "facility_energy"),
    "energy": ("fac", [("Energy (kWh)", 1), ("Energy (MWh)", 1e3), ("Total energy consumption (kWh)", 1)],
               "Total Energy Consumed", "energy"),
    "kg": ("kg", [("Emissions (kgCO2e)", 1), ("Carbon emitted (tCO2eq)", 1e3), ("CO2e (kg)", 1)],
           "Carbon Emitted", "emissions"),
    "kg_lb": ("kg", [("Emissions (lb CO2e)", 0.45359237)], "Carbon Emitted", "emissions"),
    "kg_it": ("kg_it", [("Emissions without PUE (kgCO2e)", 1)], "Emissions without PUE", "emissions_without_pue"),
    "net": ("net", [("Net emissions (kgCO2e)", 1)], "Net emissions", "net_emissions"),
    "offsets": ("offsets", [("Offsets (kgCO2e)", 1)], "Offsets", "offsets"),
    "share": ("share", [("Share (%)", 0.01), ("Share of energy (%)", 0.01)], "Share", None),
    "flop": ("flop", [("FLOPs", 1), ("Training FLOPs", 1), ("Compute (PF-days)", 8.64e19)],
             "Training FLOPs", "flops"),
    "params": ("params", [("Parameters (B)", 1e9), ("Params (M)", 1e6)], "Parameters", "parameters"),
    "tokens": ("tokens", [("Tokens (B)", 1e9), ("Training tokens (T)", 1e12)], "Training tokens", "tokens"),
    "queries": ("queries", [("Queries", 1), ("Number of queries", 1)], "Number of queries", "queries"),
    "wh_per_query": ("wh_per_query", [("Energy per query (Wh)", 1), ("Wh per query", 1)], "Energy per query",
                     "energy_per_query"),
    "j_per_token": ("j_per_token", [("Energy per token (J)", 1), ("J/token", 1)], "Energy per token",
                    "energy_per_token"),
    "kg_per_devhour": ("kg_per_devhour", [("kg CO2e per GPU-hour", 1), ("kgCO2e/GPU-hour", 1)],
                       "Emissions per GPU-hour", "emissions_per_device_hour"),
    "place": ("place", [("Location", 0), ("Region", 0)], "Compute Region", "location"),
    "seeds": ("seeds", [("# seeds", 1), ("Seeds", 1), ("Number of runs", 1)], "Number of seeds", "trials"),
    "devhours_seed": ("devhours_seed", [("GPU hours per seed", 1), ("GPU-hours per run", 1)],
                      "GPU hours per seed", None),
    "embodied": ("embodied", [("Embodied emissions (kgCO2e)", 1)], "Embodied emissions", None),
    "operation": ("kg", [("Operational emissions (kgCO2e)", 1)], "Operational emissions", None),
    "kg_all": ("kg_all", [("Total emissions (kgCO2e)", 1)], "Total emissions", None),
    "market": ("market", [("Market-based emissions (kgCO2e)", 1)], "Market-based emissions", None),
    "location": ("kg", [("Location-based emissions (kgCO2e)", 1)], "Location-based emissions", "emissions"),
    "wue": ("wue", [("WUE (L/kWh)", 1)], "WUE", "wue"),
    "ewif": ("ewif", [("EWIF (L/kWh)", 1)], "EWIF", "ewif"),
    "water": ("water", [("Water (L)", 1), ("Water (m3)", 1000)], "Water", "water"),
    "pace": ("pace", [("Tokens per second", 1), ("Tokens/s", 1)], "Tokens per second", "tokens_per_second"),
}
UNITS = {"hours": "hours", "devhours": "", "power": "W", "it": "kWh", "fac": "kWh", "energy": "kWh",
         "kg": "kg CO2eq", "kg_lb": "lb", "ci": "kg CO2e/kWh", "kg_it": "kg", "net": "kg", "offsets": "kg",
         "wh_per_query": "Wh", "j_per_token": "J", "kg_per_devhour": "kg", "embodied": "kg", "operation": "kg",
         "kg_all": "kg", "market": "kg", "location": "kg", "wue": "L/kWh", "ewif": "L/kWh", "water": "L",
         "devhours_seed": ""}
WHOLE = {"count", "hours", "power", "queries", "device", "place", "seeds"}
SCIENTIFIC = {"flop"}


def significant(value, digits):
    """Rounded to that many digits, as a decimal number without an exponent."""
    if value == 0:
        return "0"
    decimals = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, decimals)
    return "%.*f" % (max(0, decimals), rounded)


class Style:
    """How one table rounds: each column by decimals or by digits."""

    def __init__(self, rng, rows, columns):
        self.digits = rng.choice([3, 4, 4, 5])
        self.by_digits = rng.random() < 0.3
        self.group = rng.random() < 0.4
        self.head = {c: rng.randrange(len(COLUMNS[c][1])) for c in columns}
        self.rows = rows

    def unit(self, column):
        return COLUMNS[column][1][self.head[column]]

    def cell(self, column, row, unit=None):
        field = COLUMNS[column][0]
        value = row.get(field)
        per = self.unit(column)[1] if unit is None else unit
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if column == "kg" and row.get("kg_is_ci"):
            return "%.3f kg/kWh" % row["ci"]
        value = value / per
        if column in SCIENTIFIC and per == 1:
            return "%.*e" % (self.digits - 1, value)
        if column in ("pue", "wue", "ewif"):
            return "%.2f" % value
        if column == "ci":
            return "%.3f" % value if per == 1 else "%.0f" % value
        if column in WHOLE or (column == "devhours" and per == 1):
            return self.grouped("%.10g" % round(value, 4 if column == "devhours" else 0))
        if self.by_digits:
            return self.grouped(significant(value, self.digits))
        smallest = min(abs(r[field] / per) for r in self.rows if r.get(field))
        decimals = max(0, self.digits - 1 - math.floor(math.log10(smallest)))
        return self.grouped("%.*f" % (decimals, value))

    def grouped(self, text):
        if not self.group or "e" in text:
            return text
        whole, dot, rest = text.partition(".")
        sign = whole[:1] if whole[:1] == "-" else ""
        return sign + "{:,}".format(int(whole.lstrip("-"))) + dot + rest


def quoted(cell, separator):
    return '"%s"' % cell if separator in cell or '"' in cell else cell


def grid(style, rows, columns, extra):
    """Heads and cells, the extra rows (a total, a mean) last."""
    out = [["Model"] + [style.unit(c)[0] for c in columns]]
    for row in rows + extra:
        out.append([row["name"]] + [style.cell(c, row) for c in columns])
    return out


def plain_csv(style, rows, columns, extra, prose):
    return "".join(",".join(quoted(c, ",") for c in line) + "\n" for line in grid(style, rows, columns, extra))


SNAKE = {"device": "hardware", "count": "num_gpus", "hours": "training_hours", "devhours": "gpu_hours",
         "power": "gpu_power_w", "pue": "pue", "ci": "carbon_intensity_kg_per_kwh", "it": "it_energy_kwh",
         "fac": "facility_energy_kwh", "energy": "energy_kwh", "kg": "emissions_kg", "kg_lb": "emissions_lb",
         "kg_it": "emissions_without_pue_kg", "net": "net_emissions_kg", "offsets": "offsets_kg",
         "share": "share_percent", "flop": "flops", "params": "parameters", "tokens": "tokens",
         "queries": "queries", "wh_per_query": "wh_per_query", "j_per_token": "j_per_token",
         "kg_per_devhour": "kg_per_gpu_hour", "place": "region", "seeds": "num_seeds",
         "devhours_seed": "gpu_hours_per_seed", "embodied": "embodied_emissions_kg",
         "operation": "operational_emissions_kg", "kg_all": "total_emissions_kg",
         "market": "market_based_emissions_kg", "location": "location_based_emissions_kg", "wue": "wue_l_per_kwh",
         "ewif": "ewif_l_per_kwh", "water": "water_l", "pace": "tokens_per_second"}


def snake_csv(style, rows, columns, extra, prose):
    style.group = False
    units = {"kg_lb": 0.45359237, "share": 0.01}
    lines = [["model"] + [SNAKE[c] for c in columns]]
    for row in rows + extra:
        lines.append([row["name"]] + [style.cell(c, row, units.get(c, 1)) for c in columns])
    return "".join(",".join(quoted(c, ",") for c in line) + "\n" for line in lines)


def comma(cell):
    return cell.replace(",", "\0").replace(".", ",").replace("\0", ".") if cell[:1].isdigit() or cell[:1] == "-" \
        else cell


def decimal_commas(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    return "".join(";".join(comma(c) if at else c for c in line) + "\n" for at, line in enumerate(lines))


def turned_csv(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    return "".join(",".join(quoted(c, ",") for c in line) + "\n" for line in zip(*lines))


def units_below(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    heads, units = [], []
    for head in lines[0]:
        bare, open_, unit = head.partition(" (")
        heads.append(bare if open_ else head)
        units.append("(" + unit if open_ else "")
    if not any(units):
        return plain_csv(style, rows, columns, extra, prose)
    lines[0:1] = [heads, units]
    return "".join(",".join(quoted(c, ",") for c in line) + "\n" for line in lines)


def markdown(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    text = "# Model card\n\nThese models were trained by us. %s\n\n" % prose
    text += "| " + " | ".join(lines[0]) + " |\n" + "|---" * len(lines[0]) + "|\n"
    return text + "".join("| " + " | ".join(line) + " |\n" for line in lines[1:])


def key_lines(style, row, columns, mark):
    text = ""
    for column in columns:
        unit = UNITS.get(column, "")
        per = 0.45359237 if column == "kg_lb" else 1
        cell = style.cell(column, row, per)
        if column == "share":
            cell, unit = style.cell(column, row, 0.01), "%"
        if not cell:
            continue
        if column == "kg" and row.get("kg_is_ci"):
            unit = ""
        text += "%s%s: %s\n" % (mark, COLUMNS[column][2], (cell + " " + unit).strip())
    return text


def card(style, rows, columns, extra, prose):
    return "# %s\n\n## Environmental impact\n\n%s\n%s\n" % (
        rows[0]["name"], key_lines(style, rows[0], columns, "- "), prose)


def bold_card(style, rows, columns, extra, prose):
    text = key_lines(style, rows[0], columns, "- **")
    return "# %s\n\n%s\n%s\n" % (rows[0]["name"], text.replace(": ", ":** "), prose)


def blocks(style, rows, columns, extra, prose):
    text = "# A card of several phases\n\n%s\n" % prose
    for row in rows:
        text += "\n### %s\n\n%s" % (row["name"], key_lines(style, row, columns, "- "))
    return text


def escaped(cell):
    return cell.replace("%", "\\%").replace("#", "\\#").replace("_", "\\_").replace("CO2", "CO$_2$")


def latex(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    text = "\\begin{table}\n\\caption{Footprint. %s}\n\\begin{tabular}{l%s}\n\\toprule\n" % (
        escaped(prose), "r" * len(columns))
    for at, line in enumerate(lines):
        text += " & ".join(escaped(c) for c in line) + " \\\\\n" + ("\\midrule\n" if at == 0 else "")
    return text + "\\bottomrule\n\\end{tabular}\n\\end{table}\n"


def html(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    text = "<p>%s</p>\n<table>\n" % prose
    for at, line in enumerate(lines):
        tag = "th" if at == 0 else "td"
        text += "<tr>" + "".join("<%s>%s</%s>" % (tag, c.replace("CO2", "CO<sub>2</sub>"), tag)
                                 for c in line) + "</tr>\n"
    return text + "</table>\n"


def printed_text(style, rows, columns, extra, prose):
    """As pdftotext -layout prints a table: columns parted by two blanks or more."""
    lines = grid(style, rows, columns, extra)
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    text = "Table 3: Footprint of our models. %s\n\n" % prose
    return text + "".join(
        "   ".join([line[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(line[1:], widths[1:])]).rstrip() + "\n"
        for line in lines)


def claim(style, rows, columns, extra, prose):
    text = "claim: %s\nruns:\n" % rows[0]["name"].partition("-")[0]
    style.group = False
    for row in rows:
        text += "  - name: %s\n" % row["name"]
        for column in columns:
            key = COLUMNS[column][3]
            per = 0.45359237 if column == "kg_lb" else 1
            cell = style.cell(column, row, per)
            unit = "h" if column == "devhours" else UNITS.get(column, "")
            if cell:
                if column == "kg" and row.get("kg_is_ci"):
                    unit = ""
                text += "    %s: %s\n" % (key, (cell + " " + unit).strip())
    return text


# name: (writer, ending, rows it takes at most, whether it has room for totals and means,
# whether a table can be laid out so: a function of style and columns, or None)
LAYOUTS = {
    "CSV": (plain_csv, ".csv", 9, True, None),
    "CSV, heads of programs": (snake_csv, ".csv", 9, True, None),
    "CSV, decimal commas": (decimal_commas, ".csv", 9, True, None),
    "CSV, heads in the first column": (turned_csv, ".csv", 9, True, None),
    "CSV, units below the heads": (units_below, ".csv", 9, True, None),
    "Markdown table": (markdown, ".md", 9, True, None),
    "card": (card, ".md", 1, False, None),
    "card, bold keys": (bold_card, ".md", 1, False, None),
    "card, a block for each phase": (blocks, ".md", 4, False, None),
    "LaTeX": (latex, ".tex", 9, True, None),
    "HTML": (html, ".html", 9, True, None),
    "text of a PDF": (printed_text, ".txt", 9, True, None),
    "claim file": (claim, ".yaml", 9, False, None),
}
