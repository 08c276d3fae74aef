/* Traces of the same hosts become one, whose devices are known by one number each. */
#include "evidence/covers/trace_set.h"

#include <stdlib.h>

#include "intake/joined_traces.h"
#include "traces/total.h"

void plume_trace_set_dispose(plume_trace_set *set)
{
    for (size_t i = 0; set->seat != NULL && i < set->members; i++)
        free(set->seat[i]);
    free(set->seat);
    free(set->member);
    free(set->label);
    free(set->passed);
    free(set->heard);
    plume_trace_portions_dispose(&set->portions);
    plume_traced_hosts_free(set->hosts);
    *set = (plume_trace_set){ 0 };
}

/* --- their devices --- */

/* A device of a member before this one; false: there is none. */
static bool find_seat(const plume_trace_set *set, size_t number, size_t device,
                      uint32_t *seat)
{
    const plume_metering *one = &set->all->one[set->member[number]];

    for (size_t i = 0; i < number; i++) {
        const plume_metering *other = &set->all->one[set->member[i]];

        for (size_t k = 0; k < other->devices; k++)
            if (plume_metering_is_same(other, k, one, device)) {
                *seat = set->seat[i][k];
                return true;
            }
    }
    return false;
}

static plume_status seat_devices(plume_trace_set *set, plume_error *error)
{
    size_t devices = 0;

    for (size_t i = 0; i < set->members; i++)
        devices += set->all->one[set->member[i]].devices;
    set->label = calloc(devices + 1, sizeof *set->label);
    set->heard = calloc(devices + 1, sizeof *set->heard);
    set->seat = calloc(set->members, sizeof *set->seat);
    if (set->label == NULL || set->heard == NULL || set->seat == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < set->members; i++) {
        const plume_metering *one = &set->all->one[set->member[i]];

        set->seat[i] = calloc(one->devices + 1, sizeof *set->seat[i]);
        if (set->seat[i] == NULL)
            return plume_fail_memory(error);
        for (size_t k = 0; k < one->devices; k++)
            if (!find_seat(set, i, k, &set->seat[i][k])) {
                set->seat[i][k] = (uint32_t)set->devices.count;
                set->label[set->devices.count++] = one->device[k].label;
            }
    }
    set->devices.label = set->label;
    return PLUME_OK;
}

static plume_status find_members(plume_trace_set *set, size_t first,
                                 plume_untaken *untaken, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (untaken != NULL) {
        status = plume_untaken_take(untaken, first, &set->member, &set->members, error);
    } else {
        set->member = malloc(sizeof *set->member);
        if (set->member == NULL)
            return plume_fail_memory(error);
        set->member[set->members++] = first;
    }
    if (status == PLUME_OK)
        set->passed = calloc(set->members, sizeof *set->passed);
    if (status == PLUME_OK && set->passed == NULL)
        status = plume_fail_memory(error);
    return status;
}

plume_status plume_trace_set_new(plume_trace_set *out, const plume_meterings *all,
                                 size_t first, plume_untaken *untaken, plume_error *error)
{
    const plume_metering *one = &all->one[first];
    plume_status status;

    *out = (plume_trace_set){ .all = all,
                              .excluded_by = PLUME_NOBODY,
                              .masked_by = PLUME_NOBODY };
    status = find_members(out, first, untaken, error);
    if (status == PLUME_OK)
        status = seat_devices(out, error);
    if (status == PLUME_OK)
        status = plume_traced_hosts_new(&out->hosts, &out->devices,
                                        one->part != PLUME_METERED_ACCELERATORS,
                                        plume_trace_series(one->trace), error);
    if (status == PLUME_OK)
        status = plume_trace_portions_new(&out->portions, out->members, error);
    for (size_t i = 0; out->members > 1 && i < out->members && status == PLUME_OK; i++)
        status = plume_trace_portions_add(&out->portions, &all->one[out->member[i]],
                                          out->seat[i], error);
    for (size_t i = 0; i < out->members && status == PLUME_OK; i++)
        status = plume_metering_mask(out->hosts, &out->masked_by, all,
                                     &all->one[out->member[i]], error);
    return status;
}

/* --- reading --- */

typedef struct passing {
    plume_trace_set *set;
    size_t number; /* of the member */
    const plume_exclusions *left_out;
    size_t devices;
    plume_power_sink sink;
} passing;

static void seat_piece(void *state, const plume_power_piece *given)
{
    passing *to = state;
    plume_power_piece piece = *given;

    to->set->passed[to->number] = true;
    piece.device = to->set->seat[to->number][given->device];
    to->set->heard[piece.device] = true;
    to->sink.take(to->sink.state, &piece);
    plume_trace_portions_take(&to->set->portions, to->number, given);
}

static void take(void *state, const plume_power_piece *piece)
{
    passing *to = state;

    if (piece->device < to->devices)
        plume_exclusions_pass(to->left_out, piece, (plume_power_sink){ seat_piece, to });
}

/* The accounts of the trace are known already: this reading is for its pieces. */
static plume_status forget(void *state, const plume_run *run, plume_error *error)
{
    (void)state;
    (void)run;
    (void)error;
    return PLUME_OK;
}

/* Reads one trace once more, for its pieces. */
static plume_status read_one(plume_trace_set *set, size_t number, plume_error *error)
{
    const plume_metering *one = &set->all->one[set->member[number]];
    plume_exclusions left_out = { 0 };
    passing to = { set, number, &left_out, one->devices,
                   plume_traced_hosts_sink(set->hosts) };
    plume_log_setting setting = { .pass = PLUME_PASS_READ,
                                  .sink = { forget, NULL },
                                  .pieces = { take, &to } };
    plume_log_result result;
    plume_status status =
        plume_metering_exclude(&left_out, &set->excluded_by, set->all, one, error);

    if (status == PLUME_OK)
        status = plume_intake_read_into(one->runs.intake, one->runs.input, &setting,
                                        &result, error);
    plume_exclusions_dispose(&left_out);
    return status;
}

plume_status plume_trace_set_read(plume_trace_set *set, plume_error *error)
{
    plume_status status = plume_traced_hosts_ready(set->hosts, error);

    if (status == PLUME_OK)
        status = plume_trace_portions_ready(&set->portions, error);
    for (size_t i = 0; i < set->members && status == PLUME_OK; i++)
        status = read_one(set, i, error);
    if (status != PLUME_OK)
        return status;
    plume_traced_hosts_settle(set->hosts);
    return plume_trace_portions_settle(&set->portions, error);
}

size_t plume_trace_set_heard(const plume_trace_set *set)
{
    size_t heard = 0;

    for (size_t i = 0; i < set->devices.count; i++)
        heard += set->heard[i];
    return heard > 0 ? heard : set->devices.count;
}
