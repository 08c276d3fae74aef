/* How many hosts a run had by all of its accounts, and how many of a tracker's accounts
 * tell of it at one time. */
#include "evidence/speaks/untold_hosts.h"

#include <math.h>
#include <string.h>

#include "core/pool.h"
#include "traces/host_names.h"
#include <plume/number.h>

/* The tracker's account that all of the energy is from; NULL: others tell a part of it,
 * or it names its host. */
static const plume_member *speaker_of(const plume_members *members)
{
    const plume_member *speaker = NULL;

    for (size_t i = 0; i < members->count; i++) {
        const plume_member *one = &members->member[i];

        if (!one->energy)
            continue;
        if (!one->machine || one->kind != PLUME_KIND_TRACKER ||
            one->run.host[0] != '\0' ||
            (speaker != NULL &&
             strcmp(speaker->run.origin.reader, one->run.origin.reader) != 0))
            return NULL;
        if (speaker == NULL)
            speaker = one;
    }
    return speaker;
}

/* All that any account of the run itself names. SIZE_MAX: out of memory. */
static size_t count_hosts(const plume_members *members)
{
    plume_map *hosts = plume_map_new();
    size_t count = SIZE_MAX;
    plume_text name;
    bool done = hosts != NULL;

    plume_text_init(&name);
    for (size_t i = 0; i < members->count && done; i++) {
        const char *list = members->member[i].run.host;
        size_t named = members->member[i].given ? 0 : plume_hosts_count(list);

        for (size_t k = 0; k < named && done; k++) {
            plume_hosts_name(list, k, &name);
            done = plume_text_status(&name, NULL) == PLUME_OK &&
                   plume_map_set(hosts, name.data, 0);
        }
    }
    if (done)
        count = plume_map_count(hosts);
    plume_text_dispose(&name);
    plume_map_free(hosts);
    return count;
}

/* Accounts of its tool at the time of the speaker, not sessions after it. */
static size_t count_rows(const plume_members *members, const plume_member *speaker,
                         double *sum_kwh)
{
    size_t rows = 0;

    *sum_kwh = 0.0;
    for (size_t i = 0; i < members->count; i++) {
        const plume_member *one = &members->member[i];

        if (one->part ||
            strcmp(one->run.origin.reader, speaker->run.origin.reader) != 0 ||
            !(one->run.start_s < speaker->run.end_s) ||
            !(one->run.end_s > speaker->run.start_s))
            continue;
        rows++;
        *sum_kwh += one->run.energy.total_kwh;
    }
    return rows;
}

/* It saw as many devices as others count on all hosts. */
static bool sees_all(const plume_members *members, const plume_member *speaker)
{
    for (size_t i = 0; i < members->count; i++) {
        const plume_member *one = &members->member[i];

        if (one->kind != PLUME_KIND_TRACKER && !one->given && !one->part &&
            one->run.device_count == speaker->run.device_count)
            return true;
    }
    return false;
}

static void note_untold(plume_notes *notes, const plume_run *run,
                        const plume_member *speaker, size_t hosts, size_t rows,
                        double sum_kwh)
{
    const plume_origin *origin = &speaker->run.origin;
    double one_kwh = speaker->run.energy.total_kwh;
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text,
                      "run '%s' was on %zu hosts, and %zu row%s of %s, whose file may "
                      "lose rows, tell%s its energy: ",
                      run->id, hosts, rows, rows == 1 ? "" : "s", origin->reader,
                      rows == 1 ? "s" : "");
    plume_number_significant(&text, run->energy.total_kwh, 4);
    plume_text_add(&text, " kWh, that of one host at least; ");
    if (rows > 1) {
        plume_number_significant(&text, sum_kwh, 4);
        plume_text_add(&text, " kWh if each row is of another host; ");
    }
    plume_number_significant(&text, one_kwh * (double)hosts, 4);
    plume_text_add(&text, " kWh if all drew as much");
    plume_notes_add_text(notes, PLUME_WARNING, "hosts-untold", origin->path, origin->line,
                         &text);
}

plume_status plume_untold_hosts_speak(const char **codes, plume_run *run,
                                      const plume_members *members, plume_notes *notes,
                                      plume_error *error)
{
    const plume_member *speaker = speaker_of(members);
    size_t hosts = speaker != NULL ? count_hosts(members) : 0, rows;
    double sum_kwh;

    *codes = "";
    if (hosts == SIZE_MAX)
        return plume_fail_memory(error);
    if (hosts < 2 || sees_all(members, speaker))
        return PLUME_OK;
    rows = count_rows(members, speaker, &sum_kwh);
    *codes = "hosts-untold";
    if (rows < hosts) {
        double covered = run->energy.coverage;

        *codes = "hosts-untold " PLUME_RUN_PARTLY;
        run->energy.coverage = (isnan(covered) ? 1.0 : covered) / (double)hosts;
    }
    if (notes != NULL)
        note_untold(notes, run, speaker, hosts, rows, sum_kwh);
    return PLUME_OK;
}
