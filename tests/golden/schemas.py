"""Holds what Plume prints as JSON against docs/schemas, and study files against theirs.

usage: schemas.py SOURCE FILE.json...
"""
import glob, json, os, re, sys

try:
    import yaml
    from jsonschema import Draft7Validator
except ImportError:
    print("*** no python3-jsonschema or python3-yaml: schemas are NOT CHECKED ***", file=sys.stderr)
    sys.exit(0)

source, documents = sys.argv[1], sys.argv[2:]
failures = 0


def fail(message):
    global failures
    failures += 1
    print("FAILED:", message)


def schema(name):
    with open(os.path.join(source, "docs", "schemas", name + ".schema.json")) as file:
        text = json.load(file)
    Draft7Validator.check_schema(text)
    return Draft7Validator(text)


known = {os.path.basename(path)[: -len(".schema.json")] for path in glob.glob(source + "/docs/schemas/*.schema.json")}
validators = {name: schema(name) for name in known}
seen = set()

goldens = [path for path in glob.glob(source + "/tests/golden/cli/*/stdout") if open(path).read(1) == "{"]
for path in documents + goldens:
    try:
        document = json.load(open(path))
    except ValueError:
        continue  # a golden that only begins like JSON
    name = document.get("schema", "") if isinstance(document, dict) else ""
    match = re.fullmatch(r"plume\.([a-z-]+)/1", name if isinstance(name, str) else "")
    if not match:
        if path in documents:
            fail(f"{path}: no schema is named")
        continue
    if match.group(1) not in known:
        fail(f"{path}: {name} has no file in docs/schemas")
        continue
    seen.add(match.group(1))
    for error in list(validators[match.group(1)].iter_errors(document))[:3]:
        fail(f"{path}: {'.'.join(map(str, error.absolute_path))}: {error.message[:200]}")

# Partials have a record a line.
for path in glob.glob(os.path.dirname(documents[0]) + "/*.partial"):
    seen.add("partial-line")
    for number, line in enumerate(open(path), 1):
        if not validators["partial-line"].is_valid(json.loads(line)):
            fail(f"{path}:{number}: no line of a partial: {line[:200]}")

for name in sorted(known - seen - {"study"}):
    fail(f"no document of plume.{name}/1 was made")

# Study files, and that a key which is none is found.
study = validators["study"]
files = glob.glob(source + "/examples/**/plume.yaml", recursive=True) + glob.glob(source + "/tests/latex/reports/*.yaml")
if not files:
    fail("no study file was found")
for path in files:
    for error in list(study.iter_errors(yaml.safe_load(open(path))))[:3]:
        fail(f"{path}: {'.'.join(map(str, error.absolute_path))}: {error.message[:200]}")
if study.is_valid({"site": {"locatoin": "DE"}}):
    fail("the schema of study files takes a key that Plume refuses")


def keys(node, prefix=""):
    for key, child in node.get("properties", {}).items():
        inner = child.get("items", {}) if "items" in child else child
        if isinstance(inner, dict) and inner.get("properties"):
            yield from keys(inner, prefix + key + ".")
        else:
            yield prefix + key


# The tables of docs/study.md name the same keys.
told, table = set(), None
for line in open(source + "/docs/study.md"):
    if line.startswith("| key | value"):
        table = "" if "default" in line else "inputs."
    elif not line.startswith("|"):
        table = None if table == "inputs." or line.startswith("#") else table
    elif table is not None and line.startswith("| `"):
        base = ""
        for name in re.findall(r"`([^`]+)`", re.split(r"(?<!\\)\|", line)[1]):
            name = base + name if name.startswith(".") else name
            base = name.split(".")[0]
            told.add(table + name)
told.discard("inputs")
for name in sorted(told ^ set(keys(study.schema))):
    fail(f"{name} is in only one of docs/study.md and docs/schemas/study.schema.json")
print(f"schemas: {len(documents) + len(goldens)} documents of {len(seen)} kinds, {len(files)} study files, {len(told)} keys")
sys.exit(failures > 0)
