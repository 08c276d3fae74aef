#include "fuzz_reader.h"

FUZZ_READER(collectd, "power-power1-2024-03-05")
