/* fuzz/fuzz_reader.h -- a fuzz target for one reader in a few lines:
 *
 *     #include "fuzz_reader.h"
 *     FUZZ_READER(codecarbon, "emissions.csv")
 *
 * Any bytes at all may be refused, but never crash, leak, or upset the balance of
 * records. */
#ifndef PLUME_FUZZ_READER_H
#define PLUME_FUZZ_READER_H

#include <stdint.h>
#include <stdlib.h>

#include "logs/read_log.h"

/* Touches every byte of every string, so that a sanitizer sees a stale one. */
static plume_status fuzz_take(void *state, const plume_run *run, plume_error *error)
{
    const char *const text[] = { run->id,     run->identity, run->study,    run->name,
                                 run->device, run->host,     run->location, run->provider,
                                 run->region, run->machine,  run->warnings, run->note };
    uint64_t *runs = state;
    size_t length = 0;

    (void)error;
    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
        for (const char *c = text[i]; *c != '\0'; c++)
            length += (unsigned char)*c;
    *runs += 1 + (length == SIZE_MAX);
    return PLUME_OK;
}

static void fuzz_reader(const plume_reader *reader, const char *name,
                        const uint8_t *bytes, size_t length)
{
    uint64_t runs = 0;
    plume_run_sink sink = { fuzz_take, &runs };
    plume_records records = { 0, 0, 0, 0, 0 };
    char *head_bytes = malloc(PLUME_HEAD_BYTES + 1);
    plume_source_stream *source = NULL;
    plume_notes *notes = NULL;
    size_t head_length = 0;

    if (head_bytes == NULL || plume_notes_new(&notes, NULL) != PLUME_OK ||
        plume_source_open_memory(&source, bytes, length, name, NULL) != PLUME_OK)
        abort();
    plume_head_read(source, head_bytes, &head_length, NULL);
    plume_source_close(source);
    {
        plume_head head = { head_bytes, head_length, name, name, NULL };
        int confidence = reader->confidence(&head);

        if (confidence < 0 || confidence > 100)
            abort();
    }
    if (plume_log_read_bytes(reader, (plume_log_bytes){ name, bytes, length }, sink,
                             notes, &records, NULL) == PLUME_OK &&
        (!plume_records_balance(&records) || records.used < runs))
        abort();
    plume_notes_free(notes);
    free(head_bytes);
}

#define FUZZ_READER(reader, name)                                                        \
    extern const plume_reader plume_reader_##reader;                                     \
    int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);                     \
    int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)                      \
    {                                                                                    \
        fuzz_reader(&plume_reader_##reader, name, bytes, length);                        \
        return 0;                                                                        \
    }

#endif
