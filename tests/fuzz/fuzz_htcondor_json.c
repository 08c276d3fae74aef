#include "fuzz_reader.h"

FUZZ_READER(htcondor_json, "history.json")
