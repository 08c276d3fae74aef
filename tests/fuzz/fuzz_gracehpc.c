#include "fuzz_reader.h"

FUZZ_READER(gracehpc, "full_job_data.csv")
