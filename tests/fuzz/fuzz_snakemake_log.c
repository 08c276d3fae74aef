#include "fuzz_reader.h"

FUZZ_READER(snakemake_log, "a.snakemake.log")
