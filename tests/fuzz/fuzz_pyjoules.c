#include "fuzz_reader.h"

FUZZ_READER(pyjoules, "pyjoules.csv")
