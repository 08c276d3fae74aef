/* support/logs.h -- one log in memory, read by one reader: the first runs and all notes.
 */
#ifndef PLUME_TESTS_LOGS_H
#define PLUME_TESTS_LOGS_H

#include "logs/read_log.h"
#include "support/support.h"

/* Numbers of a run; its strings are gone by the time a test looks. */
typedef struct test_log {
    plume_run run[8];
    size_t runs;
    plume_notes *notes;
    plume_records records;
} test_log;

/* Fails the test when reading fails. End with test_log_dispose. */
void test_log_read(test_log *out, const plume_reader *reader, const char *name,
                   const char *text);
void test_log_dispose(test_log *log);

/* The first note with this code; fails the test when there is none. */
const plume_note *test_log_note(const test_log *log, const char *code);

/* What a reader thinks of a head. */
int test_confidence(const plume_reader *reader, const char *name, const char *text);

#endif
