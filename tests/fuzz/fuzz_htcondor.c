#include "fuzz_reader.h"

FUZZ_READER(htcondor, "history.txt")
