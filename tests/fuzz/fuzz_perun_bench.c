#include "fuzz_reader.h"

FUZZ_READER(perun_bench, "app_run.json")
