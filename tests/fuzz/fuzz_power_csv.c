#include "fuzz_reader.h"

FUZZ_READER(power_csv, "power.csv")
