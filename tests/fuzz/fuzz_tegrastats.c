#include "fuzz_reader.h"

FUZZ_READER(tegrastats, "tegrastats.log")
