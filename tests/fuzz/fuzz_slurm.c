#include "fuzz_reader.h"

FUZZ_READER(slurm, "jobs.psv")
