#include "fuzz_reader.h"

FUZZ_READER(darts, "log.txt")
