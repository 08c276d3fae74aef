/* A partial: any bytes may be refused, and what is read balances. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "intake/partials/claims.h"
#include "intake/partials/index.h"
#include "readers/registry.h"
#include "logs/read_log.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static plume_status forget(void *state, const plume_run *run, plume_error *error)
{
    (void)error;
    *(uint64_t *)state += run->id[0] != '\0';
    return PLUME_OK;
}

/* The log of one entry, told in a survey and in a reading. */
static void replay(const plume_partial_entry *entry)
{
    const plume_replay told = { &entry->block, 1 };
    plume_trace *trace = NULL;
    plume_log_once once = { .notes = NULL };
    plume_input_options options;
    plume_log_result result;
    uint64_t runs = 0;
    plume_log_setting setting = { .reader = plume_readers_at(0),
                                  .trace = &trace,
                                  .once = &once };

    plume_input_options_init(&options);
    setting.options = &options;
    setting.replay = &told;
    setting.sink = (plume_run_sink){ forget, &runs };
    if (plume_identities_new(&setting.identities, NULL) != PLUME_OK)
        abort();
    for (int pass = 0; pass < 2; pass++) {
        plume_status status;

        setting.pass = pass == 0 ? PLUME_PASS_SURVEY : PLUME_PASS_READ;
        if (plume_source_open_memory(&setting.source, "", 0, "log", NULL) != PLUME_OK)
            abort();
        status = plume_log_read(&setting, &result, NULL);
        plume_source_close(setting.source);
        if (status == PLUME_OK && pass == 0 && result.is_trace)
            status = plume_identities_add(setting.identities, &result.sighting, NULL);
        if (status == PLUME_OK && pass == 0)
            status = plume_identities_end(setting.identities, NULL);
        if (status == PLUME_OK && pass == 1 && !plume_records_balance(&result.records))
            abort();
        if (status != PLUME_OK || !plume_identities_are_settled(setting.identities))
            break;
    }
    plume_trace_free(trace);
    plume_log_once_forget(&once);
    plume_identities_free(setting.identities);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    plume_partial_index index;
    FILE *spool = tmpfile();

    if (spool == NULL || plume_partial_index_init(&index, NULL) != PLUME_OK)
        abort();
    if (fwrite(bytes, 1, length, spool) != length || fflush(spool) != 0)
        abort();
    if (plume_partial_index_add(&index, "a.partial", spool, NULL) == PLUME_OK &&
        plume_partial_index_settle(&index, NULL) == PLUME_OK &&
        plume_claims_settle(&index, NULL) == PLUME_OK)
        for (size_t i = 0; i < index.count; i++)
            replay(&index.entry[i]);
    plume_partial_index_dispose(&index);
    return 0;
}
