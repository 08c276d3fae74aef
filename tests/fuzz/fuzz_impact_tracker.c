#include "fuzz_reader.h"

FUZZ_READER(impact_tracker, "data.json")
