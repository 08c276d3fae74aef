#include "fuzz_reader.h"

FUZZ_READER(wandb_csv, "table.csv")
