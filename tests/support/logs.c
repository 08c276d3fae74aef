#include "support/logs.h"

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    test_log *log = state;

    (void)error;
    ck_assert_uint_lt(log->runs, sizeof log->run / sizeof *log->run);
    log->run[log->runs++] = *run;
    return PLUME_OK;
}

void test_log_read(test_log *out, const plume_reader *reader, const char *name,
                   const char *text)
{
    plume_log_bytes log = { name, text, strlen(text) };
    plume_run_sink sink = { take, out };
    plume_error error = { 0 };

    memset(out, 0, sizeof *out);
    ck_ok(plume_notes_new(&out->notes, &error), error);
    ck_ok(plume_log_read_bytes(reader, log, sink, out->notes, &out->records, &error),
          error);
    ck_assert(plume_records_balance(&out->records));
}

void test_log_dispose(test_log *log)
{
    plume_notes_free(log->notes);
}

const plume_note *test_log_note(const test_log *log, const char *code)
{
    for (size_t i = 0; i < plume_notes_count(log->notes); i++)
        if (strcmp(plume_notes_at(log->notes, i)->code, code) == 0)
            return plume_notes_at(log->notes, i);
    ck_abort_msg("no note '%s'", code);
    return NULL;
}

int test_confidence(const plume_reader *reader, const char *name, const char *text)
{
    plume_head head = {
        .bytes = text, .length = strlen(text), .name = name, .path = name
    };

    return reader->confidence(&head);
}
