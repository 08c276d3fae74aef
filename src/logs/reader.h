/* logs/reader.h -- what a log format is, and what a reader is given to read it with.
 *
 * A reader is a constant in a file of its own, registered by one line in readers.def. It
 * pushes each run as soon as it has it and keeps none. Whatever it reads it accounts for:
 * plume_log_run or plume_log_reject, once for each record. It says the same when it is
 * run again on the same file, because the intake runs it twice. */
#ifndef PLUME_LOGS_READER_H
#define PLUME_LOGS_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "logs/head.h"
#include "logs/log.h"

/* What a confidence means when a file that was found in a folder, and not named, turns
 * out unreadable. CERTAIN: it is such a log (magic bytes, a full header of its own), and
 * its failure is an error. LIKELY: columns that would do; it is left out, and that is
 * told. Below: a word; it was no log. */
enum { PLUME_CERTAIN = 90, PLUME_LIKELY = 45 };

enum { PLUME_MARKS_MOST = 12 };

typedef struct plume_reader {
    const char *name;  /* "codecarbon" */
    const char *title; /* "CodeCarbon emissions.csv" */

    /* 0 to 100 from the head: 0 not mine, 100 certain. The highest takes the log. */
    int (*confidence)(const plume_head *head);

    /* Words of which one stands in every head or name that it knows, of four letters at
     * least, compared as names are (without regard to case, blanks and "-_./"): a head
     * without any is not shown to it. None: it is shown every head. */
    const char *marks[PLUME_MARKS_MOST];

    /* It is never surer than this, and is not asked where another reader is; 0: ask. */
    int at_most;

    /* A log of it may hold others of its kind below its folder, which are then none of
     * their own: the outermost is read first. */
    bool outermost;

    /* Its logs are databases: it is shown their tables, and other heads never. */
    bool of_database;

    /* Reads the whole log. A damaged record is rejected and reading goes on; what makes
     * the log as a whole unreadable is an error. */
    plume_status (*read)(plume_log *log, plume_error *error);

    /* Its records may stand behind any other text, as in the output of a training:
     * confidence is then asked of later pieces of the file too, when nobody knows its
     * head, and must be 90 for lines that no other program writes. */
    bool anywhere;

    /* Its records are runs even where they state no time, no energy and no work: nothing
     * else bears such names. */
    bool timeless;
} plume_reader;

/* Readers to choose from. */
typedef struct plume_candidates {
    const plume_reader *const *reader;
    size_t count;
} plume_candidates;

#endif
