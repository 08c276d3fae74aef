#include "fuzz_reader.h"

FUZZ_READER(notebook, "train.ipynb")
