#include "fuzz_reader.h"

FUZZ_READER(powercap, "rapl.csv")
