#include "fuzz_reader.h"

FUZZ_READER(gpustat, "gpustat.json")
