/* Puts together what the standard log and the output log say of one training. */
#include "readers/trackers/carbontracker/run.h"

#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "readers/trackers/carbontracker/energy.h"
#include <plume/number.h>

/* --- names --- */

/* Two files may hold the same session: version 1 writes the second tracker of a process
 * into the files of the first one too. Its time stamp and its figures tell it again;
 * without a stamp or a figure, only its place does. */
static void print_figures_of(plume_text *out, const plume_carbon_making *m)
{
    const plume_run *run = &m->run;

    plume_text_add(out, "carbontracker ");
    if (isnan(run->start_s) || isnan(run->energy.total_kwh)) {
        plume_text_printf(out, "%s#%llu", plume_log_path(m->log),
                          (unsigned long long)m->pair->ordinal);
        return;
    }
    (void)plume_number_print(out, run->start_s);
    plume_text_add_char(out, ' ');
    (void)plume_number_print(out, run->energy.total_kwh);
    plume_text_add_char(out, ' ');
    (void)plume_number_print(out, run->duration_s);
}

/* "31986.746549_2026-11-29T234113Z", perhaps behind a prefix: process and a number by
 * chance. Older releases begin with the date: NULL. *digits: of the process. */
static const char *find_process(const char *stem, size_t *digits)
{
    for (const char *at = stem; *at != '\0'; at++) {
        size_t chance;

        *digits = strspn(at, "0123456789");
        if (*digits == 0)
            continue;
        chance = at[*digits] == '.' ? strspn(at + *digits + 1, "0123456789") : 0;
        if (chance > 0 && at[*digits + 1 + chance] == '_' &&
            (at == stem || at[-1] == '_'))
            return at;
        at += *digits - 1;
    }
    return NULL;
}

/* Ranks of one program may log the same figures: the process in the name tells their logs
 * apart, and a log that grew is of the process of the shorter one. A log without it, or a
 * further session, is known by its figures, and then yields to one that has it. */
static void print_identity(plume_carbon_making *m)
{
    size_t digits;
    const char *process = find_process(m->pair->stem, &digits);

    print_figures_of(&m->covers, m);
    if (process != NULL && !plume_count_parse(&m->run.keys.pid, process, digits))
        m->run.keys.pid = NAN;
    if (process == NULL || m->pair->ordinal > 1)
        plume_text_add(&m->identity, m->covers.data);
    else
        plume_text_printf(&m->identity, "carbontracker of %s", process);
}

static void fill_names(plume_carbon_making *m)
{
    plume_text_add(&m->id, m->pair->stem);
    if (m->pair->ordinal > 1)
        plume_text_printf(&m->id, "#%llu", (unsigned long long)m->pair->ordinal);
    print_identity(m);
}

/* "Copenhagen, Capital Region, DK" is a place in the country DK. */
static void fill_location(plume_carbon_making *m)
{
    const plume_carbon_session *of =
        m->standard->location.length > 0 ? m->standard : m->output;
    const char *whole = of->location.data, *comma = strrchr(whole, ',');

    m->run.location = whole;
    if (comma == NULL || strlen(comma) != 4 || comma[1] != ' ' || comma[2] < 'A' ||
        comma[2] > 'Z' || comma[3] < 'A' || comma[3] > 'Z')
        return;
    m->run.location = comma + 2;
    plume_text_add_n(&m->region, whole, (size_t)(comma - whole));
}

/* --- times, carbon, state --- */

/* The names of the logs end in Z, their stamps are local all the same. */
static void fill_times(plume_carbon_making *m)
{
    const plume_carbon_session *a = m->standard, *b = m->output;

    m->run.start_s =
        isnan(a->start_s) || b->start_s < a->start_s ? b->start_s : a->start_s;
    m->run.end_s = isnan(a->end_s) || b->end_s > a->end_s ? b->end_s : a->end_s;
}

static void fill_state(plume_carbon_making *m)
{
    const plume_carbon_session *a = m->standard, *b = m->output;

    if (a->quit || b->quit || a->interrupted || b->interrupted)
        m->run.state = PLUME_STATE_CANCELLED;
    else if (a->finished || b->finished)
        m->run.state = PLUME_STATE_COMPLETE;
    if (!a->failed && !b->failed)
        return;
    plume_carbon_warn(m, "tracker-error");
    plume_log_note(
        m->log, PLUME_WARNING, m->line, "tracker-error",
        "the tracker logged an error of its own: it may have stopped measuring");
}

/* Of the world, as 2.4 has it (2024) and others before: no place has exactly that. */
static bool is_world(double kg_per_kwh)
{
    return fabs(kg_per_kwh - 0.445) < 1e-9 || fabs(kg_per_kwh - 0.475) < 1e-9;
}

static void fill_carbon(plume_carbon_making *m)
{
    const plume_carbon_session *of =
        isnan(m->standard->kg_per_kwh) ? m->output : m->standard;
    const plume_run *run = &m->run;

    m->run.logged_intensity_kg_per_kwh = of->kg_per_kwh;
    if (isnan(of->kg_per_kwh))
        m->run.logged_intensity_kg_per_kwh = run->logged_co2e_kg / run->energy.logged_kwh;
    if (!m->standard->defaulted && !m->output->defaulted && !m->pair->defaulted &&
        !is_world(m->run.logged_intensity_kg_per_kwh))
        return;
    plume_carbon_warn(m, "default-intensity");
    plume_log_note(m->log, PLUME_ASSUMED, m->line, "default-intensity",
                   "the tracker could not fetch a carbon intensity and used its default");
}

/* --- the prediction --- */

static void print_figures(plume_text *text, const plume_carbon_block *block)
{
    bool known = plume_number_print(text, block->epochs);

    plume_text_add(text, known ? " epochs, " : "");
    known = plume_number_print(text, plume_carbon_above_zero(block->energy_kwh));
    plume_text_add(text, known ? " kWh, " : "unknown energy, ");
    known =
        plume_number_print(text, plume_carbon_above_zero(block->co2e_kg) * GRAMS_PER_KG);
    plume_text_add(text, known ? " g, " : "unknown CO2e, ");
    known = plume_number_print(text, block->duration_s);
    plume_text_add(text, known ? " s" : "unknown time");
}

/* The prediction is an extrapolation of the first epochs over all of them and would
 * count what never ran; it is kept to be compared only. */
static void fill_prediction(plume_carbon_making *m)
{
    const plume_carbon_block *block = &m->output->predicted;
    uint64_t line = m->pair->output_is_other ? m->line : block->line;
    plume_text figures;

    if (block->line == 0)
        return;
    if (block->damage.length > 0) {
        plume_log_note(m->log, PLUME_WARNING, line, "torn-prediction",
                       "the predicted consumption is left out: %s", block->damage.data);
        return;
    }
    m->run.predicted.energy_kwh = plume_carbon_above_zero(block->energy_kwh);
    m->run.predicted.co2e_kg = plume_carbon_above_zero(block->co2e_kg);
    m->run.predicted.duration_s = plume_carbon_above_zero(block->duration_s);
    plume_text_init(&figures);
    print_figures(&figures, block);
    plume_log_note(m->log, PLUME_INFO, line, "prediction-kept-apart",
                   "the predicted consumption (%s) is an extrapolation and not counted",
                   figures.data);
    plume_text_dispose(&figures);
}

/* --- what was not measured --- */

/* A processor without counters is given a share of its rated power, the same in each
 * epoch. */
static void tell_processor(plume_carbon_making *m)
{
    const plume_carbon_component *cpu = &m->standard->cpu;
    bool flat = cpu->known_s > 0.0 && !cpu->varies && m->standard->epochs > 1;

    if (!flat && !m->standard->guessed && !m->output->guessed && !m->pair->guessed)
        return;
    plume_carbon_warn(m, "processor-guessed");
    plume_log_note(
        m->log, PLUME_ASSUMED, m->line, "processor-guessed",
        flat ? "the processor's power is the same in all epochs: a share of its "
               "rated power, not a measurement"
             : "the tracker did not know the processor and took the rated power "
               "of others");
}

/* Epochs that the tracker was told of and did not monitor (monitor_epochs, or a program
 * that ended without stop()). Where a training was ended early it says so itself. */
static void tell_unmonitored(plume_carbon_making *m)
{
    const plume_carbon_block *plan = &m->output->predicted;
    double planned = plan->line > 0 && plan->damage.length == 0 ? plan->epochs : NAN;
    double actual = m->actual != NULL ? m->actual->epochs : 0.0;
    double monitored = fmax(actual, (double)m->standard->epochs);
    double share = monitored / planned;
    plume_text predicted;

    if (m->standard->interrupted || m->output->interrupted || !(share < 1.0))
        return;
    if (m->run.state == PLUME_STATE_COMPLETE)
        m->run.state = PLUME_STATE_UNKNOWN;
    m->run.energy.coverage =
        share * (isnan(m->run.energy.coverage) ? 1.0 : m->run.energy.coverage);
    plume_carbon_warn(m, "epochs-unmonitored");
    plume_text_init(&predicted);
    plume_number_significant(&predicted, m->run.predicted.energy_kwh, 4);
    plume_log_note(m->log, PLUME_WARNING, m->line, "epochs-unmonitored",
                   "%g of %g epochs were monitored; for all of them the tracker predicts "
                   "%s kWh with its PUE",
                   monitored, planned,
                   isnan(m->run.predicted.energy_kwh) ? "an unknown number of"
                                                      : predicted.data);
    plume_text_dispose(&predicted);
}

/* --- what is no run --- */

static void reject_actual(plume_carbon_making *m)
{
    const plume_carbon_block *block = &m->output->actual;

    plume_log_reject(m->log, m->pair->output_is_other ? m->line : block->line, 0,
                     "torn-block", "the actual consumption%s cannot be used: %s",
                     m->place.data, block->damage.data);
}

/* A session without an actual consumption and without a measured epoch. */
static void reject_session(plume_carbon_making *m)
{
    const plume_carbon_block *block = &m->output->predicted;
    uint64_t line = m->pair->output_is_other ? m->line : block->line;
    plume_text figures;

    plume_text_init(&figures);
    if (block->line == 0) {
        plume_log_reject(m->log, m->line, 0, "no-consumption",
                         "the tracker started, but no epoch was measured");
    } else if (block->damage.length > 0) {
        plume_log_reject(m->log, line, 0, "torn-block",
                         "the predicted consumption%s cannot be used: %s", m->place.data,
                         block->damage.data);
    } else {
        print_figures(&figures, block);
        plume_log_reject(m->log, line, 0, "prediction-only",
                         "a predicted consumption (%s)%s without an actual one is no "
                         "measurement",
                         figures.data, m->place.data);
    }
    plume_text_dispose(&figures);
}

/* --- the run --- */

/* A block that is damaged is not used, but keeps its line for the reject. */
static void making_init(plume_carbon_making *m, plume_log *log,
                        const plume_carbon_pair *pair)
{
    const plume_carbon_block *block = &pair->output->actual;

    *m = (plume_carbon_making){
        .log = log, .pair = pair, .standard = pair->standard, .output = pair->output
    };
    if (block->line > 0 && block->damage.length == 0)
        m->actual = block;
    if (!pair->output_is_other)
        m->line = block->line > 0 ? block->line : pair->output->line;
    else if (!pair->standard_is_other)
        m->line = pair->standard->line;
    plume_run_init(&m->run);
    plume_text_init(&m->id);
    plume_text_init(&m->identity);
    plume_text_init(&m->covers);
    plume_text_init(&m->region);
    plume_text_init(&m->place);
    plume_text_init(&m->note);
    plume_text_init(&m->warnings);
    if (pair->output_is_other && block->line > 0)
        plume_text_printf(&m->place, " (%s, line %llu)", pair->other,
                          (unsigned long long)block->line);
}

static void making_dispose(plume_carbon_making *m)
{
    plume_text_dispose(&m->id);
    plume_text_dispose(&m->identity);
    plume_text_dispose(&m->covers);
    plume_text_dispose(&m->region);
    plume_text_dispose(&m->place);
    plume_text_dispose(&m->note);
    plume_text_dispose(&m->warnings);
}

static plume_status push(plume_carbon_making *m, plume_error *error)
{
    const plume_text *texts[] = { &m->id,     &m->identity, &m->covers,
                                  &m->region, &m->note,     &m->warnings };
    plume_status status = PLUME_OK;

    for (uint64_t i = 0; i < sizeof texts / sizeof *texts && status == PLUME_OK; i++)
        status = plume_text_status(texts[i], error);
    m->run.id = m->id.data;
    m->run.identity = m->identity.data;
    m->run.covers = m->covers.data;
    m->run.region = m->region.data;
    m->run.note = m->note.data;
    m->run.warnings = m->warnings.data;
    /* A block that was printed again is the same run again. */
    for (uint64_t i = 0; i <= m->output->repeats && status == PLUME_OK; i++)
        status = plume_log_run(m->log, &m->run, m->line, error);
    return status;
}

static void fill(plume_carbon_making *m)
{
    if (m->actual != NULL)
        plume_text_printf(&m->note, "actual consumption%s", m->place.data);
    fill_times(m);
    plume_carbon_fill_energy(m);
    plume_carbon_fill_scope(m);
    fill_location(m);
    fill_carbon(m);
    fill_state(m);
    fill_prediction(m);
    tell_processor(m);
    tell_unmonitored(m);
    fill_names(m);
}

/* Without an actual consumption and without an epoch there is no run; a prediction
 * alone measures nothing. */
plume_status plume_carbon_run_push(plume_log *log, const plume_carbon_pair *pair,
                                   plume_error *error)
{
    plume_carbon_making m;
    plume_status status = PLUME_OK;

    making_init(&m, log, pair);
    if (m.output->actual.line > 0 && m.actual == NULL)
        reject_actual(&m);
    if (m.actual != NULL || m.standard->epochs > 0) {
        fill(&m);
        status = push(&m, error);
    } else if (m.output->actual.line == 0) {
        reject_session(&m);
    }
    making_dispose(&m);
    return status;
}
