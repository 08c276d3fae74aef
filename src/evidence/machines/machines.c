/* Runs that were metered with their whole machine at one time: each has its share. */
#include "evidence/machines/machines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "evidence/machines/stretches.h"
#include "traces/machine_times.h"
#include "traces/host_names.h"
#include <plume/number.h>

/* An account of a machine, before its energy is read back. */
typedef struct place {
    uint32_t host; /* number of its name */
    uint32_t account;
} place;

typedef struct finding {
    plume_machine_shares *out;
    plume_intake *intake;
    const plume_plan *plan;
    plume_metered_run *run; /* of one stretch of time */
    size_t runs;
    size_t groups; /* of so many runs these accounts are */
    uint8_t *seen; /* a bit for each group of this stretch */
    double told_kwh, shared_kwh;
    bool own_devices; /* each account is of the accelerators of its run alone */
} finding;

/* --- which accounts --- */

static const plume_book *book_of(const plume_plan *plan)
{
    return plan->groups->book;
}

/* Of several hosts the energy cannot be told apart. */
static uint32_t only_host(const plume_book *book, uint32_t account)
{
    const plume_account *from;

    if (account == PLUME_NOBODY)
        return 0;
    from = &book->account[account];
    return plume_hosts_count(plume_book_host(book, from)) == 1
               ? plume_book_berth(book, from)->host
               : 0;
}

static bool have_common_time(const plume_account *one, const plume_account *other)
{
    return one->start_s < other->end_s && other->start_s < one->end_s;
}

/* Of sessions each has its own host: that which an account of the same time names. */
static uint32_t namer_in_session(const plume_plan *plan, const plume_account *account)
{
    const plume_book *book = book_of(plan);

    PLUME_EACH_MEMBER(plan->groups, account->group, member)
    if (plume_book_host(book, &book->account[member])[0] != '\0' &&
        have_common_time(&book->account[member], account))
        return member;
    return PLUME_NOBODY;
}

static bool has_sessions(const plume_plan *plan, uint32_t group)
{
    return plume_group_facts_of(plan->groups, group).sessions;
}

/* The account's own host, else that which any account of its run names. */
static uint32_t host_of(const plume_plan *plan, uint32_t number)
{
    const plume_book *book = book_of(plan);
    const plume_account *account = &book->account[number];

    if (plume_book_host(book, account)[0] != '\0')
        return only_host(book, number);
    if (has_sessions(plan, account->group))
        return only_host(book, namer_in_session(plan, account));
    return only_host(book, plume_plan_node(plan, account->group).host);
}

static const char *name_of(const plume_plan *plan, const place *from)
{
    return plume_names_text(&book_of(plan)->berths.hosts, from->host);
}

static const plume_account *account_of(const plume_plan *plan, const place *from)
{
    return &book_of(plan)->account[from->account];
}

static bool is_metered(const plume_account *account)
{
    return (account->flags & PLUME_ACCOUNT_MACHINE) != 0 &&
           account->end_s > account->start_s;
}

static size_t count_metered(const plume_plan *plan)
{
    const plume_book *book = book_of(plan);
    size_t count = 0;

    for (uint32_t i = 0; i < book->count; i++)
        count += is_metered(&book->account[i]);
    return count;
}

static size_t collect(place *all, const plume_plan *plan)
{
    const plume_book *book = book_of(plan);
    size_t count = 0;

    for (uint32_t i = 0; i < book->count; i++) {
        uint32_t host = 0;

        if (is_metered(&book->account[i]) &&
            plume_plan_is_run(plan, plume_group_of(plan->groups, i)))
            host = host_of(plan, i);
        if (host != 0)
            all[count++] = (place){ host, i };
    }
    return count;
}

/* By host, then by start, then by account: equal bytes for any order. */
static int by_place(const void *plan, const void *left, const void *right)
{
    const place *a = left, *b = right;
    double own_s = account_of(plan, a)->start_s, other_s = account_of(plan, b)->start_s;

    if (a->host != b->host)
        return strcmp(name_of(plan, a), name_of(plan, b));
    if (own_s != other_s)
        return own_s < other_s ? -1 : 1;
    return (a->account > b->account) - (a->account < b->account);
}

/* As many as follow each other without a moment in which none of them runs; *shared: two
 * runs are among them at one time. */
static size_t reach(const plume_plan *plan, const place *all, size_t count, bool *shared)
{
    const plume_account *last = account_of(plan, &all[0]); /* of those that end last */
    size_t at = 1;

    *shared = false;
    for (; at < count && all[at].host == all[0].host; at++) {
        const plume_account *own = account_of(plan, &all[at]);

        if (!(own->start_s < last->end_s))
            break;
        if (own->group != last->group &&
            fmin(last->end_s, own->end_s) - own->start_s > PLUME_MACHINE_SHARED_S)
            *shared = true;
        if (own->end_s > last->end_s)
            last = own;
    }
    return at;
}

/* --- what they drew --- */

/* A tracker that sees as many devices as the scheduler gave to its run sees those: only
 * processors and memory are then of the whole machine. */
static bool sees_own_devices(const plume_plan *plan, const place *from)
{
    const plume_book *book = book_of(plan);
    const plume_account *account = account_of(plan, from);

    if (plume_book_kind(book, account) != PLUME_KIND_TRACKER)
        return false;
    PLUME_EACH_MEMBER(plan->groups, account->group, member)
    if (plume_book_kind(book, &book->account[member]) == PLUME_KIND_SCHEDULER &&
        plume_book_berth(book, &book->account[member])->device_count ==
            plume_book_berth(book, account)->device_count)
        return true;
    return false;
}

/* Known accelerators stay with their run, and the rest is shared. */
static void keep_devices(plume_metered_run *one)
{
    if (isnan(one->kwh[1]))
        return;
    one->kwh[0] -= one->kwh[1];
    one->own_kwh = one->kwh[1];
    one->kwh[1] = 0.0;
}

/* Where an account of the run stands already that ran at the same time: sessions are
 * apart. NULL: it is the first. */
static plume_metered_run *first_of(const finding *to, const plume_metered_run *one)
{
    bool sessions = has_sessions(to->plan, one->group);

    if ((to->seen[one->group / 8] >> one->group % 8 & 1) == 0)
        return NULL;
    for (size_t i = to->runs; i-- > 0;)
        if (to->run[i].first && to->run[i].group == one->group)
            return !sessions || one->run_start_s < to->run[i].run_end_s ? &to->run[i]
                                                                        : NULL;
    return NULL;
}

/* Accounts of one run share once, over the time of all of them. */
static void join_run(finding *to, plume_metered_run *one)
{
    plume_metered_run *first = first_of(to, one);
    uint8_t bit = (uint8_t)(1u << one->group % 8);

    one->first = first == NULL;
    if (first != NULL) {
        first->run_start_s = fmin(first->run_start_s, one->run_start_s);
        first->run_end_s = fmax(first->run_end_s, one->run_end_s);
    }
    to->groups += (to->seen[one->group / 8] & bit) == 0;
    to->seen[one->group / 8] |= bit;
}

/* When the run was there: a session for its own time, since it may have waited before or
 * after. */
static void set_times(const plume_plan *plan, plume_metered_run *one)
{
    const plume_book *book = book_of(plan);
    const plume_account *account = &book->account[one->account];
    const plume_node node = plume_plan_node(plan, one->group);

    one->run_start_s = account->start_s;
    one->run_end_s = account->end_s;
    if (!has_sessions(plan, one->group)) {
        one->run_start_s = fmin(node.start_s, account->start_s);
        one->run_end_s = fmax(node.end_s, account->end_s);
        return;
    }
    PLUME_EACH_MEMBER(plan->groups, one->group, member)
    if (have_common_time(&book->account[member], account)) {
        one->run_start_s = fmin(one->run_start_s, book->account[member].start_s);
        one->run_end_s = fmax(one->run_end_s, book->account[member].end_s);
    }
}

static plume_status read_one(finding *to, const place *from, plume_error *error)
{
    const plume_account *account = account_of(to->plan, from);
    const plume_node node = plume_plan_node(to->plan, account->group);
    plume_metered_run *one = &to->run[to->runs];
    char *text = NULL;
    plume_run run;
    plume_status status =
        plume_book_read(book_of(to->plan), from->account, &run, &text, error);

    if (status != PLUME_OK)
        return status;
    *one = (plume_metered_run){
        .start_s = account->start_s,
        .end_s = account->end_s,
        .kwh = { run.energy.total_kwh, run.energy.gpu_kwh, run.energy.cpu_kwh,
                 run.energy.ram_kwh },
        .devices = (double)node.device_count,
        .cores = run.compute.cores,
        .group = account->group,
        .account = from->account,
        .grade = run.energy.evidence,
        .spoken = PLUME_EVIDENCE_UNKNOWN,
    };
    to->told_kwh += run.energy.total_kwh;
    to->own_devices = to->own_devices && sees_own_devices(to->plan, from);
    set_times(to->plan, one);
    join_run(to, one);
    to->runs++;
    free(text);
    return PLUME_OK;
}

static bool push(plume_machine_shares *shares, const plume_metered_run *one)
{
    size_t capacity = shares->capacity * 2 + 16;

    if (shares->count == shares->capacity) {
        plume_machine_share *grown = realloc(shares->share, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        shares->share = grown;
        shares->capacity = capacity;
    }
    shares->share[shares->count++] =
        (plume_machine_share){ one->account,       one->shared_kwh[0], one->shared_kwh[1],
                               one->shared_kwh[2], one->shared_kwh[3], one->spoken };
    return true;
}

/* The sum of what was told stands beside what counts. */
static void note_shared(const finding *to, const place *first)
{
    const plume_book *book = book_of(to->plan);
    const plume_found_file *met = to->intake->met[plume_book_input(book, first->account)];
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text,
                      "%zu runs were metered with the whole of their machine %s at one "
                      "time: ",
                      to->groups, name_of(to->plan, first));
    plume_number_significant(&text, to->told_kwh, 4);
    plume_text_add(&text, " kWh are told, and ");
    plume_number_significant(&text, to->shared_kwh, 4);
    plume_text_add(&text, " kWh, what it drew, are shared among them");
    plume_notes_add_text(to->intake->notes, PLUME_WARNING, "machine-shared",
                         met->shown.path, 0, &text);
}

static plume_status share(finding *to, const place *first, size_t count,
                          plume_error *error)
{
    plume_status status = PLUME_OK;

    to->run = malloc(count * sizeof *to->run);
    if (to->run == NULL)
        return plume_fail_memory(error);
    to->runs = to->groups = 0;
    to->told_kwh = to->shared_kwh = 0.0;
    to->own_devices = true;
    for (size_t i = 0; i < count && status == PLUME_OK; i++)
        status = read_one(to, &first[i], error);
    for (size_t i = 0; i < count; i++)
        to->seen[account_of(to->plan, &first[i])->group / 8] = 0;
    for (size_t i = 0; to->own_devices && i < to->runs; i++)
        keep_devices(&to->run[i]);
    if (status == PLUME_OK && !plume_stretches_share(to->run, to->runs, NULL))
        status = plume_fail_memory(error);
    for (size_t i = 0; i < to->runs && status == PLUME_OK; i++) {
        plume_metered_run *one = &to->run[i];

        one->shared_kwh[0] += one->own_kwh;
        one->shared_kwh[1] += one->own_kwh;
        for (int k = 0; k < PLUME_MACHINE_PARTS && !one->first; k++)
            one->shared_kwh[k] = (double)NAN;
        to->shared_kwh += one->first ? one->shared_kwh[0] : 0.0;
        if (!push(to->out, &to->run[i]))
            status = plume_fail_memory(error);
    }
    if (status == PLUME_OK)
        note_shared(to, first);
    free(to->run);
    return status;
}

/* --- all of them --- */

static int by_account(const void *left, const void *right)
{
    const plume_machine_share *a = left, *b = right;

    return (a->account > b->account) - (a->account < b->account);
}

plume_status plume_machines_find(plume_machine_shares *out, plume_intake *intake,
                                 const plume_plan *plan, plume_error *error)
{
    place *all = malloc((count_metered(plan) + 1) * sizeof *all);
    finding to = { .out = out, .intake = intake, .plan = plan };
    plume_status status = all != NULL ? PLUME_OK : plume_fail_memory(error);
    size_t count = all != NULL ? collect(all, plan) : 0;

    *out = (plume_machine_shares){ 0 };
    if (count > 1) {
        plume_sort(all, count, sizeof *all, by_place, plan);
        to.seen = calloc(book_of(plan)->count / 8 + 1, 1);
        if (to.seen == NULL)
            status = plume_fail_memory(error);
    }
    for (size_t i = 0, next; count > 1 && i < count && status == PLUME_OK; i += next) {
        bool shared;

        next = reach(plan, &all[i], count - i, &shared);
        if (shared)
            status = share(&to, &all[i], next, error);
    }
    free(to.seen);
    free(all);
    if (out->count > 0)
        qsort(out->share, out->count, sizeof *out->share, by_account);
    return status;
}

void plume_machines_dispose(plume_machine_shares *shares)
{
    free(shares->share);
    *shares = (plume_machine_shares){ 0 };
}

const plume_machine_share *plume_machines_of(const plume_machine_shares *shares,
                                             uint32_t account)
{
    plume_machine_share key = { .account = account };

    return shares->count == 0 ? NULL
                              : bsearch(&key, shares->share, shares->count,
                                        sizeof *shares->share, by_account);
}
