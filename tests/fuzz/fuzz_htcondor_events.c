#include "fuzz_reader.h"

FUZZ_READER(htcondor_events, "events.log")
