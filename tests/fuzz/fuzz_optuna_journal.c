#include "fuzz_reader.h"

FUZZ_READER(optuna_journal, "journal.log")
