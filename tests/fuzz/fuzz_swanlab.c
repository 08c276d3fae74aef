#include "fuzz_reader.h"

FUZZ_READER(swanlab, "run-a.swanlab")
