#include "fuzz_reader.h"

FUZZ_READER(optuna, "study.db")
