#!/usr/bin/env bash
# Names that are commands, markup, formulas, other scripts or ten thousand letters stand in every file of a report
# as they are, and do nothing there. tests/latex compiles the same names.
set -euo pipefail
export LC_ALL=C.UTF-8

command -v python3 >/dev/null || { echo "SKIPPED: python3 is not installed"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
reports=$PLUME_SOURCE_DIR/tests/latex/reports
mkdir "$work/names"
cp "$reports/hostile.csv" "$work/names/模型_50%_\\input{x}&\$y.csv"
awk 'BEGIN { for (i = 0; i < 1000; i++) printf "long{$%%&\\}_"
  print ",s,n,final,complete,2024-03-01T00:00:00Z,1,A100,1,1,it,DE" }' >"$work/long"
cat "$work/long" >>"$work/names/模型_50%_\\input{x}&\$y.csv"
cd "$work"
"$PLUME_PROGRAM" report names -s "$reports/hostile.yaml" -q -o report 2>warnings || {
  cat warnings
  exit 1
}

cat >look.py <<'PY'
import csv, glob, json, re, shutil, subprocess, sys, xml.dom.minidom

failures = []


def holds(where, condition, what):
    if not condition:
        failures.append(f"{where}: {what}")


def cells(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


# Blanks that stand together are one.
given = {" ".join(row["run_id"].split()) for row in cells(glob.glob("names/*.csv")[0])}
kept = {row["run_id"] for row in cells("report/runs.csv")}
literal = {name for name in given if len(name) < 400 and not re.match(r"[=+\-@]|.*[\u202a-\u202e]", name)}
holds("runs.csv", literal <= kept, f"lacks {sorted(literal - kept)}")
holds("runs.csv", not any(re.match(r"[=+@]", name) for name in kept), "a cell is a formula")
holds("runs.csv", not any(re.search("[\u202a-\u202e]", name) for name in kept), "a name turns the line round")
holds("runs.csv", any(name.startswith("long{$%&\\}_") for name in kept), "the long name is not there")
json.load(open("report/results.json", encoding="utf-8"))

title = "\\input{secret} $x^2$ 100% {a}_b #1 & ~ <script>alert(1)</script>"
pictures = glob.glob("report/figures/*.svg")
holds("figures", pictures, "there are none")
for path in pictures:
    tree = xml.dom.minidom.parse(path)
    holds(path, not tree.getElementsByTagName("script"), "has a script")
for path in ("report/report.md", "report/statement.md", "report/checklist.md"):
    text = open(path, encoding="utf-8").read()
    holds(path, not re.search(r"(?<!\\)<(script|b|img|a)\b", text), "has an element")
page = open("report/report.html", encoding="utf-8").read()
holds("report.html", "<script>alert" not in page and "&lt;script&gt;alert(1)" in page, "is not as it was given")
for path in glob.glob("report/*.tex"):
    text = open(path, encoding="utf-8").read()
    for command in ("\\input{secret}", "\\end{document}", "\\par $"):
        holds(path, command not in text, f"has {command}")
    if path.endswith("appendix.tex"):
        holds(path, "\\textbackslash{}input\\{secret\\}" in text, "has no name as it was given")
        for letter in "模हм":
            holds(path, f"\\char{ord(letter)}" in text, f"has no {letter} for the engines that set it")
if shutil.which("pdftotext"):
    said = subprocess.run(["pdftotext", "-raw", "report/appendix.pdf", "-"], capture_output=True, text=True).stdout
    said = " ".join(said.split())
    holds("appendix.pdf", title in said, "its title is not as it was given")
    for language, word in (("zh", "模型训练"), ("hi", "हिन्दी")):
        fonts = shutil.which("fc-list") and subprocess.run(["fc-list", f":lang={language}"], capture_output=True).stdout
        if fonts:
            holds("appendix.pdf", word in said, f"{word} is lost")
        else:
            print(f"*** no font of the language {language} here: its names in the PDF are NOT CHECKED ***")
if shutil.which("qpdf"):
    subprocess.run(["qpdf", "--qdf", "report/appendix.pdf", "plain.pdf"], check=True)
    raw = open("plain.pdf", "rb").read()
    holds("appendix.pdf", not re.search(rb"^ */(JS|JavaScript|Launch|OpenAction)\b", raw, re.M), "has what runs")
print("\n".join(failures) or f"hostile names: {len(given)} stand as they are")
sys.exit(1 if failures else 0)
PY
python3 look.py
