#include "fuzz_reader.h"

FUZZ_READER(comet, "key.zip")
