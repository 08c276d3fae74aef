#include "fuzz_reader.h"

FUZZ_READER(perf_stat, "perf.csv")
