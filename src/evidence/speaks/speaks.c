/* Which account speaks for the rest: names, state, role, place, work. */
#include "evidence/speaks/speaks.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "evidence/speaks/energy.h"
#include "evidence/speaks/time.h"
#include "evidence/speaks/untold_hosts.h"

static const char *const *text_in(const plume_run *run, size_t at)
{
    return (const char *const *)((const char *)run + at);
}

/* Members are in order of naming: the first that knows a thing has the word. */
static void fill_text(plume_run *out, const plume_members *members, size_t at)
{
    const char **to = (const char **)((char *)out + at);

    for (size_t i = 0; i < members->count && (*to)[0] == '\0'; i++)
        *to = *text_in(&members->member[i].run, at);
}

static void fill_number(plume_run *out, const plume_members *members, size_t at)
{
    double *to = (double *)((char *)out + at);

    for (size_t i = 0; i < members->count && isnan(*to); i++)
        *to = *(const double *)((const char *)&members->member[i].run + at);
}

static void fill_all(plume_run *out, const plume_members *members)
{
    static const size_t texts[] = {
        offsetof(plume_run, id),
        offsetof(plume_run, identity),
        offsetof(plume_run, study),
        offsetof(plume_run, name),
        offsetof(plume_run, host),
        offsetof(plume_run, location),
        offsetof(plume_run, provider),
        offsetof(plume_run, region),
        offsetof(plume_run, devices),
        offsetof(plume_run, machine),
        offsetof(plume_run, note),
        offsetof(plume_run, tool),
        offsetof(plume_run, tool_version),
        offsetof(plume_run, compute.processor),
        offsetof(plume_run, owner.account),
        offsetof(plume_run, owner.user),
        offsetof(plume_run, owner.project),
        offsetof(plume_run, owner.partition),
        offsetof(plume_run, owner.model),
        offsetof(plume_run, owner.tags),
    };
    static const size_t numbers[] = {
        offsetof(plume_run, utilization),
        offsetof(plume_run, site_pue),
        offsetof(plume_run, site_kg_per_kwh),
        offsetof(plume_run, flops),
        offsetof(plume_run, compute.cores),
        offsetof(plume_run, compute.core_w),
        offsetof(plume_run, compute.core_utilization),
        offsetof(plume_run, compute.memory_gb),
        offsetof(plume_run, compute.efficiency),
        offsetof(plume_run, compute.parameters),
        offsetof(plume_run, compute.tokens),
        offsetof(plume_run, predicted.energy_kwh),
        offsetof(plume_run, predicted.co2e_kg),
        offsetof(plume_run, predicted.duration_s),
        offsetof(plume_run, logged_co2e_kg),
        offsetof(plume_run, logged_intensity_kg_per_kwh),
        offsetof(plume_run, objective),
        offsetof(plume_run, objective_better),
        offsetof(plume_run, matched_kg_per_kwh),
        offsetof(plume_run, matched_share),
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        fill_text(out, members, texts[i]);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        fill_number(out, members, numbers[i]);
    if (!isnan(out->site_kg_per_kwh)) /* it is the run's, whoever printed another */
        out->logged_intensity_kg_per_kwh = out->site_kg_per_kwh;
}

/* The longest name of its devices is the most exact. */
static void set_device(plume_run *out, const plume_members *members)
{
    for (size_t i = 0; i < members->count; i++) {
        const plume_member *member = &members->member[i];
        const char *device = member->run.device;
        bool processor = member->kind == PLUME_KIND_TRACKER &&
                         !(member->run.energy.gpu_kwh > 0.0) &&
                         member->run.energy.scope != PLUME_SCOPE_DEVICE;

        if (!processor && strlen(device) > strlen(out->device))
            out->device = device;
    }
    for (size_t i = 0; i < members->count && out->device[0] == '\0'; i++)
        out->device = members->member[i].run.device;
}

/* --- state and role --- */

/* `complete` is the weakest word: trackers say it of trials that failed. */
static int weight(plume_state state, plume_log_kind kind)
{
    switch (state) {
    case PLUME_STATE_PRUNED:
        return kind == PLUME_KIND_SWEEP ? 9 : 6;
    case PLUME_STATE_TIMEOUT:
    case PLUME_STATE_PREEMPTED:
        return kind == PLUME_KIND_SCHEDULER ? 8 : 5;
    case PLUME_STATE_CANCELLED:
    case PLUME_STATE_FAILED:
        return kind == PLUME_KIND_SCHEDULER ? 4 : 7;
    case PLUME_STATE_RUNNING:
        return 2;
    case PLUME_STATE_COMPLETE:
        return 3;
    case PLUME_STATE_WAITING:
        return 1;
    default:
        return 0;
    }
}

/* Of each kind of log that tells sessions the start of the last. Which of two is marked
 * as the one that goes on depends on whom other rules had joined before. */
static void find_sessions(double start_s[PLUME_KIND_COUNT], const plume_members *members)
{
    bool goes_on[PLUME_KIND_COUNT] = { false };

    for (size_t i = 0; i < members->count; i++)
        if (strcmp(members->member[i].relation, "continues") == 0)
            goes_on[members->member[i].kind] = true;
    for (size_t i = 0; i < PLUME_KIND_COUNT; i++)
        start_s[i] = (double)NAN;
    for (size_t i = 0; i < members->count; i++) {
        const plume_member *member = &members->member[i];

        if (goes_on[member->kind])
            start_s[member->kind] = fmax(start_s[member->kind], member->run.start_s);
    }
}

/* Parts and shares of a frame end for reasons of their own; how a session ended from
 * which another goes on is not how the run did. */
static void set_state(plume_run *out, const plume_members *members)
{
    double start_s[PLUME_KIND_COUNT];
    int heaviest = 0;

    find_sessions(start_s, members);
    for (size_t i = 0; i < members->count; i++) {
        const plume_member *member = &members->member[i];
        int own = weight(member->run.state, member->kind);

        if (member->given || member->part || own <= heaviest ||
            start_s[member->kind] >= member->run.end_s)
            continue;
        heaviest = own;
        out->state = member->run.state;
    }
}

/* What is stated goes before what a log says, and that before a guess; of two that are
 * known alike the first. */
static void set_role(plume_run *out, const plume_members *members)
{
    for (size_t i = 0; i < members->count; i++) {
        const plume_run *run = &members->member[i].run;

        if (run->role == PLUME_ROLE_UNKNOWN ||
            (out->role != PLUME_ROLE_UNKNOWN && run->role_source <= out->role_source))
            continue;
        out->role = run->role;
        out->role_source = run->role_source;
        out->role_rule = run->role_rule;
    }
}

/* --- codes --- */

static bool has_code(const plume_text *all, const char *code, size_t length)
{
    for (const char *at = all->data; *at != '\0';) {
        size_t own = strcspn(at, " ");

        if (own == length && memcmp(at, code, length) == 0)
            return true;
        at += own + strspn(at + own, " ");
    }
    return false;
}

/* A code stands once, however many accounts bring it. */
static void add_codes(plume_text *all, const char *codes)
{
    for (codes += strspn(codes, " "); *codes != '\0';) {
        size_t length = strcspn(codes, " ");

        if (!has_code(all, codes, length)) {
            if (all->length > 0)
                plume_text_add_char(all, ' ');
            plume_text_add_n(all, codes, length);
        }
        codes += length + strspn(codes + length, " ");
    }
}

/* The row of a run tells the PUE that its tasks leave open. */
static void add_all_codes(plume_text *all, const plume_members *members)
{
    static const char left_open[] = "pue-not-logged";
    bool whole = false;

    for (size_t i = 0; i < members->count; i++)
        whole = whole || (!members->member[i].part &&
                          members->member[i].kind == PLUME_KIND_TRACKER);
    for (size_t i = 0; i < members->count; i++) {
        const char *codes = members->member[i].run.warnings;

        if (!whole || !members->member[i].part || strcmp(codes, left_open) != 0)
            add_codes(all, codes);
    }
}

/* What was logged of the parts or sessions whose energies are the run's adds up as they
 * do; of the run itself it stands. */
static void sum_carbon(plume_run *out, const plume_members *members)
{
    static const double alike = 1e-6;
    double sum_kg = 0.0, sum_kwh = 0.0, total_kwh = out->energy.total_kwh;
    const char *reader = NULL;

    for (size_t i = 0; i < members->count; i++) {
        const plume_run *one = &members->member[i].run;

        if (isnan(one->logged_co2e_kg) || members->member[i].given)
            continue;
        if (reader == NULL)
            reader = one->origin.reader;
        if (strcmp(one->origin.reader, reader) != 0)
            continue;
        sum_kg += one->logged_co2e_kg;
        sum_kwh += one->energy.total_kwh;
        if (fabs(one->energy.total_kwh - total_kwh) <= alike * total_kwh)
            return;
    }
    if (fabs(sum_kwh - total_kwh) <= alike * total_kwh)
        out->logged_co2e_kg = sum_kg;
}

/* Energy comes after time, since its coverage is a share of the hours; a power stands
 * only where no energy is known. */
plume_status plume_members_speak(plume_run *out, plume_members *members, plume_text *text,
                                 plume_notes *notes, plume_error *error)
{
    const char *codes;
    plume_status status;

    plume_run_init(out);
    add_all_codes(text, members);
    status = plume_text_status(text, error);
    if (status != PLUME_OK)
        return status;
    out->origin = members->member[0].run.origin;
    fill_all(out, members);
    if (out->machine[0] != '\0' && out->host[0] != '\0')
        out->machine = out->host; /* what a tracker knows of its machine many share */
    set_device(out, members);
    set_state(out, members);
    set_role(out, members);
    plume_members_time(out, members, notes);
    plume_members_energy(out, members, notes);
    sum_carbon(out, members);
    status = plume_untold_hosts_speak(&codes, out, members, notes, error);
    if (status != PLUME_OK)
        return status;
    add_codes(text, codes);
    if (members->partly)
        add_codes(text, PLUME_RUN_PARTLY);
    if (members->filled_kwh > 0.0)
        add_codes(text, "samples-filled");
    out->warnings = text->data;
    if (isnan(out->energy.total_kwh))
        fill_number(out, members, offsetof(plume_run, power_w));
    return plume_text_status(text, error);
}
