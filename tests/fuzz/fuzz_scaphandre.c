#include "fuzz_reader.h"

FUZZ_READER(scaphandre, "scaphandre.json")
