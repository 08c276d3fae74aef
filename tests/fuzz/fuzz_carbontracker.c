#include "fuzz_reader.h"

FUZZ_READER(carbontracker, "job_carbontracker_output.log")
