#include "fuzz_reader.h"

FUZZ_READER(mlflow_files, "meta.yaml")
