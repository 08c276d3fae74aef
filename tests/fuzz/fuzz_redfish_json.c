#include "fuzz_reader.h"

FUZZ_READER(redfish_json, "a.txt")
