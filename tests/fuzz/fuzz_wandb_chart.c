#include "fuzz_reader.h"

FUZZ_READER(wandb_chart, "chart.csv")
