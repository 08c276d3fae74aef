#include "fuzz_reader.h"

FUZZ_READER(nasbench, "records.jsonl")
