#include "fuzz_reader.h"

FUZZ_READER(s_tui, "s-tui.csv")
