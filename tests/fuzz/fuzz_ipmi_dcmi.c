#include "fuzz_reader.h"

FUZZ_READER(ipmi_dcmi, "ipmi.txt")
