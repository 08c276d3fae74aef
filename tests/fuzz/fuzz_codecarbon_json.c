#include "fuzz_reader.h"

FUZZ_READER(codecarbon_json, "emissions.json")
