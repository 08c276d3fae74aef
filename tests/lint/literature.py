#!/usr/bin/env python3
"""Writes each row of a list of published trainings as a table of its own: literature.py LIST FOLDER."""
import csv
import os
import sys

HEADS = {"device": "Device", "params_b": "Parameters (B)", "active_b": "Active parameters (B)",
         "tokens_t": "Tokens (T)", "device_count": "# GPUs", "wall_hours": "Hours", "device_hours": "GPU hours",
         "power_w": "Power (W)", "pue": "PUE", "kg_per_kwh": "kg/kWh", "energy_mwh": "Energy (MWh)",
         "co2e_kg": "CO2e (kg)"}

with open(sys.argv[1], newline="") as file:
    for row in csv.DictReader(file):
        columns = [c for c in HEADS if row[c]]
        with open(os.path.join(sys.argv[2], row["id"] + ".csv"), "w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["Model"] + [HEADS[c] for c in columns])
            writer.writerow([row["name"]] + [row[c] for c in columns])
