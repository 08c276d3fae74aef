#include "fuzz_reader.h"

FUZZ_READER(hyperopt, "trials.pkl")
