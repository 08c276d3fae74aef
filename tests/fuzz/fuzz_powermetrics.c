#include "fuzz_reader.h"

FUZZ_READER(powermetrics, "powermetrics.txt")
