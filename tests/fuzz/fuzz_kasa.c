#include "fuzz_reader.h"

FUZZ_READER(kasa, "a.txt")
