/* plume/intake.h -- from paths to runs: walking, recognising, reading, counting.
 *
 * An intake is given paths, then surveys them (walks folders in sorted order, recognises
 * each file by its content, and reads all of them once to learn which records are
 * repeated), then reads: every run that counts is pushed into a sink, in the order of
 * inputs and of lines. Reading may be done again, with the same result. Standard input is
 * spooled.
 *
 * Memory is constant but for at most 32 bytes for each distinct run, 3 for one of a log
 * that keeps one record a run. */
#ifndef PLUME_INTAKE_H
#define PLUME_INTAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/input.h>
#include <plume/notes.h>
#include <plume/run.h>
#include <plume/status.h>
#include <plume/time.h>

PLUME_BEGIN

typedef enum plume_input_verdict {
    PLUME_INPUT_READ,      /* its runs were taken */
    PLUME_INPUT_COMPANION, /* belongs to another input, which reads it (info.pkl) */
    PLUME_INPUT_NOT_A_LOG, /* no reader knows it; no error */
    PLUME_INPUT_REPEATED,  /* the same file was named before */
    PLUME_INPUT_REFUSED    /* recognised, or named by the user, but it cannot be read */
} plume_input_verdict;

/* One file. Borrowed from the intake. */
typedef struct plume_input {
    const char *path;    /* as given, or joined to the folder as given, to be shown: what
                            nobody sees in it is spelled */
    const char *stored;  /* the same as the system has it */
    const char *partial; /* the file that tells it; NULL: it is a log itself */
    const char *reader;  /* "" when none */
    const char *reason;  /* which reader took it and why, or why none did */
    plume_input_verdict verdict;
    char sha256[65]; /* of the file as stored; "" until read, or when it was spared */
    uint64_t bytes;
    plume_records records;
} plume_input;

/* {path, format, sha256, bytes, records_read, used, superseded, duplicate, told_again,
 * rejected}. */
PLUME_API void plume_input_to_value(const plume_input *input, plume_value *map);

typedef struct plume_intake plume_intake;

/* notes (may be NULL) is borrowed and gets what the readers find; only while reading for
 * the first time. */
PLUME_API plume_status plume_intake_new(plume_intake **out, plume_notes *notes,
                                        plume_error *error);
PLUME_API void plume_intake_free(plume_intake *intake);

PLUME_API void plume_intake_set_ratings(plume_intake *intake, plume_rating_finder finder);
/* What it finds is the location of a run from then on. */
PLUME_API void plume_intake_set_places(plume_intake *intake, plume_place_finder finder);

/* Where modules are (borrowed); "" or none: where they were installed. */
PLUME_API void plume_intake_set_modules(plume_intake *intake, const char *folder);

/* A file, a folder, the address of a PostgreSQL server, or "-". options (may be NULL) is
 * copied; its zone is borrowed. PLUME_ERR_IO when the path does not exist or cannot be
 * opened. */
PLUME_API plume_status plume_intake_add(plume_intake *intake, const char *path,
                                        const plume_input_options *options,
                                        plume_error *error);

/* The server of this host, or of this address, may be connected to though a study file
 * names it. Copies. */
PLUME_API plume_status plume_intake_allow_connect(plume_intake *intake, const char *host,
                                                  plume_error *error);

/* Whether a path is the address of a server; appends what may be shown of it, which is
 * without a password. */
PLUME_API bool plume_intake_is_server(plume_text *shown, const char *path);

/* A recognised log that cannot be read, or a named path that gives nothing, is an error;
 * with keep_going it becomes a REFUSED input instead. */
PLUME_API void plume_intake_keep_going(plume_intake *intake, bool keep_going);

/* Who prints no digest of an input spares the making of one. */
PLUME_API void plume_intake_spare_digests(plume_intake *intake);

/* Leaves alone what is found in folders under a name, or a path below the folder that was
 * named, that a pattern (of the shell: * ? [...]) matches. Copies. */
PLUME_API plume_status plume_intake_ignore(plume_intake *intake, const char *pattern,
                                           plume_error *error);

/* That a path gives no run is then no error: for looking at what is there. */
PLUME_API void plume_intake_allow_nothing(plume_intake *intake);

/* From now on inputs, runs and notes call a file by its path from the last part of the
 * one that was named ("logs/a.csv"), wherever that lies, and where two of one name were,
 * by the folders that tell them apart: for what is published. Errors keep the whole path.
 */
PLUME_API void plume_intake_relabel(plume_intake *intake);

/* From now on a file is called by its number alone ("input-3"), for who reviews a paper
 * without knowing its authors. */
PLUME_API void plume_intake_number(plume_intake *intake);

PLUME_API plume_status plume_intake_survey(plume_intake *intake, plume_error *error);

/* Pushes every run that counts into sink, and every repetition or rejection into the
 * counts. Surveys first if that was not done. */
PLUME_API plume_status plume_intake_read(plume_intake *intake, plume_run_sink sink,
                                         plume_error *error);

/* Hands on a run that no log tells, such as one of the command line, with the checks that
 * those of logs pass: a device that is a share of one, and what cannot be.
 * PLUME_ERR_VALUE for what no run is. */
PLUME_API plume_status plume_intake_take_given(plume_intake *intake, const plume_run *run,
                                               plume_run_sink sink, plume_error *error);

/* Every file that was met, in order, logs or not. */
PLUME_API size_t plume_intake_count(const plume_intake *intake);
PLUME_API const plume_input *plume_intake_at(const plume_intake *intake, size_t i);
PLUME_API plume_records plume_intake_records(const plume_intake *intake);

/* After the survey: the first log that lies at or below path, as it was named; NULL:
 * none does, or nothing is there. For what is about to be written over path. */
PLUME_API plume_status plume_intake_find_below(const plume_intake *intake,
                                               const char *path, const char **found,
                                               plume_error *error);

/* The registered readers, by name, for `plume runs --readers`. */
typedef struct plume_reader_info {
    const char *name, *title;
} plume_reader_info;
PLUME_API size_t plume_reader_count(void);
PLUME_API plume_reader_info plume_reader_at(size_t i);

PLUME_END

#endif
