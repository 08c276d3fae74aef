#include "fuzz_reader.h"

FUZZ_READER(nvitop, "nvitop.csv")
