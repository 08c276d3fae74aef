#include "fuzz_reader.h"

FUZZ_READER(smac, "runhistory.json")
