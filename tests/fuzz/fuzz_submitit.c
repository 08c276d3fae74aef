#include "fuzz_reader.h"

FUZZ_READER(submitit, "7_0_log.out")
