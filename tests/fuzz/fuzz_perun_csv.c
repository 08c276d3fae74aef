#include "fuzz_reader.h"

FUZZ_READER(perun_csv, "app_run.csv")
