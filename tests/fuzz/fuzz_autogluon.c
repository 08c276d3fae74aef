#include "fuzz_reader.h"

FUZZ_READER(autogluon, "leaderboard.csv")
