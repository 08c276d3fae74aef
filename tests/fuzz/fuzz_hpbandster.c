#include "fuzz_reader.h"

FUZZ_READER(hpbandster, "results.json")
