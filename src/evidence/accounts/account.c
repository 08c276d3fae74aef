/* Accounts as they come in: their times, their names as numbers, their keys. */
#include "evidence/accounts/account.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "evidence/accounts/keys.h"

/* --- names --- */

static bool names_init(plume_names *names)
{
    names->pool = plume_pool_new();
    names->map = plume_map_new();
    return names->pool != NULL && names->map != NULL;
}

static void names_dispose(plume_names *names)
{
    plume_pool_free(names->pool);
    plume_map_free(names->map);
    free(names->text);
}

static bool names_grow(plume_names *names)
{
    size_t capacity = names->capacity * 2 + 16;
    const char **grown = names->text;

    if (names->count < names->capacity)
        return true;
    grown = realloc(grown, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    names->text = grown;
    names->capacity = capacity;
    return true;
}

/* False: out of memory. */
static bool number_of(plume_names *names, const char *text, uint32_t *out)
{
    size_t found;

    *out = 0;
    if (text[0] == '\0')
        return true;
    found = plume_map_find(names->map, text);
    if (found == SIZE_MAX) {
        found = names->count;
        if (!names_grow(names) || !plume_map_set(names->map, text, found))
            return false;
        names->text[found] = plume_pool_copy(names->pool, text);
        if (names->text[found] == NULL)
            return false;
        names->count++;
    }
    *out = (uint32_t)found + 1;
    return true;
}

/* Number 0 is a name that nobody told; known ones begin at 1. */
static const char *text_of(const plume_names *names, uint32_t number)
{
    return number == 0 ? "" : names->text[number - 1];
}

/* A trace is one by its samples, whichever reader brought it. */
plume_log_kind plume_book_kind(const plume_book *book, const plume_account *account)
{
    return (account->flags & PLUME_ACCOUNT_TRACE) != 0 ? PLUME_KIND_TRACE
                                                       : book->kind[account->reader];
}

const char *plume_book_host(const plume_book *book, const plume_account *account)
{
    return text_of(&book->hosts, account->host);
}

const char *plume_book_device(const plume_book *book, const plume_account *account)
{
    return text_of(&book->devices, account->device);
}

/* --- the book --- */

plume_status plume_book_new(plume_book **out, plume_error *error)
{
    plume_book *book = calloc(1, sizeof *book);
    plume_status status = PLUME_OK;

    *out = NULL;
    if (book == NULL)
        return plume_fail_memory(error);
    if (!names_init(&book->hosts) || !names_init(&book->devices))
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
    names_dispose(&book->hosts);
    names_dispose(&book->devices);
    free(book->account);
    free(book->keyed);
    free(book->shift_s);
    free(book);
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
    account->start_s = run->start_s;
    account->end_s = run->end_s;
    account->duration_s = (float)run->duration_s;
    if (isnan(account->start_s))
        account->start_s = run->end_s - run->duration_s;
    if (isnan(account->end_s))
        account->end_s = run->start_s + run->duration_s;
    if (!(account->end_s >= account->start_s))
        account->start_s = account->end_s = (double)NAN;
    if (isnan(account->duration_s))
        account->duration_s = (float)(account->end_s - account->start_s);
    account->resolution_s = (uint8_t)fmin(resolution_of(run), 255.0);
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
static void set_marks(plume_account *account, const plume_run *run)
{
    const plume_run_keys *keys = &run->keys;

    account->mark[PLUME_MARK_JOB] = short_hash(keys->job, 1);
    account->mark[PLUME_MARK_RUN] = short_hash(keys->run, 2);
    if (!isnan(keys->number))
        account->mark[PLUME_MARK_TRIAL] = 1 + (uint32_t)keys->number;
    if (!isnan(keys->pid))
        account->process = 1 + (uint32_t)keys->pid;
    else if (!isnan(keys->rank))
        account->process = 1 + (uint32_t)keys->rank;
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

static bool grow(plume_book *book)
{
    size_t capacity = book->capacity * 2 + 64;
    plume_account *grown;

    if (book->count < book->capacity)
        return true;
    grown = realloc(book->account, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    book->account = grown;
    book->capacity = capacity;
    return true;
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
static bool key_add(void *state, plume_key_kind kind, uint64_t hash)
{
    plume_book *book = state;
    size_t capacity = book->keyed_capacity * 2 + 64;

    if (book->keyed_count == book->keyed_capacity) {
        plume_keyed *grown = realloc(book->keyed, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        book->keyed = grown;
        book->keyed_capacity = capacity;
    }
    book->keyed[book->keyed_count++] =
        (plume_keyed){ hash, (uint32_t)book->count, (uint32_t)kind };
    return true;
}

/* What rules compare stays in memory; all that the reader said goes to the temporary file
 * and is read back for the runs. */
plume_status plume_book_add(plume_book *book, const plume_run *run, const char *path,
                            uint32_t input, bool is_trace, plume_error *error)
{
    plume_log_kind kind = is_trace ? PLUME_KIND_TRACE : plume_kind_of(run->origin.reader);
    plume_account *account;
    plume_status status;

    if (!grow(book) || book->count >= PLUME_NOBODY)
        return plume_fail_memory(error);
    account = &book->account[book->count];
    memset(account, 0, sizeof *account);
    set_times(account, run);
    account->input = input;
    account->flags = flags_of(run, is_trace) & 0x3FFU; /* as many as there are */
    account->device_count =
        tells_devices(run, kind) ? (float)run->device_count : (float)NAN;
    set_marks(account, run);
    if (!number_of(&book->hosts, run->host, &account->host) ||
        !number_of(&book->devices, tells_devices(run, kind) ? run->device : "",
                   &account->device) ||
        !plume_run_keys_each(run, path, (plume_key_sink){ key_add, book }))
        return plume_fail_memory(error);
    status = reader_number(book, run->origin.reader, &account->reader, error);
    if (status == PLUME_OK)
        status = plume_spool_write(book->spool, run, &account->at, error);
    book->count += status == PLUME_OK;
    return status;
}

/* --- keys --- */

void plume_book_forget_keys(plume_book *book)
{
    free(book->keyed);
    book->keyed = NULL;
    book->keyed_count = book->keyed_capacity = 0;
}

static size_t first_of(const plume_book *book, unsigned kind)
{
    size_t low = 0, high = book->keyed_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (book->keyed[middle].kind < kind)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const plume_keyed *plume_book_keys(const plume_book *book, plume_key_kind kind,
                                   size_t *count)
{
    size_t first = first_of(book, kind);

    *count = first_of(book, (unsigned)kind + 1) - first;
    return *count > 0 ? &book->keyed[first] : NULL;
}

/* Seconds, below 0 where a gap lies between. fmin and fmax drop a NAN; the term of 0
 * brings it back, so that unknown times stay unknown. */
double plume_account_overlap_s(const plume_account *left, const plume_account *right)
{
    return fmin(left->end_s, right->end_s) - fmax(left->start_s, right->start_s) +
           0.0 * (left->start_s + right->start_s);
}

bool plume_account_has_times(const plume_account *account)
{
    return !isnan(account->start_s) && !isnan(account->end_s);
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
    book->account[account].start_s += shift_s;
    book->account[account].end_s += shift_s;
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
