#include "fuzz_reader.h"

FUZZ_READER(perun, "app.json")
