#include "fuzz_reader.h"

FUZZ_READER(snakemake_benchmark, "train.tsv")
