#include "fuzz_reader.h"

FUZZ_READER(hf_trainer, "trainer_state.json")
