/* intake/internal.h -- the parts of an intake, shared by the intake*.c files. */
#ifndef PLUME_INTAKE_INTERNAL_H
#define PLUME_INTAKE_INTERNAL_H

#include <sys/types.h>

#include "core/pool.h"
#include "core/input/stamp.h"
#include "core/sheet/sheet.h"
#include "intake/partials/cut.h"
#include "logs/read_log.h"
#include <plume/intake.h>

/* A path as it was given. */
typedef struct plume_given_path {
    const char *path;            /* what it is called; of a server: without secrets */
    const char *at;              /* where its bytes are */
    bool stream;                 /* they can be read once */
    const plume_server *server;  /* NULL: a file or folder */
    plume_input_options options; /* strings in the pool */
    const plume_reader *forced;  /* NULL: by content */
    const char *rejected; /* the first reason for which a record was, "" without one */
    bool refused;         /* already told */
    size_t label_at;      /* of path: where begins what it is called */
    bool of_partial;      /* nobody named it here: a partial did */
    bool holds_partial;   /* it is a partial, or a folder that has one */
} plume_given_path;

/* That a log took a file for its companion, be it the first that did or not. */
typedef struct plume_companion_claim {
    const struct plume_found_file *of;
    const char *reader; /* of the log */
    uint64_t turn;      /* from 1, among those of the log */
    struct plume_companion_claim *next;
} plume_companion_claim;

/* A file that was met. */
typedef struct plume_found_file {
    const char *path; /* where it is, or stands for; shown.path is what it is called */
    const char *host; /* that was said of it when its partial was written; "" none */
    plume_input shown;
    const plume_reader *reader; /* NULL: none */
    uint32_t named;             /* which path led to it */
    bool walked;                /* below a folder, not named itself */
    bool seen;                  /* at this moment, to be a regular file */
    int confidence;             /* of the reader: PLUME_CERTAIN, PLUME_LIKELY or less */
    bool pointer;               /* a Git LFS pointer */
    bool elsewhere;             /* in another share: nothing is known of it */
    bool damaged;               /* before anything of it could be known */
    plume_sheet *sheet;         /* how a spreadsheet saved it; NULL: none did */
    bool related;               /* its accounts carry what could relate two of them */
    bool machines; /* some were metered with a whole machine, never two at once */
    plume_source_stamp stamp; /* as it was first opened to be read */
    bool stamped, grew;       /* grew: since then, which is told */
    bool unchecked;           /* no checksum vouches for it, which is told */
    plume_log_once once;      /* what spares a second reading */
    plume_trace *trace;       /* what is known of a power trace; NULL: is none */
    bool is_trace;            /* and nothing else */
    plume_sighting sighting;  /* of such a one */
    plume_trace_part part;    /* of a trace in several logs */
    struct plume_found_file *first_part, *next_part; /* of it, in the order of times */
    struct plume_companion_claim *claims,
        *last_claim;                   /* what it took for its companions */
    bool late;                         /* a companion that no walk met */
    const char *owner_path;            /* of such a one in a partial: whose it is */
    uint64_t turn;                     /* likewise: among those of its owner */
    const struct plume_replay *replay; /* it is in a partial; NULL: it is a log */
} plume_found_file;

/* What stands between the accounts of readers and the runs that are handed on; it owns
 * its state. */
typedef struct plume_intake_stage {
    plume_status (*read)(void *state, plume_intake *intake, plume_forgetting_sink sink,
                         plume_error *error);
    void (*free)(void *state);
    void *state;
} plume_intake_stage;

struct plume_intake {
    plume_pool *pool;
    plume_map *known; /* "device:inode" of each log, to its number */
    plume_map *paths; /* path of each file, to its number */
    plume_identities *identities;
    plume_notes *notes;
    plume_rating_finder ratings; /* find may be NULL */
    plume_place_finder places;   /* find may be NULL */
    const char *modules;         /* folder of modules, "": as installed */
    plume_intake_stage stage;
    struct plume_stream *streams; /* that were read; NULL: none was */
    plume_given_path *named;
    size_t named_count, named_capacity;
    plume_found_file **met; /* each in the pool, so that borrowed inputs do not move */
    size_t met_count, met_capacity;
    struct plume_allowed_host *allowed; /* in the pool */
    const char **ignored; /* patterns of names and paths that a walk leaves alone */
    size_t ignored_count;
    plume_early ahead; /* what the survey hands on */
    size_t furthest;   /* the last input of which something was handed on there */
    uint64_t runs;     /* handed out by this reading */
    bool undigested;   /* nobody asks for digests of inputs */
    bool keep_going, allow_nothing, relabel, number, surveyed, told;
    size_t share, shares; /* of the files that are met, or of the one; of 0: all */
    plume_cut cut;        /* of 0: the one that is named is not cut */
    struct plume_partial_index *partials; /* what they tell; NULL: there are none */
    bool again; /* a log that was surveyed fell away: the identities are to be redone */
};

/* intake_files.c: from paths to files, and from files to readers. */
plume_status plume_intake_find_files(plume_intake *intake, plume_error *error);
plume_status plume_intake_open(plume_intake *intake, const plume_found_file *met,
                               plume_source_stream **out, plume_error *error);

/* Where its bytes are: its path, but for one that was given another name. */
const char *plume_intake_place_of(const plume_intake *intake,
                                  const plume_found_file *met);
/* Whether they come through a pipe or standard input. */
bool plume_intake_is_stream(const plume_intake *intake, const plume_found_file *met);

/* A file is read to its size when it was first opened to be read. Begin
 * stands before anything is taken of it; check tells that it grew, and fails when it was
 * written otherwise. */
void plume_intake_begin_stamp(plume_found_file *met, plume_source_stream *source);
plume_status plume_intake_check_stamp(plume_intake *intake, plume_found_file *met,
                                      const plume_source_stream *source,
                                      plume_error *error);

void plume_intake_bound_companion(plume_intake *intake, plume_found_file *met,
                                  plume_source_stream *source);

/* sheet_file.c: where a text is a table as a spreadsheet saves it, and readers are surer
 * of it as a program would have written it, or as sure and it has more than semicolons:
 * sets met->sheet, and the head is that of the converted text. */
plume_status plume_intake_ask_as_sheet(plume_intake *intake, plume_found_file *met,
                                       char *bytes, size_t *length, plume_error *error);

/* intake_further.c: when no reader knows the head of a text, whose bytes (with room for
 * PLUME_HEAD_BYTES + 1) are used up: its records may stand further on. Sets met->reader
 * and the reason when they do. */
plume_status plume_intake_look_further(plume_intake *intake, plume_found_file *met,
                                       plume_source_stream *source, char *bytes,
                                       size_t length, plume_error *error);

/* intake_database.c: what is to be kept of a path that is named: of a server's address
 * what may be shown, and the rest apart. */
plume_status plume_intake_name(plume_intake *intake, plume_given_path *named,
                               const char *path, const plume_input_options *options,
                               plume_error *error);

/* connect.c: refuses a server that a study file names and nobody allowed. */
plume_status plume_intake_check_connect(const plume_intake *intake, const char *path,
                                        const plume_input_options *options,
                                        plume_error *error);

/* The names of the tables of a database with this head, each with a newline. */
plume_status plume_intake_list_tables(plume_intake *intake, const plume_found_file *met,
                                      plume_head head, plume_text *out,
                                      plume_error *error);

/* intake_companion.c: a plume_companion_finder; its state says whose log it is. */
typedef struct plume_log_owner {
    plume_intake *intake;
    plume_found_file *met;
} plume_log_owner;
plume_status plume_intake_companion(void *owner, plume_log *log, const char *name,
                                    plume_source_stream **out, plume_error *error);

/* no_runs.c: whether any file of a path is a log that gives a run, or stands for one that
 * does; and what to say when none is. */
bool plume_intake_gives_runs(const plume_intake *intake, size_t named);
void plume_intake_why_none(const plume_intake *intake, size_t named, plume_error *error);

/* refused.c: why a file was taken for what it is. */
plume_status plume_intake_give_reason(plume_intake *intake, plume_found_file *met,
                                      const char *reason, plume_error *error);

/* Turns a failure into a refused input when the intake is to keep going. */
plume_status plume_intake_refuse(plume_intake *intake, plume_found_file *met,
                                 plume_error *error);
/* Makes a file that was found, and that turned out to be no log, an input that is none;
 * one that was likely to be a log is told. error says why, and is then forgotten. */
plume_status plume_intake_leave_out(plume_intake *intake, plume_found_file *met,
                                    plume_error *error);
/* labels.c: where the label of each path that was named begins; what path, which that
 * named path led to, is called: a part of it. */
plume_status plume_labels_find(plume_intake *intake, plume_error *error);
const char *plume_label_of(const plume_given_path *named, const char *path);
/* Labels the file of that number (from 1): by that part, the whole path, or the number,
 * as the intake was told. False: out of memory. */
bool plume_label_met(plume_intake *intake, plume_found_file *met, size_t number);
/* One more path, to be filled; NULL: out of memory. */
plume_given_path *plume_intake_new_name(plume_intake *intake);
plume_found_file *plume_intake_meet(plume_intake *intake, const char *path, size_t named,
                                    plume_error *error);

/* unfold_partials.c: when all files were found, those that partials tell of are met, too,
 * and all stand as if no partial had been. */
plume_status plume_intake_unfold_partials(plume_intake *intake, plume_error *error);

/* read_input.c: one log for itself, as if it were no part of a trace. */
plume_status plume_intake_read_alone(plume_intake *intake, size_t number,
                                     plume_log_setting *setting, plume_log_result *result,
                                     plume_error *error);

/* One input, in the order of its runs. */
plume_status plume_intake_read_into(plume_intake *intake, size_t number,
                                    plume_log_setting *setting, plume_log_result *result,
                                    plume_error *error); /* intake.c */

/* As plume_intake_survey; runs go into the sink while it goes on if the sink can forget
 * them and one reader reads all inputs. If they all count in the end the next
 * plume_intake_pass, which must be into the same sink, reads nothing. */
plume_status plume_intake_survey_ahead(plume_intake *intake, plume_forgetting_sink sink,
                                       plume_error *error);

/* plume_intake_read, which is this with a sink that cannot forget. */
plume_status plume_intake_read_once(plume_intake *intake, plume_forgetting_sink sink,
                                    plume_error *error);

/* --- ahead.c: what the survey hands on --- */

/* What was handed on is taken back: there is more to know before runs can be. */
plume_status plume_intake_take_back(plume_intake *intake, plume_error *error);

/* For the survey: before the first input; and behind each, with what was read of it, NULL
 * when that was nothing. */
plume_status plume_intake_begin_ahead(plume_intake *intake, plume_error *error);
plume_status plume_intake_count_ahead(plume_intake *intake, size_t number,
                                      const plume_log_result *result, plume_error *error);

#endif
