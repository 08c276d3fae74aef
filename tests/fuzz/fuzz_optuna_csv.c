#include "fuzz_reader.h"

FUZZ_READER(optuna_csv, "trials.csv")
