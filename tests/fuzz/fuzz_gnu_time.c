#include "fuzz_reader.h"

FUZZ_READER(gnu_time, "time.log")
