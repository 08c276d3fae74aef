#include "fuzz_reader.h"

FUZZ_READER(clearml, "offline.zip")
