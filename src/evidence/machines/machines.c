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
    uint8_t *seen; /* a bit for each group of this stretch */
    double told_kwh, shared_kwh;
    bool own_devices; /* each account is of the accelerators of its run alone */
} finding;

/* --- which accounts --- */

static const plume_book *book_of(const plume_plan *plan)
{
    return plan->groups->book;
}

/* The host that any account of the run names; of several hosts the energy cannot be
 * told apart. */
static uint32_t host_of(const plume_plan *plan, uint32_t group)
{
    const plume_book *book = book_of(plan);
    uint32_t account = plume_plan_node(plan, group).host;
    const char *host =
        account == PLUME_NOBODY ? "" : plume_book_host(book, &book->account[account]);

    return plume_hosts_count(host) == 1
               ? plume_book_berth(book, &book->account[account])->host
               : 0;
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
    uint32_t last = PLUME_NOBODY; /* group whose host it is */
    uint32_t host = 0;
    size_t count = 0;

    for (uint32_t i = 0; i < book->count; i++) {
        const plume_account *account = &book->account[i];
        uint32_t group = plume_group_of(plan->groups, i);

        if (!is_metered(account) || !plume_plan_is_run(plan, group))
            continue;
        if (group != last)
            host = host_of(plan, group);
        last = group;
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
        .run_start_s = fmin(node.start_s, account->start_s),
        .run_end_s = fmax(node.end_s, account->end_s),
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
    one->first = (to->seen[account->group / 8] >> account->group % 8 & 1) == 0;
    to->seen[account->group / 8] |= (uint8_t)(1u << account->group % 8);
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
        (plume_machine_share){ one->group,         one->shared_kwh[0], one->shared_kwh[1],
                               one->shared_kwh[2], one->shared_kwh[3], one->spoken };
    return true;
}

/* The sum of what was told stands beside what counts. */
static void note_shared(const finding *to, const place *first, size_t runs)
{
    const plume_book *book = book_of(to->plan);
    const plume_found_file *met = to->intake->met[plume_book_input(book, first->account)];
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text,
                      "%zu runs were metered with the whole of their machine %s at one "
                      "time: ",
                      runs, name_of(to->plan, first));
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
    size_t runs = 0;

    to->run = malloc(count * sizeof *to->run);
    if (to->run == NULL)
        return plume_fail_memory(error);
    to->runs = 0;
    to->told_kwh = to->shared_kwh = 0.0;
    to->own_devices = true;
    for (size_t i = 0; i < count && status == PLUME_OK; i++)
        status = read_one(to, &first[i], error);
    for (size_t i = 0; i < count; i++)
        to->seen[account_of(to->plan, &first[i])->group / 8] = 0;
    for (size_t i = 0; to->own_devices && i < to->runs; i++)
        keep_devices(&to->run[i]);
    if (status == PLUME_OK && !plume_stretches_share(to->run, to->runs))
        status = plume_fail_memory(error);
    for (size_t i = 0; i < to->runs && status == PLUME_OK; i++) {
        if (!to->run[i].first)
            continue;
        to->run[i].shared_kwh[0] += to->run[i].own_kwh;
        to->run[i].shared_kwh[1] += to->run[i].own_kwh;
        runs++;
        to->shared_kwh += to->run[i].shared_kwh[0];
        if (!push(to->out, &to->run[i]))
            status = plume_fail_memory(error);
    }
    if (status == PLUME_OK)
        note_shared(to, first, runs);
    free(to->run);
    return status;
}

/* --- all of them --- */

static int by_group(const void *left, const void *right)
{
    const plume_machine_share *a = left, *b = right;

    return (a->group > b->group) - (a->group < b->group);
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
        qsort(out->share, out->count, sizeof *out->share, by_group);
    return status;
}

void plume_machines_dispose(plume_machine_shares *shares)
{
    free(shares->share);
    *shares = (plume_machine_shares){ 0 };
}

const plume_machine_share *plume_machines_of(const plume_machine_shares *shares,
                                             uint32_t group)
{
    plume_machine_share key = { .group = group };

    return shares->count == 0 ? NULL
                              : bsearch(&key, shares->share, shares->count,
                                        sizeof *shares->share, by_group);
}
