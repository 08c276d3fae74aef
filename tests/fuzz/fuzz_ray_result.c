#include "fuzz_reader.h"

FUZZ_READER(ray_result, "result.json")
