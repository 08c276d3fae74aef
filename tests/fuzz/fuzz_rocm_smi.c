#include "fuzz_reader.h"

FUZZ_READER(rocm_smi, "power.csv")
