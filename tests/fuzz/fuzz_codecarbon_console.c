#include "fuzz_reader.h"

FUZZ_READER(codecarbon_console, "out.txt")
