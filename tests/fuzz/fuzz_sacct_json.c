#include "fuzz_reader.h"

FUZZ_READER(sacct_json, "sacct.json")
