#include "fuzz_reader.h"

FUZZ_READER(wattameter, "rapl_05_wattameter.log")
