#include "fuzz_reader.h"

FUZZ_READER(dvclive, "loss.tsv")
