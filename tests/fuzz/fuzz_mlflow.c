#include "fuzz_reader.h"

FUZZ_READER(mlflow, "mlflow.db")
