"""Layouts that are seen less often: merged heads, marks, units in captions, thin blanks."""
import layouts
from layouts import COLUMNS, comma, escaped, grid, key_lines, quoted

ENERGIES = {"it", "fac", "energy"}
MASSES = {"kg", "kg_it", "net", "offsets"}


def parted(head):
    """"Energy (kWh)" as "Energy" and "kWh"."""
    bare, open_, unit = head.partition(" (")
    return (bare, "(" + unit) if open_ else (head, "")


def markdown_commas(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    text = "# Modellkarte\n\n%s\n\n| " % prose + " | ".join(lines[0]) + " |\n" + "|---:" * len(lines[0]) + "|\n"
    return text + "".join("| " + " | ".join([line[0]] + [comma(c) for c in line[1:]]) + " |\n" for line in lines[1:])


def merged_latex(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    heads = [parted(head) for head in lines[0][1:]]
    text = "\\begin{table*}[t]\n\\caption{All models. %s}\n\\begin{tabular}{@{}l%s@{}}\n\\toprule\n" % (
        escaped(prose), "r" * len(columns))
    text += "\\multirow{2}{*}{Model}" + "".join(
        " & \\multicolumn{1}{c}{\\textbf{%s}}" % escaped(head) for head, _ in heads) + " \\\\\n"
    text += "\\cmidrule(lr){2-%d}\n" % (len(columns) + 1)
    text += "".join(" & " + escaped(unit) for _, unit in heads) + " \\\\\n\\midrule\n"
    for at, line in enumerate(lines[1:]):
        cells = [escaped(c).replace(",", "{,}") for c in line]
        if at >= len(rows):
            cells = ["\\textbf{%s}" % c for c in cells]
            text += "\\midrule\n"
        elif at % 2:
            cells[0] += "$^{\\dagger}$"
        text += " & ".join(cells) + " \\\\\n"
    return text + "\\bottomrule\n\\end{tabular}\n\\end{table*}\n"


def merged_html(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    heads = [parted(head) for head in lines[0][1:]]
    text = "<table class='wide'>\n<thead>\n<tr><th rowspan=\"2\">Model</th>"
    for head, unit in heads:
        text += "<th>%s</th>" % head if unit else "<th rowspan=\"2\">%s</th>" % head
    text += "</tr>\n<tr>" + "".join("<th>%s</th>" % unit for _, unit in heads if unit) + "</tr>\n</thead>\n<tbody>\n"
    if not any(unit for _, unit in heads):
        text = text.replace(" rowspan=\"2\"", "").replace("<tr></tr>\n", "")
    for at, line in enumerate(lines[1:]):
        mark = "<b>%s</b>" if at >= len(rows) else "%s"
        text += "<tr>" + "".join("<td>%s</td>" % (mark % c.replace(",", "&thinsp;")) for c in line) + "</tr>\n"
    return text + "</tbody></table>\n<p>%s</p>\n" % prose


def thin_blanks(style, rows, columns, extra, prose):
    style.group = True
    lines = grid(style, rows, columns, extra)
    return "".join("\t".join([line[0]] + [c.replace(",", "\u2009") for c in line[1:]]) + "\r\n" for line in lines)


def total_first(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    lines[1:] = lines[1 + len(rows):] + lines[1:1 + len(rows)]
    return "\ufeff" + "".join(",".join(quoted(c, ",") for c in line) + "\n" for line in lines)


def marked_markdown(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    text = "## Footprint\n\n| " + " | ".join(
        "**%s**%s" % (h, "<sup>a</sup>" if i == 1 else "") for i, h in enumerate(lines[0])) + " |\n"
    text += "|:---" + "|---:" * len(columns) + "|\n"
    for at, line in enumerate(lines[1:]):
        if at >= len(rows):
            line = ["**%s**" % c if c else "" for c in line]
        else:
            line = [line[0]] + [c + ["", "[^1]", "*", "\u2020"][(at + i) % 4] if c else c
                                for i, c in enumerate(line[1:])]
        text += "| " + " | ".join(line) + " |\n"
    return text + "\n<sup>a</sup> As logged.\n\n[^1]: %s\n" % (prose or "Rounded.")


def can_caption(style, columns):
    """One unit for all energies, one for all masses, and nothing else that has "kWh" in it."""
    for group in (ENERGIES, MASSES):
        units = {COLUMNS[c][1][style.head[c]][0].partition("(")[2] for c in columns if c in group}
        if len(units) > 1:
            return False
    return any(c in ENERGIES | MASSES for c in columns) and "kg_lb" not in columns


def caption_latex(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    told = []
    for at, column in enumerate(columns):
        head, unit = parted(lines[0][at + 1])
        if column in ENERGIES | MASSES and unit:
            lines[0][at + 1] = head
            word = "Energy" if column in ENERGIES else "Emissions"
            told.append("%s %s" % (word, unit.replace("CO2", "CO$_2$")))
    text = "\\begin{table}\n\\caption{Our models. %s. %s}\n\\begin{tabular}{l%s}\n\\hline\n" % (
        "; ".join(sorted(set(told))), escaped(prose), "r" * len(columns))
    for at, line in enumerate(lines):
        text += " & ".join(escaped(c) for c in line) + " \\\\\n" + ("\\hline\n" if at == 0 else "")
    return text + "\\hline\n\\end{tabular}\n\\end{table}\n"


def two_tables(style, rows, columns, extra, prose):
    text = layouts.markdown(style, rows, columns, extra, prose)
    return text + """
### Inference, a month

| Service | Inference energy (Wh) | Inference emissions (g) |
|---|---|---|
| chat | 120400 | 48160 |
| search | 30100 | 12040 |
| Total | 150500 | 60200 |
"""


def of_which(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    scaled = ("hours", "devhours", "it", "fac", "kg", "kg_it", "net", "offsets", "queries", "tokens", "flop", "share",
              "embodied", "kg_all", "market", "water", "devhours_seed")
    part = {k: (v / 8 if k in scaled else v) for k, v in rows[0].items()}
    part["name"] = "of which warm-up"
    lines.insert(2, [part["name"]] + [style.cell(c, part) for c in columns])
    return "".join(",".join(quoted(c, ",") for c in line) + "\n" for line in lines)


def front_matter(style, rows, columns, extra, prose):
    """Hugging Face's two forms: grams in the front matter, the rest in the text."""
    row = rows[0]
    rest = [c for c in columns if c != "kg"]
    text = "---\nlicense: mit\ntags:\n- text\n"
    if "kg" in columns and not row.get("kg_is_ci"):
        grams = layouts.significant(row["kg"] * 1000, 6)
        if row["count"] % 2:
            text += "co2_eq_emissions: %s\n" % grams
        else:
            text += "co2_eq_emissions:\n  emissions: %s\n  source: our meters\n  training_type: pre-training\n" % grams
    elif "kg" in columns:
        rest = columns
    return text + "---\n\n# %s\n\n%s\n%s\n" % (row["name"], key_lines(style, row, rest, "* "), prose)


def heads_in_two_lines(style, rows, columns, extra, prose):
    lines = grid(style, rows, columns, extra)
    heads = [(lines[0][0], "")] + [parted(h) for h in lines[0][1:]]
    lines[0:1] = [[h for h, _ in heads], [u for _, u in heads]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
    text = "  Table 7. What our models cost. %s\n\n" % prose
    for line in lines:
        text += "    ".join([line[0].ljust(widths[0])] +
                            [c.rjust(w) for c, w in zip(line[1:], widths[1:])]).rstrip() + "\n"
    return text


# As layouts.LAYOUTS; the last says whether a table can be laid out so.
ODD = {
    "Markdown, decimal commas": (markdown_commas, ".md", 9, True, None),
    "Markdown, marks of footnotes": (marked_markdown, ".md", 9, True, None),
    "Markdown, a second table": (two_tables, ".md", 9, True, None),
    "LaTeX, merged heads": (merged_latex, ".tex", 9, True, None),
    "LaTeX, units in the caption": (caption_latex, ".tex", 9, True, can_caption),
    "HTML, merged heads": (merged_html, ".html", 9, True, None),
    "tabs and thin blanks": (thin_blanks, ".tsv", 9, True, None),
    "CSV, the total first": (total_first, ".csv", 9, True, None),
    "CSV, rows \"of which\"": (of_which, ".csv", 9, True, None),
    "card, front matter in grams": (front_matter, ".md", 1, False, None),
    "text of a PDF, heads of two lines": (heads_in_two_lines, ".txt", 9, True, None),
}
