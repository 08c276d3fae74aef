#include "fuzz_reader.h"

FUZZ_READER(syne_tune, "results.csv")
