#include "fuzz_reader.h"

FUZZ_READER(eco2ai, "emission.csv")
