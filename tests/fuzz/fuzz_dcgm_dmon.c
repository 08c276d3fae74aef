#include "fuzz_reader.h"

FUZZ_READER(dcgm_dmon, "dcgm.txt")
