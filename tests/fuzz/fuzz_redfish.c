#include "fuzz_reader.h"

FUZZ_READER(redfish, "power.csv")
