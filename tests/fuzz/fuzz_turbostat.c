#include "fuzz_reader.h"

FUZZ_READER(turbostat, "turbostat.txt")
