#include "fuzz_reader.h"

FUZZ_READER(lm_sensors, "sensors.txt")
