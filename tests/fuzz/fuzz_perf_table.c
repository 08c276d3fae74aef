#include "fuzz_reader.h"

FUZZ_READER(perf_table, "perf.txt")
