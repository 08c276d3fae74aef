#include "fuzz_reader.h"

FUZZ_READER(nni, "nni.sqlite")
