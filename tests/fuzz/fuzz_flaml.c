#include "fuzz_reader.h"

FUZZ_READER(flaml, "flaml.log")
