#include "fuzz_reader.h"

FUZZ_READER(dcgm_exporter, "dcgm.csv")
