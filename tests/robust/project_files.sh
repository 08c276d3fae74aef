# Files as checked-out projects hold them beside a log, all of our own writing: each function writes
# one family below the folder it is given. Sourced.

words() { # FILE: its standard input, with the folders above it
  mkdir -p "$(dirname "$1")"
  cat >"$1"
}
bytes() { # FILE FORMAT: what printf makes of it
  mkdir -p "$(dirname "$1")"
  # shellcheck disable=SC2059
  printf -- "$2" >"$1"
}

# What every repository has. N varies it.
project_base() { # DIR N
  words "$1/README.md" <<END
# Train on one GPU

A small project, number $2. | is no table.

| model | duration | emissions | energy_consumed | power | hours |
|---|---|---|---|---|---|
| small-$2 | 3600 | 0.12 | 0.5 | 250 W | 1.5 h |

## gpu   pwr gtemp

    # gpu   pwr  gtemp
    pip install -r requirements.txt; python train.py --epochs 10; echo done
    JobID|State|Elapsed

    timestamp, index, power.draw [W]

We log power with \`nvidia-smi\` and run_id, hours in runs.csv. Epoch 1 took 20 minutes.
END
  words "$1/train.py" <<'END'
#!/usr/bin/env python3
"""Trains. duration,emissions,energy_consumed are written by the tracker."""
import argparse

HEADER = "run_id,hours,energy_kwh"

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=10)
    for epoch in range(parser.parse_args().epochs):
        print(f"epoch {epoch} loss {1.0 / (epoch + 1)}")
END
  words "$1/requirements.txt" <<'END'
# runtime
codecarbon==2.3.2
torch>=2.0; python_version >= "3.9"
END
  words "$1/.gitignore" <<'END'
*.pyc
wandb/
END
  bytes "$1/src/__init__.py" ''
  bytes "$1/LICENSE" 'MIT License\n\nCopyright (c) 2024, project %s\n'
}

project_settings() { # DIR: YAML, Hydra, TOML, INI, JSON
  words "$1/configs/config.yaml" <<'END'
defaults:
  - model: small
  - _self_
run_id: ${now:%Y-%m-%d_%H-%M-%S}
hours: 12
trainer: {devices: 4, max_epochs: 10}
END
  words "$1/configs/sweep.yaml" <<'END'
method: bayes
metric: {name: val_loss, goal: minimize}
parameters: {lr: {min: 0.0001, max: 0.1}}
END
  words "$1/outputs/hydra.yaml" <<'END'
hydra:
  run: {dir: outputs/2024-05-13/11-00-00}
  job: {id: ???, num: ???}
END
  words "$1/pyproject.toml" <<'END'
[project]
name = "project"
dependencies = ["torch", "optuna"]
END
  bytes "$1/setup.cfg" '[metadata]\nname = project\n[flake8]\nmax-line-length = 100\n'
  words "$1/ds_config.json" <<'END'
{"train_batch_size": 32, "fp16": {"enabled": true}, "steps_per_print": 100}
END
  words "$1/model/config.json" <<'END'
{"architectures": ["BertModel"], "hidden_size": 128, "num_attention_heads": 2}
END
  bytes "$1/environment.yml" 'name: project\nchannels: [conda-forge]\ndependencies: [python=3.10]\n'
}

project_web() { # DIR: packages, compiled scripts, source maps
  bytes "$1/web/package.json" '{"name": "web", "version": "1.0.0", "scripts": {"build": "tsc"}}\n'
  bytes "$1/web/package-lock.json" '{"name": "web", "lockfileVersion": 3, "packages": {"": {}}}\n'
  bytes "$1/web/tsconfig.json" '{"compilerOptions": {"target": "es2020"}}\n'
  bytes "$1/web/style.css" 'body { margin: 0; }\n.a { color: "red; }\n/*# sourceMappingURL=style.css.map */\n'
  bytes "$1/web/style.css.map" '{"version":3,"sources":["a.scss"],"names":[],"mappings":"AAAA,QAAQ;AACA","file":"style.css"}'
  bytes "$1/web/app.min.js" 'const a=1,b="x,y;z";console.log(a,b);\n//# sourceMappingURL=app.min.js.map\n'
  bytes "$1/web/app.min.js.map" '{"version":3,"sources":["app.ts"],"mappings":";;AAAA,GAAG,CAAC"}\n'
  bytes "$1/web/index.html" '<!doctype html>\n<title>power,time</title>\n<p>"unclosed\n'
  bytes "$1/web/node_modules/left/data.csv" 'run_id,hours\nleft,1\n'
  bytes "$1/web/yarn.lock" '# yarn lockfile v1\n\nleft@^1:\n  version "1.0.0"\n'
}

project_notebooks() { # DIR
  words "$1/notebooks/plots.ipynb" <<'END'
{"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# Power, in watts\n"]}],
 "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}
END
  words "$1/notebooks/timed.ipynb" <<'END'
{"cells": [{"cell_type": "code", "execution_count": 1,
  "metadata": {"execution": {"iopub.execute_input": "2024-05-13T11:00:00.000000Z",
                             "shell.execute_reply": "2024-05-13T11:20:00.000000Z"}},
  "outputs": [{"name": "stdout", "output_type": "stream", "text": [
   "[codecarbon INFO @ 11:00:00] Energy consumed for RAM : 0.000100 kWh. RAM Power : 10.0 W\n",
   "CarbonTracker: Actual consumption for 1 epoch(s):\n",
   "\tTime:\t0:20:00\n", "\tEnergy:\t0.038504 kWh\n", "epoch 1 loss 0.5\n"]}],
  "source": ["train()"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
END
  bytes "$1/notebooks/.ipynb_checkpoints/old.csv" 'run_id,hours\nold,1\n'
}

project_tables() { # DIR: data sets and results, none of which states a time or an energy
  bytes "$1/data/iris.csv" 'sepal_length,sepal_width,petal_length,species\n5.1,3.5,1.4,setosa\n4.9,3.0,1.4,setosa\n'
  bytes "$1/data/labels.csv" 'image,label\n0001.jpg,cat\n0002.jpg,dog\n'
  bytes "$1/data/wine.csv" '"fixed acidity";"alcohol";"quality"\n7,4;9,4;5\n7,8;9,8;5\n'
  bytes "$1/data/sentences.tsv" 'sentence\tlabel\nAll is well, 0,5 of it\t1\n"quoted\t0\n'
  bytes "$1/data/dates.csv" 'date,price\n5/13/2024,10.5\n5/14/2024,11.25\n'
  bytes "$1/results/scores.csv" 'model,accuracy,f1\nsmall,0.91,0.90\nlarge,0.95,0.94\n'
  bytes "$1/results/metrics.csv" 'epoch,loss,accuracy\n1,0.9,0.5\n2,0.7,0.6\n'
  bytes "$1/results/params.csv" 'run_id,lr,batch_size\na,0.001,32\nb,0.01,64\n'
  bytes "$1/results/runs_without.csv" 'run_id,hours,energy_kwh\na,,\nb,,\n'
  bytes "$1/results/confusion.txt" '12 3\n4 15\n'
  bytes "$1/data/anno.json" '{"images": [{"id": 1}], "annotations": [], "categories": [{"name": "cat"}]}\n'
  bytes "$1/data/lines.jsonl" '{"text": "a", "label": 0}\n{"text": "b", "label": 1}\n'
}

project_cluster() { # DIR: batch scripts, containers, pipelines
  words "$1/slurm/train.sbatch" <<'END'
#!/bin/bash
#SBATCH --job-name=train
#SBATCH --gres=gpu:a100:4
#SBATCH --time=12:00:00
srun python train.py
sacct -P --format=JobID,State,Elapsed
END
  words "$1/Dockerfile" <<'END'
FROM nvidia/cuda:12.2.0-runtime-ubuntu22.04
RUN pip install codecarbon; echo "power,time"
END
  bytes "$1/docker-compose.yml" 'services:\n  train: {build: ., runtime: nvidia}\n'
  bytes "$1/Makefile" 'train:\n\tpython train.py; echo done\n'
  bytes "$1/dvc.yaml" 'stages:\n  train: {cmd: python train.py, outs: [model.pt]}\n'
  bytes "$1/prometheus.yml" 'scrape_configs:\n  - job_name: dcgm\n    static_configs: [{targets: ["localhost:9400"]}]\n'
  bytes "$1/dashboard.json" '{"panels": [{"targets": [{"expr": "DCGM_FI_DEV_POWER_USAGE"}]}], "title": "GPU"}\n'
}

project_words() { # DIR: what programs print
  words "$1/logs/pip.log" <<'END'
Collecting torch
  Downloading torch-2.1.0-cp310-cp310-manylinux1_x86_64.whl (670.2 MB)
Successfully installed torch-2.1.0
END
  words "$1/logs/stdout.txt" <<'END'
Loading data
epoch 1 loss 0.93 acc 0.51
epoch 2 loss 0.71 acc 0.62
100%|##########| 2/2 [00:20<00:00, 10.0s/it]
END
  words "$1/logs/nvidia-smi.txt" <<'END'
+-----------------------------------------------------------------------------+
| NVIDIA-SMI 535.54       Driver Version: 535.54       CUDA Version: 12.2     |
| 30%   45C    P2   250W / 300W |   9000MiB / 81920MiB |     97%      Default |
END
  bytes "$1/logs/empty.log" ''
  bytes "$1/nohup.out" 'nohup: ignoring input\n'
}

project_binaries() { # DIR: models, arrays, archives, databases
  bytes "$1/models/weights.pkl" '\200\004\225\020\000\000\000\000\000\000\000}\224\214\001a\224K\001s.'
  bytes "$1/models/model.pt" 'PK\003\004\024\000\000\000\010\000archive/data.pkl'
  bytes "$1/models/model.h5" '\211HDF\r\n\032\n\000\000\000\000'
  bytes "$1/models/model.onnx" '\010\007\022\007pytorch\032\0052.1.0'
  bytes "$1/models/big.safetensors" 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n'
  bytes "$1/data/features.npz" 'PK\003\004\024\000\000\000\000\000x.npy'
  bytes "$1/data/features.npy" '\223NUMPY\001\000v\000{}'
  bytes "$1/data/table.parquet" 'PAR1\025\004\025\020PAR1'
  bytes "$1/data/sheet.xlsx" 'PK\003\004\024\000\006\000xl/workbook.xml'
  bytes "$1/data/records.tfrecord" '\020\000\000\000\000\000\000\000\001\002\003\004\012\016\012\014'
  printf 'a,b\n1,2\n' | gzip -n >"$1/data/small.csv.gz"
  mkdir -p "$1/raw" && echo text >"$1/raw/a.txt" && tar -C "$1/raw" -czf "$1/data/raw.tar.gz" a.txt
  if command -v sqlite3 >/dev/null; then
    sqlite3 "$1/data/app.db" 'CREATE TABLE users(id INTEGER, power REAL); INSERT INTO users VALUES(1, 2.5);'
  fi
}

project_paper() { # DIR: LaTeX
  words "$1/paper/main.tex" <<'END'
\documentclass{article}
\begin{document}
Training took 12 hours; 3.5 kWh. \begin{tabular}{lr} model & kWh \\ small & 0.5 \\ \end{tabular}
\end{document}
END
  bytes "$1/paper/refs.bib" '@article{a2020,\n  title = {A title},\n  year = {2020},\n}\n'
  bytes "$1/paper/main.log" 'This is pdfTeX, Version 3.141592653-2.6-1.40.24\n**main.tex\n'
  bytes "$1/paper/main.aux" '\\relax\n\\gdef \\@abspage@last{1}\n'
  bytes "$1/paper/figure.svg" '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n'
  bytes "$1/paper/figure.png" '\211PNG\r\n\032\n\000\000\000\015IHDR'
  bytes "$1/paper/main.pdf" '%%PDF-1.5\n1 0 obj\n'
}

project_ignored() { # DIR: folders of programs, and what they hold
  bytes "$1/venv/pyvenv.cfg" 'home = /usr/bin\nversion = 3.10.6\n'
  bytes "$1/venv/lib/python3.10/site-packages/x/emissions.csv" 'timestamp,run_id,duration,emissions,energy_consumed\n2024-01-01T00:00:00,x,1,1,1\n'
  bytes "$1/__pycache__/runs.csv" 'run_id,hours\ncached,1\n'
  bytes "$1/.git/runs.csv" 'run_id,hours\ngit,1\n'
  bytes "$1/.pytest_cache/runs.csv" 'run_id,hours\ncache,1\n'
  bytes "$1/.idea/workspace.xml" '<?xml version="1.0"?>\n<project version="4"/>\n'
}

project_other_languages() { # DIR: Java, Go, Rust, R, C
  bytes "$1/pom.xml" '<?xml version="1.0"?>\n<project><modelVersion>4.0.0</modelVersion></project>\n'
  bytes "$1/go.sum" 'golang.org/x/net v0.1.0 h1:abc=\n'
  bytes "$1/Cargo.lock" '[[package]]\nname = "x"\nversion = "0.1.0"\n'
  bytes "$1/analysis.R" 'x <- read.csv("data/iris.csv"); summary(x)\npower <- 250; time <- 10\n'
  bytes "$1/report.Rmd" '---\ntitle: "Energy; time"\n---\n\nText.\n'
  bytes "$1/kernel.cu" '#include <stdio.h>\n__global__ void f(int a, int b) { a; b; }\n'
  bytes "$1/lib.c" 'int a; int b;\nint c; int d;\n'
  bytes "$1/Gemfile.lock" 'GEM\n  remote: https://rubygems.org/\n'
  bytes "$1/.editorconfig" 'root = true\n'
  bytes "$1/poetry.lock" '[[package]]\nname = "torch"\n'
}
