#include "fuzz_reader.h"

FUZZ_READER(keras_tuner, "trial.json")
