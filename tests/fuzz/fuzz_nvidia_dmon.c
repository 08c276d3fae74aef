#include "fuzz_reader.h"

FUZZ_READER(nvidia_dmon, "dmon.txt")
