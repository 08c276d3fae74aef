#include "fuzz_reader.h"

FUZZ_READER(nvidia_smi, "power.csv")
