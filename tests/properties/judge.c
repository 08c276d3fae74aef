/* Whether two accounts of a world can be known to be of one run, and what they may give.
 */
#include "properties/judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool tells(const told *one, int run)
{
    return !one->left_out && one->run <= run && run < one->run + one->count;
}

size_t judge_truth(const world *from)
{
    size_t truth = 0;

    for (int run = 0; run < (int)from->runs; run++) {
        bool any = false;

        for (size_t i = 0; i < from->count; i++)
            any = any || tells(&from->told[i], run);
        truth += any;
    }
    return truth;
}

/* --- which accounts a rule can find --- */

static bool are(const told *left, const told *right, tool first, tool second)
{
    return (left->tool == first && right->tool == second) ||
           (left->tool == second && right->tool == first);
}

/* By identifier, folder or parent. */
static bool share_key(const told *left, const told *right)
{
    return are(left, right, TOOL_EVENTS, TOOL_CARBONTRACKER) ||
           are(left, right, TOOL_EVENTS, TOOL_TRAINER) ||
           are(left, right, TOOL_TASKS, TOOL_CODECARBON) ||
           (are(left, right, TOOL_MLFLOW, TOOL_RAY) && (left->keyed || right->keyed));
}

/* Stamps without fractions of a second: the second that was cut off. */
static double resolution_s(const told *one)
{
    return one->tool == TOOL_SLURM || one->tool == TOOL_CODECARBON ||
                   one->tool == TOOL_CARBONTRACKER || one->tool == TOOL_RAY ||
                   one->tool == TOOL_TABLE
               ? 1.0
               : 0.0;
}

/* The scheduler's clock is another one: few pairs tell by how much. */
static bool clocks_differ(const world *from, const told *left, const told *right)
{
    return from->zone_s != 0.0 && (left->tool == TOOL_SLURM || right->tool == TOOL_SLURM);
}

/* Rule `times`, with a second less than it allows: stamps are cut. */
static bool are_near(const world *from, const told *left, const told *right)
{
    double slack_s = resolution_s(left) + resolution_s(right);
    double cut_s = slack_s > 0.0 ? 1.0 : 0.0;
    double start_s = fmax(left->start_s, right->start_s);
    double end_s = fmin(left->end_s, right->end_s);
    double longer_s = fmax(left->end_s - left->start_s, right->end_s - right->start_s);

    if (left->tool == right->tool || left->tool == TOOL_TRAINER ||
        right->tool == TOOL_TRAINER || left->tool == TOOL_TASKS ||
        right->tool == TOOL_TASKS)
        return false;
    if (clocks_differ(from, left, right))
        return false;
    return fabs(left->end_s - right->end_s) <= 3.0 + slack_s - cut_s &&
           fabs(left->start_s - right->start_s) <= 10.0 + slack_s - cut_s &&
           end_s - start_s >= longer_s * 0.55;
}

bool judge_is_told_again(const world *from, size_t account)
{
    const told *one = &from->told[account];

    if (one->count == 0) /* a trace tells of no run of its own beside runs */
        return true;
    for (size_t i = 0; i < from->count; i++) {
        const told *other = &from->told[i];

        if (i == account || other->left_out || other->count == 0 ||
            other->tool == TOOL_TASKS) /* these lie beside their run */
            continue;
        if (one->count > 1 ? other->count == 1 && tells(one, other->run)
                           : other->count == 1 && other->run == one->run &&
                                 (share_key(one, other) || are_near(from, one, other)))
            return true;
    }
    return false;
}

/* --- what is taken --- */

/* EVIDENCE.md 3: in the order in which hours are believed. */
static int hours_rank(tool which)
{
    static const int rank[TOOL_COUNT] = {
        [TOOL_SLURM] = 0,  [TOOL_TABLE] = 1,      [TOOL_TRAINER] = 2,
        [TOOL_OPTUNA] = 3, [TOOL_RAY] = 3,        [TOOL_EVENTS] = 4,
        [TOOL_MLFLOW] = 5, [TOOL_WANDB] = 5,      [TOOL_TASKS] = 6,
        [TOOL_SMI] = 9,    [TOOL_CODECARBON] = 6, [TOOL_CARBONTRACKER] = 6,
    };

    return rank[which];
}

/* Those that state a number of devices; others 9. */
static int count_rank(tool which)
{
    static const int rank[TOOL_COUNT] = {
        [TOOL_SLURM] = 0,  [TOOL_TABLE] = 1,      [TOOL_TRAINER] = 9,
        [TOOL_OPTUNA] = 9, [TOOL_RAY] = 9,        [TOOL_EVENTS] = 9,
        [TOOL_MLFLOW] = 9, [TOOL_WANDB] = 4,      [TOOL_TASKS] = 3,
        [TOOL_SMI] = 2,    [TOOL_CODECARBON] = 3, [TOOL_CARBONTRACKER] = 3,
    };

    return rank[which];
}

static bool names_host(tool which)
{
    return which == TOOL_SLURM || which == TOOL_WANDB || which == TOOL_EVENTS ||
           which == TOOL_TABLE || which == TOOL_RAY;
}

static bool tells_energy(tool which)
{
    return which == TOOL_CODECARBON || which == TOOL_TASKS ||
           which == TOOL_CARBONTRACKER || which == TOOL_SMI;
}

/* Whether the two have a true run in common. */
static bool meet(const told *left, const told *right)
{
    return left->run < right->run + right->count && right->run < left->run + left->count;
}

taken judge_taken(const world *from, size_t account)
{
    const told *one = &from->told[account];
    int hours = 9, count = 9;
    bool host = false;
    taken out;

    for (size_t i = 0; i < from->count; i++) {
        const told *other = &from->told[i];

        if (i == account || other->left_out || (one->count > 0 && !meet(one, other)) ||
            (one->count == 1 && other->count > 1) || clocks_differ(from, one, other))
            continue;
        hours = hours_rank(other->tool) < hours ? hours_rank(other->tool) : hours;
        count = count_rank(other->tool) < count ? count_rank(other->tool) : count;
        host = host || names_host(other->tool);
    }
    out.hours = hours_rank(one->tool) <= hours ||
                (count_rank(one->tool) < 9 && count_rank(one->tool) <= count);
    out.energy = tells_energy(one->tool);
    out.link = one->count != 1 || (from->hosts && names_host(one->tool) && !host);
    return out;
}

/* --- what must never be one --- */

/* "smi-17-more.csv" is of the account 17. */
static int host_of_trace(const world *from, const outcome_told *one)
{
    const char *at = strstr(one->where, "/smi-");
    size_t number = at != NULL ? (size_t)strtoul(at + 5, NULL, 10) : from->count;

    return number < from->count && (from->hosts || from->uuids) ? from->told[number].host
                                                                : -1;
}

/* -1: this log names no host, and no device by its UUID. */
static int host_of(const world *from, const outcome_told *one)
{
    static const char *const naming[] = { "slurm", "wandb_folder", "tensorboard",
                                          "tidy" };

    if (strcmp(one->reader, "nvidia_smi") == 0)
        return host_of_trace(from, one);
    if (from->uuids && strcmp(one->reader, "tidy") == 0 && one->truth >= 0 &&
        one->truth < (int)from->runs)
        return from->run[one->truth].host;
    if (!from->hosts || one->truth < 0 || one->truth >= (int)from->runs)
        return -1;
    for (size_t i = 0; i < sizeof naming / sizeof naming[0]; i++)
        if (strcmp(naming[i], one->reader) == 0)
            return from->run[one->truth].host;
    return -1;
}

/* What stands in several entries is a frame: it is shared out, and no run. A trace is
 * shared out as well, but only among the runs of its devices. */
static bool is_frame(const outcome *of, const outcome_told *one)
{
    size_t times = 0;

    if (strcmp(one->reader, "nvidia_smi") == 0)
        return false;
    for (size_t i = 0; i < of->runs + of->others; i++)
        for (size_t k = 0; k < of->run[i].tolds; k++) {
            const outcome_told *other = &of->run[i].told[k];

            times += other->line == one->line && strcmp(other->where, one->where) == 0 &&
                     strcmp(other->reader, one->reader) == 0;
        }
    return times > 1;
}

/* Readers whose accounts have an identifier of their run. */
static bool has_identifier(const outcome_told *one)
{
    static const char *const with[] = { "slurm", "codecarbon", "mlflow_files", "mlflow",
                                        "wandb_folder" };

    for (size_t i = 0; i < sizeof with / sizeof with[0]; i++)
        if (strcmp(with[i], one->reader) == 0)
            return true;
    return false;
}

static const char *differ(const world *from, const outcome_told *left,
                          const outcome_told *right)
{
    int a = host_of(from, left), b = host_of(from, right);

    if (a >= 0 && b >= 0 && a != b)
        return "host";
    return left->truth >= 0 && right->truth >= 0 && left->truth != right->truth &&
                   strcmp(left->reader, right->reader) == 0 && has_identifier(left)
               ? "identifier"
               : NULL;
}

const char *judge_merged(const world *from, const outcome *of)
{
    for (size_t i = 0; i < of->runs; i++)
        for (size_t a = 0; a < of->run[i].tolds; a++)
            for (size_t b = 0; b < a; b++) {
                const outcome_told *left = &of->run[i].told[a];
                const outcome_told *right = &of->run[i].told[b];
                const char *what = differ(from, left, right);

                if (what != NULL && !is_frame(of, left) && !is_frame(of, right))
                    return what;
            }
    return NULL;
}

bool judge_mixed(const outcome *of)
{
    for (size_t i = 0; i < of->runs; i++)
        for (size_t a = 0; a < of->run[i].tolds; a++)
            for (size_t b = 0; b < a; b++) {
                int left = of->run[i].told[a].truth, right = of->run[i].told[b].truth;

                if (left >= 0 && right >= 0 && left != right)
                    return true;
            }
    return false;
}

/* --- bounds --- */

/* Whether the accounts of a run may count as several: where nothing can tell them apart,
 * or together. */
static bool may_be_several(const world *from, int run)
{
    bool several = from->strange;

    for (size_t i = 0; i < from->count && !several; i++)
        several = tells(&from->told[i], run) && tells_energy(from->told[i].tool) &&
                  !judge_is_told_again(from, i);
    return several;
}

static double either(bool several, double left, double right)
{
    return several ? left + right : fmax(left, right);
}

/* What one tool tells of a run: of sessions the sum, of replicas the most of each. */
static bounds all_told_by(const world *from, tool which, int run)
{
    bounds sum = { 0.0, 0.0, 0.0 };

    for (int session = -1; session < 2 && tells_energy(which); session++) {
        bounds most = { 0.0, 0.0, 0.0 };

        for (size_t i = 0; i < from->count; i++) {
            const told *one = &from->told[i];

            if (one->tool != which || !tells(one, run) || one->session != session)
                continue;
            most.gpu_kwh = fmax(most.gpu_kwh, told_gpu_kwh(from, one) / one->count);
            most.cpu_kwh = fmax(most.cpu_kwh, told_cpu_kwh(one) / one->count);
            if (which != TOOL_CARBONTRACKER)
                most.ram_kwh = fmax(most.ram_kwh, told_ram_kwh(one) / one->count);
        }
        sum.gpu_kwh += most.gpu_kwh;
        sum.cpu_kwh += most.cpu_kwh;
        sum.ram_kwh += most.ram_kwh;
    }
    return sum;
}

/* All traces whole, and of each run the largest that any tracker tells; what two trackers
 * tell of one machine is one energy. */
bounds judge_bounds(const world *from)
{
    bounds sum = { 0.0, 0.0, 0.0 };

    for (size_t i = 0; i < from->count; i++)
        if (from->told[i].tool == TOOL_SMI && !from->told[i].left_out)
            sum.gpu_kwh += trace_kwh(from, &from->told[i]);
    for (int run = 0; run < (int)from->runs; run++) {
        bool several = may_be_several(from, run);
        bounds most = { 0.0, 0.0, 0.0 };

        for (tool which = 0; which < TOOL_COUNT; which++) {
            bounds own = all_told_by(from, which, run);

            most.gpu_kwh = either(several, most.gpu_kwh, own.gpu_kwh);
            most.cpu_kwh = either(several, most.cpu_kwh, own.cpu_kwh);
            most.ram_kwh = either(several, most.ram_kwh, own.ram_kwh);
        }
        sum.gpu_kwh += most.gpu_kwh;
        sum.cpu_kwh += most.cpu_kwh;
        sum.ram_kwh += most.ram_kwh;
    }
    return sum;
}
