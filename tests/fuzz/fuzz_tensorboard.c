#include "fuzz_reader.h"

FUZZ_READER(tensorboard, "events.out.tfevents.1700000000.host.1.0")
