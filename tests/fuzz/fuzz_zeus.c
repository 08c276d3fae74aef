#include "fuzz_reader.h"

FUZZ_READER(zeus, "zeus.csv")
