#include "fuzz_reader.h"

FUZZ_READER(unread_search, "ng.log")
