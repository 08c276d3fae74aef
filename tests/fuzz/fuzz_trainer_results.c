#include "fuzz_reader.h"

FUZZ_READER(trainer_results, "all_results.json")
