#include "fuzz_reader.h"

FUZZ_READER(prometheus, "range.json")
