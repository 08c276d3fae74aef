/* perun's export for benchmarks: a list of figures, each named by application, run and
 * metric, in a unit whose prefix the user chose. */
#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/power/json.h"
#include "logs/power/line.h"
#include "logs/whole_document.h"
#include <plume/text.h>

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    return *start == '[' && plume_power_head_has(head, " - RUNTIME\"") &&
                   plume_power_head_has(head, " - ENERGY\"") &&
                   plume_power_head_has(head, "\"unit\"")
               ? 90
               : 0;
}

typedef struct reading {
    plume_log *log;
    plume_text run;              /* "APP_RUN", of the figures so far */
    double energy_j, duration_s; /* NAN: not yet */
    bool energy;                 /* there is one, perhaps of no number */
    uint64_t line, runs;
} reading;

static double times_of(const char *unit, const char *plain)
{
    static const struct {
        const char *prefix;
        double times;
    } prefixes[] = { { "", 1.0 },   { "k", 1e3 },         { "M", 1e6 },
                     { "G", 1e9 },  { "T", 1e12 },        { "m", 1e-3 },
                     { "u", 1e-6 }, { "\xC2\xB5", 1e-6 }, { "n", 1e-9 } };

    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        size_t length = strlen(prefixes[i].prefix);

        if (strncmp(unit, prefixes[i].prefix, length) == 0 &&
            strcmp(unit + length, plain) == 0)
            return prefixes[i].times;
    }
    return (double)NAN;
}

/* "APP_2026-11-29T22:49:31.254796": the run's id is its start, unless the user named it.
 */
static double start_of(plume_log *log, const char *run)
{
    const char *mark = strrchr(run, '_');

    return mark == NULL ? (double)NAN : plume_log_time(log, mark + 1, strlen(mark + 1));
}

/* Functions have no energy; a run without one is none of an application. */
static plume_status flush(reading *in, plume_error *error)
{
    plume_text identity;
    plume_status status;
    plume_run run;

    if (!in->energy)
        return PLUME_OK;
    in->runs++;
    plume_run_init(&run);
    plume_text_init(&identity);
    plume_text_printf(&identity, "perun %s", in->run.data);
    run.id = run.name = in->run.data;
    run.identity = identity.data;
    run.progress = 0.0;
    run.duration_s = in->duration_s;
    run.start_s = start_of(in->log, in->run.data);
    run.end_s = run.start_s + run.duration_s;
    run.energy.logged_kwh = run.energy.total_kwh = in->energy_j / JOULES_PER_KWH;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_METERED;
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(in->log, &run, in->line, error);
    plume_text_dispose(&identity);
    return status;
}

static plume_status take_object(void *state, const plume_value *object, uint64_t line,
                                plume_error *error)
{
    reading *in = state;
    const char *name = plume_value_string(plume_value_get(object, "name"));
    const char *unit = plume_value_string(plume_value_get(object, "unit"));
    const plume_value *value = plume_value_get(object, "value");
    const char *mark = name != NULL ? strstr(name, " - ") : NULL;
    plume_status status = PLUME_OK;

    if (mark == NULL || unit == NULL)
        return PLUME_OK;
    if (in->run.length != (size_t)(mark - name) ||
        strncmp(in->run.data, name, in->run.length) != 0) {
        status = flush(in, error);
        plume_text_clear(&in->run);
        plume_text_add_n(&in->run, name, (size_t)(mark - name));
        in->energy_j = in->duration_s = (double)NAN;
        in->energy = false;
        in->line = line;
    }
    in->energy = in->energy || strcmp(mark, " - ENERGY") == 0;
    if (strcmp(mark, " - ENERGY") == 0)
        in->energy_j =
            plume_document_figure(in->log, line, "ENERGY", value) * times_of(unit, "J");
    else if (strcmp(mark, " - RUNTIME") == 0)
        in->duration_s =
            plume_document_figure(in->log, line, "RUNTIME", value) * times_of(unit, "s");
    return status == PLUME_OK ? plume_text_status(&in->run, error) : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log, .energy_j = NAN, .duration_s = NAN };
    plume_status status;

    plume_text_init(&in.run);
    status = plume_power_json_each(log, take_object, &in, error);
    if (status == PLUME_OK)
        status = flush(&in, error);
    if (status == PLUME_OK && in.runs > 0)
        plume_log_note(log, PLUME_ASSUMED, 0, "pue-not-logged",
                       "perun multiplies the energy by its pue, which this export does "
                       "not tell; taken as 1 where its JSON does not tell it either");
    plume_text_dispose(&in.run);
    return status;
}

const plume_reader plume_reader_perun_bench = {
    .name = "perun_bench",
    .title = "perun's export for benchmarks",
    .confidence = confidence,
    .marks = { " - RUNTIME\"" },
    .read = read,
};
