#include "fuzz_reader.h"

FUZZ_READER(ax, "ax_client.json")
