#include "fuzz_reader.h"

FUZZ_READER(ipmi_sensors, "ipmi.txt")
