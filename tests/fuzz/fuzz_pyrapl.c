#include "fuzz_reader.h"

FUZZ_READER(pyrapl, "pyrapl.csv")
