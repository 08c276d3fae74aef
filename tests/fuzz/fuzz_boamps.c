#include "fuzz_reader.h"

FUZZ_READER(boamps, "boamps_report_x.json")
