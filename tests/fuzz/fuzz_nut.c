#include "fuzz_reader.h"

FUZZ_READER(nut, "a.txt")
