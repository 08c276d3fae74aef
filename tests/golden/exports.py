"""Holds the exchange formats of a report's exports/ against their schemas, by python3-jsonschema, and
says what of them was there. Exit 77: there is no such package, and only JSON was checked."""
import json
import pathlib
import sys
import warnings

here, folder = pathlib.Path(__file__).parent / "schemas", pathlib.Path(sys.argv[1])
exports = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
try:
    warnings.simplefilter("ignore", DeprecationWarning)
    from jsonschema import Draft4Validator, Draft7Validator, RefResolver
except ImportError:
    print("*** no python3-jsonschema: schemas of exports are SKIPPED ***", file=sys.stderr)
    sys.exit(77)


def read(path):
    return json.loads((here / path).read_text(encoding="utf-8"))


boamps = {schema["id"]: schema for schema in map(json.loads, (p.read_text() for p in (here / "boamps").glob("*.json")))}
report = boamps["https://raw.githubusercontent.com/Boavizta/BoAmps/main/model/report_schema.json"]
checks = {
    "boamps.json": lambda it: Draft4Validator(report, resolver=RefResolver(report["id"], report, store=boamps)).iter_errors(it),
    "cyclonedx.json": lambda it: Draft7Validator(read("cyclonedx-environment.json")).iter_errors(
        it["components"][0]["modelCard"]["considerations"]["environmentalConsiderations"]),
    "spdx.json": lambda it: Draft7Validator(read("spdx-energy.json")).iter_errors(it),
}
faults = 0
for name, it in exports.items():
    if name not in checks:
        print(f"{name}: no schema is known")
        faults += 1
        continue
    for error in checks[name](it):
        print(f"{name}: {'/'.join(map(str, error.path))}: {error.message[:300]}")
        faults += 1
print(f"{folder}: {', '.join(exports)}: {faults} faults")
sys.exit(1 if faults else 0)
