#include "fuzz_reader.h"

FUZZ_READER(torchrun, "attempt_0/0/error.json")
