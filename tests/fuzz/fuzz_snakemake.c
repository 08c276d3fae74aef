#include "fuzz_reader.h"

FUZZ_READER(snakemake, "cmVwb3J0LnR4dA==")
