#include "fuzz_reader.h"

FUZZ_READER(trackio, "project.db")
