#include "fuzz_reader.h"

FUZZ_READER(sacred, "run.json")
