/* evidence/accounts/account.h -- what is compared of the accounts of several logs.
 *
 * 64 bytes an account; names once beside them, and the rest of each in the spool. */
#ifndef PLUME_EVIDENCE_ACCOUNTS_ACCOUNT_H
#define PLUME_EVIDENCE_ACCOUNTS_ACCOUNT_H

#include "core/pool.h"
#include "evidence/accounts/kinds.h"
#include "evidence/accounts/spool.h"
#include <plume/run.h>

enum { PLUME_READERS_MAX = 64 };
#define PLUME_NOBODY UINT32_MAX

typedef enum plume_account_flag {
    PLUME_ACCOUNT_NAIVE = 1,     /* its clock has no zone */
    PLUME_ACCOUNT_DONE = 2,      /* it is complete */
    PLUME_ACCOUNT_RESUMED = 4,   /* it begins at a step above 0 */
    PLUME_ACCOUNT_TRACE = 8,     /* the samples of a power trace */
    PLUME_ACCOUNT_REPEATED = 16, /* it stands for several runs, or for none, and is never
                                    related */
    PLUME_ACCOUNT_MACHINE = 32,  /* its energy is of its whole machine */
    PLUME_ACCOUNT_STUDY = 64,    /* a trial of a study that has a name */
    PLUME_ACCOUNT_SILENT = 128,  /* it states no time, energy, work or identifier */
    PLUME_ACCOUNT_UNENDED = 256  /* it does not say how it ended */
} plume_account_flag;

/* Identifiers that two accounts of one run never have different; 0 unknown. */
typedef enum plume_account_mark {
    PLUME_MARK_JOB,
    PLUME_MARK_TRIAL,
    PLUME_MARK_RUN, /* compared within one tool alone */
    PLUME_MARK_COUNT
} plume_account_mark;

typedef struct plume_account {
    double start_s, end_s; /* NAN unknown */
    uint64_t at;           /* in the spool */
    float duration_s, device_count;
    uint32_t input, host, device; /* of names the number, 0 unknown */
    uint32_t mark[PLUME_MARK_COUNT];
    uint32_t process; /* process id or rank: what tells replicas apart; 0 unknown */
    uint8_t reader;
    uint8_t resolution_s; /* of its clock */
    unsigned rule : 6;    /* by which it came into its group; 0 none */
    unsigned flags : 10;
} plume_account;

/* What an identifier is of: accounts of different readers that share one are of one run.
 */
typedef enum plume_key_kind {
    PLUME_KEY_RUN,    /* of a tool's run */
    PLUME_KEY_TRIAL,  /* of a trial, as tools take it over from each other */
    PLUME_KEY_SWEEP,  /* study and number */
    PLUME_KEY_STUDY,  /* the study of a trial that has a number */
    PLUME_KEY_JOB,    /* of a scheduler */
    PLUME_KEY_PID,    /* with its host */
    PLUME_KEY_LAUNCH, /* of who started it */
    PLUME_KEY_FOLDER, /* where it wrote */
    PLUME_KEY_TAIL,   /* the last two parts of that */
    PLUME_KEY_LAYOUT, /* the folder of a tool's convention */
    PLUME_KEY_PARENT, /* run that a nested one is part of: matches PLUME_KEY_RUN */
    PLUME_KEY_PROGRAM,
    PLUME_KEY_COUNT
} plume_key_kind;

typedef struct plume_keyed {
    uint64_t hash;
    uint32_t account;
    uint32_t kind;
} plume_keyed;

/* Texts to numbers from 1; 0 is "". */
typedef struct plume_names {
    plume_pool *pool;
    plume_map *map;
    const char **text;
    size_t count, capacity;
} plume_names;

typedef struct plume_book {
    plume_spool *spool;
    plume_account *account;
    size_t count, capacity;
    plume_keyed *keyed; /* once ready: sorted by kind, hash, account */
    size_t keyed_count, keyed_capacity;
    plume_names hosts, devices;
    float *shift_s; /* of each account, since its clock has no zone; NULL: of none */
    const char *reader[PLUME_READERS_MAX]; /* borrowed from the readers */
    const char *tool[PLUME_READERS_MAX];
    plume_log_kind kind[PLUME_READERS_MAX];
    size_t reader_count;
} plume_book;

plume_status plume_book_new(plume_book **out, plume_error *error);
void plume_book_free(plume_book *book);

/* path: where its log lies, whatever the run calls it (origin.path); input: its number;
 * is_trace: it is the samples of a power trace. */
plume_status plume_book_add(plume_book *book, const plume_run *run, const char *path,
                            uint32_t input, bool is_trace, plume_error *error);

/* From now on it began and ended so much later. After the last account was added. False:
 * out of memory. */
bool plume_book_shift(plume_book *book, uint32_t account, double shift_s);

/* After the rules nobody asks for them. */
void plume_book_forget_keys(plume_book *book);

/* An account as its log tells it; its strings are borrowed from *text, which the caller
 * frees. */
plume_status plume_book_read(const plume_book *book, uint32_t account, plume_run *run,
                             char **text, plume_error *error);

plume_log_kind plume_book_kind(const plume_book *book, const plume_account *account);
const char *plume_book_host(const plume_book *book, const plume_account *account);
const char *plume_book_device(const plume_book *book, const plume_account *account);

/* The keys of one kind, in order; *count of them. */
const plume_keyed *plume_book_keys(const plume_book *book, plume_key_kind kind,
                                   size_t *count);
/* Whether it has an interval. */
bool plume_account_has_times(const plume_account *account);
/* NAN when no interval is known. */
double plume_account_overlap_s(const plume_account *left, const plume_account *right);

#endif
