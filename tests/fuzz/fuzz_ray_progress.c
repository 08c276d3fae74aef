#include "fuzz_reader.h"

FUZZ_READER(ray_progress, "progress.csv")
