#include "fuzz_reader.h"

FUZZ_READER(powerstat, "powerstat.txt")
