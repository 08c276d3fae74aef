#include "fuzz_reader.h"

FUZZ_READER(ray_state, "experiment_state-2023-11-14_22-13-20.json")
