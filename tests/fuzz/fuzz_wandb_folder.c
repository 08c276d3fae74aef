#include "fuzz_reader.h"

FUZZ_READER(wandb_folder, "wandb-metadata.json")
