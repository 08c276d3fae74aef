#include "fuzz_reader.h"

FUZZ_READER(sysstat, "sadf.json")
