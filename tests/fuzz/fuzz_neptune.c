#include "fuzz_reader.h"

FUZZ_READER(neptune, "data-1.log")
