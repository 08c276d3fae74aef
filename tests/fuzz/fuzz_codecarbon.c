#include "fuzz_reader.h"

FUZZ_READER(codecarbon, "emissions.csv")
