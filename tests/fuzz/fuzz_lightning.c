#include "fuzz_reader.h"

FUZZ_READER(lightning, "metrics.csv")
