#include "fuzz_reader.h"

FUZZ_READER(ptdaemon, "spl.txt")
