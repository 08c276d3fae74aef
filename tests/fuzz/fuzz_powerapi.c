#include "fuzz_reader.h"

FUZZ_READER(powerapi, "PowerReport.csv")
