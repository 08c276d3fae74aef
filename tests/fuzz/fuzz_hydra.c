#include "fuzz_reader.h"

FUZZ_READER(hydra, "app.log")
