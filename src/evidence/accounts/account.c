/* Accounts as they come in: their times, their names as numbers, their keys. */
#include "evidence/accounts/account.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "evidence/accounts/keys.h"

/* A number has three bits to spare (groups/members.h, rules/within.h). */
#define ACCOUNTS_MOST (UINT32_MAX / 8 - 1)

/* A trace is one by its samples, whichever reader brought it. */
plume_log_kind plume_book_kind(const plume_book *book, const plume_account *account)
{
    return (account->flags & PLUME_ACCOUNT_TRACE) != 0 ? PLUME_KIND_TRACE
                                                       : book->kind[account->reader];
}

const char *plume_book_host(const plume_book *book, const plume_account *account)
{
    return plume_names_text(&book->berths.hosts, plume_book_berth(book, account)->host);
}

const char *plume_book_device(const plume_book *book, const plume_account *account)
{
    return plume_names_text(&book->berths.devices,
                            plume_book_berth(book, account)->device);
}

/* --- the book --- */

plume_status plume_book_new(plume_book **out, plume_error *error)
{
    plume_book *book = calloc(1, sizeof *book);
    plume_status status = PLUME_OK;

    *out = NULL;
    if (book == NULL)
        return plume_fail_memory(error);
    book->arriving = plume_shelf_new(sizeof(plume_arrival));
    if (!plume_berths_init(&book->berths) || book->arriving == NULL)
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = plume_spool_new(&book->spool, error);
    if (status != PLUME_OK) {
        plume_book_free(book);
        return status;
    }
    *out = book;
    return PLUME_OK;
}

void plume_book_free(plume_book *book)
{
    if (book == NULL)
        return;
    plume_spool_free(book->spool);
    plume_shelf_free(book->arriving);
    plume_key_store_dispose(&book->keys);
    plume_berths_dispose(&book->berths);
    free(book->account);
    free(book->marks);
    free(book->span);
    free(book->shift_s);
    free(book);
}

void plume_book_forget_marks(plume_book *book)
{
    plume_key_store_dispose(&book->keys);
    free(book->marks);
    book->marks = NULL;
}

/* --- adding --- */

/* Of stamps that are whole seconds nobody knows what was cut off. */
static double resolution_of(const plume_run *run)
{
    if (!isnan(run->keys.resolution_s))
        return run->keys.resolution_s;
    return run->end_s == floor(run->end_s) ? 1.0 : 0.0; /* NAN: 0 */
}

/* Seconds. Of start, end and duration two give the third. An end before its start is no
 * time: both become unknown, since rules compare them. */
static void set_times(plume_account *account, const plume_run *run)
{
    double length_s;

    account->start_s = run->start_s;
    account->end_s = run->end_s;
    if (isnan(account->start_s))
        account->start_s = run->end_s - run->duration_s;
    if (isnan(account->end_s))
        account->end_s = run->start_s + run->duration_s;
    length_s = account->end_s - account->start_s;
    if (!(length_s >= 0.0)) {
        account->start_s = (double)NAN;
        account->end_s = run->duration_s;
    } else if (fabs(length_s - run->duration_s) > 1e-3) {
        account->flags |= PLUME_ACCOUNT_PAUSED;
    }
    account->resolution_s =
        (unsigned)fmin(resolution_of(run), PLUME_RESOLUTION_MOST_S) & 0x3FU;
}

/* A tracker that saw no accelerator says nothing of them. */
static bool tells_devices(const plume_run *run, plume_log_kind kind)
{
    return kind != PLUME_KIND_TRACKER || run->energy.gpu_kwh > 0.0 ||
           run->energy.scope == PLUME_SCOPE_DEVICE;
}

/* 0 stands for an identifier that is unknown, so a known one never hashes to it. */
static uint32_t short_hash(const char *text, uint64_t seed)
{
    uint32_t hash = (uint32_t)plume_hash64(text, strlen(text), seed);

    return text[0] == '\0' ? 0 : hash + (hash == 0);
}

/* Job, run and trial: where two known marks differ, docs/evidence.md allows no common
 * run. Numbers are shifted by one, as 0 is unknown. */
static void set_marks(plume_account_marks *marks, const plume_run *run)
{
    const plume_run_keys *keys = &run->keys;

    marks->mark[PLUME_MARK_JOB] = short_hash(keys->job, 1);
    marks->mark[PLUME_MARK_RUN] = short_hash(keys->run, 2);
    if (!isnan(keys->number))
        marks->mark[PLUME_MARK_TRIAL] = 1 + (uint32_t)keys->number;
    if (!isnan(keys->pid))
        marks->process = 1 + (uint32_t)keys->pid;
    else if (!isnan(keys->rank))
        marks->process = 1 + (uint32_t)keys->rank;
}

/* Names of readers are compared here once; an account then holds one byte. */
static plume_status reader_number(plume_book *book, const char *reader, uint8_t *out,
                                  plume_error *error)
{
    for (size_t i = 0; i < book->reader_count; i++)
        if (strcmp(book->reader[i], reader) == 0) {
            *out = (uint8_t)i;
            return PLUME_OK;
        }
    if (book->reader_count == PLUME_READERS_MAX)
        return plume_fail(error, PLUME_ERR_VALUE, "more than %d readers",
                          (int)PLUME_READERS_MAX);
    book->reader[book->reader_count] = reader;
    book->tool[book->reader_count] = plume_kind_tool(reader);
    book->kind[book->reader_count] = plume_kind_of(reader);
    *out = (uint8_t)book->reader_count++;
    return PLUME_OK;
}

/* Known by where it lies alone. */
static bool is_silent(const plume_run *run)
{
    const plume_run_keys *keys = &run->keys;

    return isnan(run->start_s) && isnan(run->end_s) && isnan(run->duration_s) &&
           isnan(run->energy.total_kwh) && isnan(run->flops) && keys->job[0] == '\0' &&
           keys->run[0] == '\0' && keys->trial[0] == '\0' && isnan(keys->number);
}

/* REPEATED is what never joins a run: look-ups, waiting jobs, lines that are no run, and
 * rows that stand for several equal runs. */
static unsigned flags_of(const plume_run *run, bool is_trace)
{
    unsigned flags = 0;

    if (run->keys.clock == PLUME_CLOCK_NAIVE)
        flags |= PLUME_ACCOUNT_NAIVE;
    if (run->state == PLUME_STATE_COMPLETE)
        flags |= PLUME_ACCOUNT_DONE;
    if (run->state == PLUME_STATE_UNKNOWN)
        flags |= PLUME_ACCOUNT_UNENDED;
    if (run->keys.first_step > 0.0)
        flags |= PLUME_ACCOUNT_RESUMED;
    if (run->keys.sweep[0] != '\0' && !isnan(run->keys.number))
        flags |= PLUME_ACCOUNT_STUDY;
    if (is_trace)
        flags |= PLUME_ACCOUNT_TRACE;
    if (run->repeat > 1.0 || plume_run_is_simulated(run) ||
        run->state == PLUME_STATE_WAITING || run->other != PLUME_OTHER_NONE)
        flags |= PLUME_ACCOUNT_REPEATED;
    if ((run->machine[0] != '\0' || plume_kind_meters_machine(run->origin.reader)) &&
        run->energy.scope == PLUME_SCOPE_IT && run->energy.total_kwh > 0.0 && !is_trace)
        flags |= PLUME_ACCOUNT_MACHINE;
    if (is_silent(run) && !is_trace)
        flags |= PLUME_ACCOUNT_SILENT;
    return flags;
}

/* Keys lie beside the accounts, not in them: one account may have several of a kind. */
typedef struct key_adding {
    plume_book *book;
    plume_status status;
    plume_error *error;
} key_adding;

static bool key_add(void *state, plume_key_kind kind, uint64_t hash)
{
    key_adding *to = state;

    to->status = plume_key_store_add(&to->book->keys, kind, hash,
                                     (uint32_t)to->book->count, to->error);
    return to->status == PLUME_OK;
}

static plume_status add_keys(plume_book *book, const plume_run *run, const char *path,
                             plume_error *error)
{
    key_adding to = { book, PLUME_OK, error };

    if (plume_run_keys_each(run, path, (plume_key_sink){ key_add, &to }))
        return PLUME_OK;
    return to.status != PLUME_OK ? to.status : plume_fail_memory(error);
}

/* Inputs are read one after the other, so that the place in the spool tells which it was.
 */
static bool set_input(plume_book *book, uint32_t at, uint32_t input)
{
    size_t capacity = book->span_capacity * 2 + 16;

    if (book->spans > 0 && book->span[book->spans - 1].input == input)
        return true;
    if (book->spans == book->span_capacity) {
        plume_input_span *grown = realloc(book->span, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        book->span = grown;
        book->span_capacity = capacity;
    }
    book->span[book->spans++] = (plume_input_span){ at, input };
    return true;
}

/* What rules compare comes to memory when all have been read; all that the reader said
 * goes to the temporary file and is read back for the runs. */
plume_status plume_book_add(plume_book *book, const plume_run *run, const char *path,
                            uint32_t input, bool is_trace, plume_error *error)
{
    plume_log_kind kind = is_trace ? PLUME_KIND_TRACE : plume_kind_of(run->origin.reader);
    bool tells = tells_devices(run, kind);
    plume_arrival arrival;
    plume_account *account = &arrival.account;
    plume_status status;

    if (book->count >= ACCOUNTS_MOST)
        return plume_fail(error, PLUME_ERR_VALUE, "more than %lu accounts",
                          (unsigned long)ACCOUNTS_MOST);
    memset(&arrival, 0, sizeof arrival);
    account->flags = flags_of(run, is_trace) & 0x3FFU; /* as many as there are */
    set_times(account, run);
    set_marks(&arrival.marks, run);
    if (!plume_berths_number(&book->berths, run->host, tells ? run->device : "",
                             tells ? run->device_count : (double)NAN, &account->berth))
        return plume_fail_memory(error);
    status = add_keys(book, run, path, error);
    if (status == PLUME_OK)
        status = reader_number(book, run->origin.reader, &account->reader, error);
    if (status == PLUME_OK)
        status = plume_spool_write(book->spool, run, &account->at, error);
    if (status == PLUME_OK && !set_input(book, account->at, input))
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = plume_shelf_add(book->arriving, &arrival, error);
    book->added = *account;
    book->count += status == PLUME_OK;
    return status;
}

/* --- what they say --- */

uint32_t plume_book_input(const plume_book *book, uint32_t account)
{
    uint32_t at = book->account[account].at;
    size_t low = 0, high = book->spans;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (book->span[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return book->span[low].input;
}

double plume_account_length_s(const plume_account *account)
{
    return plume_account_has_times(account) ? account->end_s - account->start_s
                                            : account->end_s;
}

/* Seconds, below 0 where a gap lies between. fmin and fmax drop a NAN; the term of 0
 * brings it back, so that unknown times stay unknown. */
double plume_account_overlap_s(const plume_account *left, const plume_account *right)
{
    return fmin(left->end_s, right->end_s) - fmax(left->start_s, right->start_s) +
           0.0 * (left->start_s + right->start_s);
}

/* --- reading back --- */

/* Seconds, by quarters of an hour. What is in memory moves now; what lies in the
 * temporary file moves when it is read. */
bool plume_book_shift(plume_book *book, uint32_t account, double shift_s)
{
    if (book->shift_s == NULL)
        book->shift_s = calloc(book->count + 1, sizeof *book->shift_s);
    if (book->shift_s == NULL)
        return false;
    book->shift_s[account] += (float)shift_s;
    if (plume_account_has_times(&book->account[account])) {
        book->account[account].start_s += shift_s;
        book->account[account].end_s += shift_s;
    }
    return true;
}

plume_status plume_book_read(const plume_book *book, uint32_t account, plume_run *run,
                             char **text, plume_error *error)
{
    plume_status status =
        plume_spool_read(book->spool, book->account[account].at, run, text, error);

    if (status == PLUME_OK && book->shift_s != NULL) {
        run->start_s += (double)book->shift_s[account];
        run->end_s += (double)book->shift_s[account];
    }
    return status;
}

plume_status plume_book_duration_s(const plume_book *book, uint32_t account, double *out,
                                   plume_error *error)
{
    char *text = NULL;
    plume_run run;
    plume_status status = PLUME_OK;

    *out = plume_account_length_s(&book->account[account]);
    if ((book->account[account].flags & PLUME_ACCOUNT_PAUSED) != 0)
        status = plume_book_read(book, account, &run, &text, error);
    if (text != NULL)
        *out = run.duration_s;
    free(text);
    return status;
}
