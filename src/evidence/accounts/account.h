/* evidence/accounts/account.h -- what is compared of the accounts of several logs.
 *
 * 32 bytes an account, and 16 until all are related; names once beside them, and the rest
 * of each in the spool. */
#ifndef PLUME_EVIDENCE_ACCOUNTS_ACCOUNT_H
#define PLUME_EVIDENCE_ACCOUNTS_ACCOUNT_H

#include "evidence/accounts/reader_set.h"
#include "evidence/accounts/berths.h"
#include "evidence/accounts/keyed.h"
#include "evidence/accounts/kinds.h"
#include "evidence/accounts/spool.h"
#include <plume/run.h>

#define PLUME_NOBODY UINT32_MAX

/* The coarsest clock that helps: what six bits hold. */
enum { PLUME_RESOLUTION_MOST_S = 63 };

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
    PLUME_ACCOUNT_UNENDED = 256, /* it does not say how it ended */
    PLUME_ACCOUNT_PAUSED = 512   /* it took another time than from its start to its end */
} plume_account_flag;

/* Identifiers that two accounts of one run never have different; 0 unknown. */
typedef enum plume_account_mark {
    PLUME_MARK_JOB,
    PLUME_MARK_TRIAL,
    PLUME_MARK_RUN, /* compared within one tool alone */
    PLUME_MARK_COUNT
} plume_account_mark;

typedef struct plume_account {
    double start_s; /* NAN: no time is known */
    double end_s;   /* where start_s is NAN: how long it took; NAN unknown, too */
    uint32_t at;    /* in the spool */
    uint32_t berth; /* its host and devices */
    uint32_t group; /* that it belongs to: by its first account; its own at first */
    uint8_t reader;
    unsigned resolution_s : 6; /* of its clock */
    unsigned rule : 4;         /* by which it came into its group; 0 none */
    unsigned held_by : 4;      /* rule by which it, alone, is part of another; 0 none */
    unsigned flags : 10;
} plume_account;

/* What rules alone ask for. */
typedef struct plume_account_marks {
    uint32_t mark[PLUME_MARK_COUNT];
    uint32_t process; /* process id or rank: what tells replicas apart; 0 unknown */
} plume_account_marks;

/* As accounts come in. */
typedef struct plume_arrival {
    plume_account account;
    plume_account_marks marks;
} plume_arrival;

/* The accounts from one place in the spool on are of this input. */
typedef struct plume_input_span {
    uint32_t at, input;
} plume_input_span;

typedef struct plume_book {
    plume_spool *spool;
    plume_shelf *arriving;      /* accounts until all have been read; then NULL */
    plume_account added;        /* the last of them */
    plume_account *account;     /* once ready */
    plume_account_marks *marks; /* likewise; NULL after the rules */
    size_t count;
    plume_key_store keys;
    plume_berths berths;
    plume_input_span *span; /* by place in the spool */
    size_t spans, span_capacity;
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

/* After the rules nobody asks for keys and marks. */
void plume_book_forget_marks(plume_book *book);

/* An account as its log tells it; its strings are borrowed from *text, which the caller
 * frees. */
plume_status plume_book_read(const plume_book *book, uint32_t account, plume_run *run,
                             char **text, plume_error *error);

plume_log_kind plume_book_kind(const plume_book *book, const plume_account *account);
const char *plume_book_host(const plume_book *book, const plume_account *account);
const char *plume_book_device(const plume_book *book, const plume_account *account);

/* The input whose log tells it. */
uint32_t plume_book_input(const plume_book *book, uint32_t account);

static inline const plume_berth *plume_book_berth(const plume_book *book,
                                                  const plume_account *account)
{
    return &book->berths.berth[account->berth];
}

/* Before the marks are forgotten. */
static inline const plume_account_marks *plume_book_marks(const plume_book *book,
                                                          const plume_account *account)
{
    return &book->marks[account - book->account];
}

/* Whether it has an interval. */
static inline bool plume_account_has_times(const plume_account *account)
{
    return account->start_s == account->start_s; /* not NAN */
}

/* From its start to its end; without these what it took. NAN unknown. */
double plume_account_length_s(const plume_account *account);
/* What it took, as its log has it. */
plume_status plume_book_duration_s(const plume_book *book, uint32_t account, double *out,
                                   plume_error *error);
/* NAN when no interval is known. */
double plume_account_overlap_s(const plume_account *left, const plume_account *right);

#endif
