/* Rows of any bytes: fields end where they say, lines never go back. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv.h"

static void read_rows(plume_csv *csv)
{
    plume_row row = { NULL, 1, 0, false };
    uint64_t line = 0;

    while (plume_csv_next(csv, &row, NULL) == PLUME_OK && row.count > 0) {
        if (row.line <= line)
            abort();
        line = row.line;
        for (size_t i = 0; i < row.count; i++)
            if (strlen(row.field[i].text) != row.field[i].length)
                abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char delimiters[] = ",\t|;";
    plume_source_stream *source;
    plume_csv *csv;

    if (length == 0 || plume_source_open_memory(&source, bytes + 1, length - 1, "a.csv",
                                                NULL) != PLUME_OK)
        return 0;
    if (plume_csv_open(&csv, source, delimiters[bytes[0] % 4], NULL) != PLUME_OK)
        abort();
    read_rows(csv);
    plume_csv_close(csv);
    plume_source_close(source);
    return 0;
}
