/* perf stat -x: joules of the processors, for each interval (-I) or for a whole run.
 *
 * What -I prints is energy already: it is added up. A log may have been appended to:
 * then its times begin again, or there are several runs. */
#include "readers/meters/node/perf_stat_line.h"

#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/power/line.h"
#include "logs/power/rapl.h"
#include <plume/number.h>

static int confidence(const plume_head *head)
{
    const char *text;
    size_t at = 0, length;

    while (plume_head_line(head, &at, &text, &length)) {
        plume_perf_line line;

        plume_perf_line_read(&line, text, length);
        if (line.kind == PLUME_PERF_ENERGY)
            return 95;
    }
    return 0;
}

typedef struct reading {
    plume_log *log;
    plume_rapl_batch batch;
    double time_s;       /* of the batch at hand, since the start; NAN: a whole run */
    double before_s;     /* where its interval begins */
    double start_s;      /* Unix time, or an offset where times began again */
    bool dated;          /* start_s is a Unix time */
    double duration_s;   /* of a whole run; NAN unknown */
    uint64_t first_line; /* of the batch */
    uint64_t runs;
    plume_text device;
} reading;

/* --- a whole run --- */

static void add_known(double *sum, double value)
{
    *sum = isnan(*sum) ? value : *sum + value;
}

static void add_up(reading *perf, plume_energy *energy)
{
    plume_rapl_batch *batch = &perf->batch;

    for (size_t i = 0; i < batch->count; i++) {
        double kwh = batch->entry[i].sample.interval_j / JOULES_PER_KWH;
        plume_rapl_domain domain = batch->entry[i].domain;

        if (!plume_rapl_counts(domain, batch->present)) {
            plume_rapl_batch_note(batch, perf->log, batch->entry[i].line);
            continue;
        }
        add_known(&energy->total_kwh, kwh);
        if (domain == PLUME_RAPL_MEMORY)
            add_known(&energy->ram_kwh, kwh);
        else if (domain != PLUME_RAPL_PLATFORM && domain != PLUME_RAPL_OTHER)
            add_known(&energy->cpu_kwh, kwh);
    }
    energy->scope = PLUME_SCOPE_IT;
    energy->evidence = PLUME_EVIDENCE_METERED;
}

/* All that is printed: two runs that agree in it to the last digit are one. */
static void identify(const reading *perf, plume_text *identity)
{
    plume_text_add(identity, "perf stat");
    for (size_t i = 0; i < perf->batch.count; i++) {
        plume_text_printf(identity, ",%s:", plume_rapl_batch_name(&perf->batch, i));
        plume_number_print(identity, perf->batch.entry[i].sample.interval_j);
    }
    plume_text_add(identity, ",duration:");
    plume_number_print(identity, perf->duration_s);
    plume_text_add(identity, ",start:");
    plume_number_print(identity, perf->dated ? perf->start_s : NAN);
}

/* perf stat without -I counts a whole run: an energy and a duration, and no trace. */
static plume_status push_run(reading *perf, plume_error *error)
{
    const char *path = plume_log_path(perf->log), *slash = strrchr(path, '/');
    plume_text id, identity;
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    plume_text_init(&id);
    plume_text_init(&identity);
    plume_text_add(&id, slash != NULL ? slash + 1 : path);
    if (++perf->runs > 1)
        plume_text_printf(&id, "-%llu", (unsigned long long)perf->runs);
    identify(perf, &identity);
    run.id = run.name = id.data;
    run.identity = identity.data;
    run.duration_s = perf->duration_s;
    if (perf->dated) {
        run.start_s = perf->start_s;
        run.end_s = perf->start_s + perf->duration_s;
    }
    add_up(perf, &run.energy);
    status = plume_text_status(&id, error);
    if (status == PLUME_OK)
        status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(perf->log, &run, perf->first_line, error);
    plume_text_dispose(&id);
    plume_text_dispose(&identity);
    return status;
}

/* --- batches: the lines of one moment, or of one run --- */

static plume_status flush_run(reading *perf, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (perf->batch.count > 0)
        status = push_run(perf, error);
    perf->batch.count = 0;
    perf->batch.present = 0;
    plume_text_clear(&perf->batch.names);
    perf->duration_s = NAN;
    return status;
}

static plume_status flush(reading *perf, plume_error *error)
{
    plume_status status;

    if (isnan(perf->time_s))
        return flush_run(perf, error);
    for (size_t i = 0; i < perf->batch.count; i++) {
        plume_power_sample *sample = &perf->batch.entry[i].sample;

        sample->from_s = perf->start_s + perf->before_s;
        sample->t_s = perf->start_s + perf->time_s;
    }
    perf->before_s = perf->time_s;
    status = plume_rapl_tell(perf->log, !perf->dated, error);
    return status == PLUME_OK ? plume_rapl_batch_flush(&perf->batch, perf->log, error)
                              : status;
}

/* "# started on Tue Jan  2 03:04:05 2024" begins another run. */
static plume_status take_comment(reading *perf, const char *text, size_t length,
                                 plume_error *error)
{
    static const char begins[] = "# started on ";
    size_t skipped = sizeof begins - 1;
    double start_s;
    plume_status status;

    if (length < skipped || memcmp(text, begins, skipped) != 0)
        return PLUME_OK;
    status = flush(perf, error);
    start_s = plume_power_calendar(perf->log, text + skipped, length - skipped);
    if (status == PLUME_OK && !isnan(start_s)) {
        perf->start_s = start_s;
        perf->dated = true;
        perf->time_s = NAN;
        perf->before_s = 0.0;
    }
    return status;
}

static bool is_in_batch(const plume_rapl_batch *batch, const char *device)
{
    for (size_t i = 0; i < batch->count; i++)
        if (strcmp(plume_rapl_batch_name(batch, i), device) == 0)
            return true;
    return false;
}

/* Times that begin again go on where the ones before ended. */
static plume_status begin_batch(reading *perf, const plume_perf_line *line,
                                plume_error *error)
{
    bool whole = isnan(line->time_s) && isnan(perf->time_s);
    plume_status status;

    if (perf->batch.count < PLUME_RAPL_BATCH_MAX &&
        (line->time_s == perf->time_s ||
         (whole && !is_in_batch(&perf->batch, perf->device.data))))
        return PLUME_OK;
    status = flush(perf, error);
    if (line->time_s < perf->before_s) {
        perf->start_s += perf->before_s;
        perf->before_s = 0.0;
    }
    perf->time_s = line->time_s;
    return status;
}

/* Joules of all domains of one interval are gathered, for some of them contain
 * others. */
static plume_status take_energy(reading *perf, const plume_perf_line *line, uint64_t at,
                                plume_error *error)
{
    plume_power_sample sample;
    plume_status status;

    plume_text_clear(&perf->device);
    plume_text_add_n(&perf->device, line->where.text, line->where.length);
    plume_text_add(&perf->device, line->where.length > 0 ? " " : "");
    plume_text_add_n(&perf->device, line->event.text, line->event.length);
    status = plume_text_status(&perf->device, error);
    if (status == PLUME_OK)
        status = begin_batch(perf, line, error);
    if (status != PLUME_OK)
        return status;
    if (isnan(line->joules)) {
        plume_log_reject(perf->log, at, 0, "no-reading", "%s",
                         "the energy was not counted");
        return PLUME_OK;
    }
    plume_power_sample_init(&sample);
    sample.device = perf->device.data;
    sample.interval_j = line->joules;
    perf->first_line = perf->batch.count == 0 ? at : perf->first_line;
    return plume_rapl_batch_add(
        &perf->batch, plume_rapl_domain_of(line->event.text, line->event.length), &sample,
        at, error);
}

static plume_status take_duration(reading *perf, double nanoseconds, plume_error *error)
{
    plume_status status = isnan(perf->duration_s) ? PLUME_OK : flush_run(perf, error);

    perf->duration_s = nanoseconds / NANOSECONDS_PER_SECOND;
    return status;
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t at,
                              plume_error *error)
{
    reading *perf = state;
    plume_perf_line line;

    plume_perf_line_read(&line, text, length);
    switch (line.kind) {
    case PLUME_PERF_ENERGY:
        return take_energy(perf, &line, at, error);
    case PLUME_PERF_DURATION:
        return isnan(line.time_s) ? take_duration(perf, line.joules, error) : PLUME_OK;
    case PLUME_PERF_TORN:
        plume_power_torn(perf->log, at, text, length, "line of perf stat -x");
        return PLUME_OK;
    default:
        return take_comment(perf, text, length, error);
    }
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading perf = { .log = log, .time_s = NAN, .duration_s = NAN };
    plume_status status;

    plume_text_init(&perf.device);
    status = plume_log_lines(log, take_line, &perf, error);
    if (status == PLUME_OK)
        status = flush(&perf, error);
    plume_rapl_batch_dispose(&perf.batch);
    plume_text_dispose(&perf.device);
    return status;
}

const plume_reader plume_reader_perf_stat = {
    .name = "perf_stat",
    .title = "perf stat -x with energies",
    .confidence = confidence,
    .marks = { "Joules", "power/energy-" },
    .read = read,
};
