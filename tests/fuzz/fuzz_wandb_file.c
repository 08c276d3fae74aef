#include "fuzz_reader.h"

FUZZ_READER(wandb_file, "run-abc12345.wandb")
