#include "fuzz_reader.h"

FUZZ_READER(tidy, "runs.csv")
