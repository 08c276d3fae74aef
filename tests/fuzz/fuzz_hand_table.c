#include "fuzz_reader.h"

FUZZ_READER(hand_table, "runs.csv")
