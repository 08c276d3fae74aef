/* Mends or refuses impossible figures, and cleans every text of a run. */
#include "logs/finish/run_check.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/number/units.h"
#include "core/sanitize.h"
#include "records/plausible.h"
#include <plume/text.h>

/* The last ones are those of plume_run_texts. */
enum { TEXTS = 19, TEXTS_OF_KIND = 7 };

/* Parts and total are printed with fewer digits than they are added with. */
#define SUM_SLACK 1e-3

struct plume_run_check {
    plume_text text[TEXTS];
};

plume_run_check *plume_run_check_new(void)
{
    plume_run_check *check = calloc(1, sizeof *check);

    if (check == NULL)
        return NULL;
    for (size_t i = 0; i < TEXTS; i++)
        plume_text_init(&check->text[i]);
    return check;
}

void plume_run_check_free(plume_run_check *check)
{
    if (check == NULL)
        return;
    for (size_t i = 0; i < TEXTS; i++)
        plume_text_dispose(&check->text[i]);
    free(check);
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Whether eight bytes are from ' ' to '~' without two blanks in a row. With the high bits
 * taken off no sum carries into the next byte. */
static bool are_clean(const char *text)
{
    uint64_t bytes, low, no_blank;

    memcpy(&bytes, text, sizeof bytes);
    low = bytes & EACH(0x7f);
    no_blank = (low ^ EACH(' ')) + EACH(0x7f);
    return ((low + EACH(0x80 - ' ')) & ~(low + EACH(0x01)) & ~bytes & EACH(0x80)) ==
               EACH(0x80) &&
           ((no_blank | no_blank >> 8) & EACH(0x80) >> 8) == EACH(0x80) >> 8;
}

/* Most text is: printable ASCII, not long, without blanks at its ends or in pairs. Eight
 * bytes at a time share one with the next, so that no pair is missed. */
static bool is_clean_already(const char *text)
{
    char few[8] = "!!!!!!!!";
    size_t length, i = 0;

    if (text[0] == '\0')
        return true;
    length = strlen(text);
    if (length > PLUME_SANITIZE_LIMIT || text[0] == ' ' || text[length - 1] == ' ')
        return false;
    if (length < sizeof few) {
        for (; i < length; i++)
            few[i] = text[i];
        return are_clean(few);
    }
    for (; i + sizeof few < length; i += sizeof few - 1)
        if (!are_clean(text + i))
            return false;
    return are_clean(text + length - sizeof few);
}

static const char **text_at(plume_run *run, size_t i)
{
    static const size_t at[TEXTS] = {
        offsetof(plume_run, id),
        offsetof(plume_run, warnings),
        offsetof(plume_run, name),
        offsetof(plume_run, host),
        offsetof(plume_run, note),
        offsetof(plume_run, tool),
        offsetof(plume_run, owner.account),
        offsetof(plume_run, owner.user),
        offsetof(plume_run, owner.project),
        offsetof(plume_run, owner.partition),
        offsetof(plume_run, owner.model),
        offsetof(plume_run, owner.tags),
        offsetof(plume_run, study),
        offsetof(plume_run, tool_version),
        offsetof(plume_run, device),
        offsetof(plume_run, location),
        offsetof(plume_run, provider),
        offsetof(plume_run, region),
        offsetof(plume_run, compute.processor),
    };

    return (const char **)((char *)run + at[i]);
}

/* Identity and machine are compared and never shown. A run borrows its texts from the
 * log; what has to be cleaned is copied and the run
 * points to the copy. */
plume_status plume_run_check_sanitize(plume_run_check *check, plume_run *run,
                                      bool kind_is_clean, bool *changed,
                                      plume_error *error)
{
    size_t count = kind_is_clean ? TEXTS - TEXTS_OF_KIND : TEXTS;

    for (size_t i = 0; i < count; i++) {
        const char **text = text_at(run, i);
        plume_text *clean = &check->text[i];
        plume_status status;

        if (is_clean_already(*text))
            continue;
        plume_text_clear(clean);
        if (!plume_sanitize(clean, *text, strlen(*text), PLUME_SANITIZE_LIMIT))
            *changed = true;
        status = plume_text_status(clean, error);
        if (status != PLUME_OK)
            return status;
        *text = clean->data;
    }
    return PLUME_OK;
}

/* Negative or infinite where only a magnitude makes sense. */
static bool is_no_magnitude(double value)
{
    return isinf(value) || value < 0.0;
}

/* name: what the figure is, and its unit. */
static void drop(plume_mended *mended, const char *const name[2], double *value,
                 bool impossible)
{
    if (!impossible)
        return;
    if (mended->name == NULL)
        *mended = (plume_mended){ name[0], name[1], *value };
    *value = NAN;
}

static double known(double value)
{
    return isnan(value) ? 0.0 : value;
}

/* A component that is negative was added into a total that is the sum of all. */
static bool is_sum(const plume_energy *energy)
{
    double sum_kwh =
        known(energy->cpu_kwh) + known(energy->gpu_kwh) + known(energy->ram_kwh);

    return fabs(energy->total_kwh - sum_kwh) <= SUM_SLACK * fabs(energy->total_kwh);
}

static void mend_component(plume_mended *mended, const char *name, double *value,
                           plume_energy *energy, bool summed)
{
    if (summed && *value < 0.0 && isfinite(*value)) {
        energy->total_kwh -= *value;
        energy->logged_kwh -= *value * energy->pue_included;
    }
    drop(mended, (const char *const[2]){ name, " kWh" }, value, is_no_magnitude(*value));
}

static void mend_energy(plume_mended *mended, plume_energy *energy)
{
    bool summed = is_sum(energy);

    mend_component(mended, "processors' energy", &energy->cpu_kwh, energy, summed);
    mend_component(mended, "accelerators' energy", &energy->gpu_kwh, energy, summed);
    mend_component(mended, "memory's energy", &energy->ram_kwh, energy, summed);
    drop(mended, (const char *const[2]){ "energy", " kWh" }, &energy->total_kwh,
         is_no_magnitude(energy->total_kwh));
    drop(mended, (const char *const[2]){ "energy", " kWh" }, &energy->logged_kwh,
         is_no_magnitude(energy->logged_kwh));
}

/* A figure that cannot be, such as a negative energy, leaves the others of its row
 * sound: it alone becomes unknown. NAN is no finding, as it means unknown already. */
plume_mended plume_run_check_mend(plume_run *run)
{
    plume_mended mended = { NULL, "", NAN };

    mend_energy(&mended, &run->energy);
    drop(&mended, (const char *const[2]){ "power", " W" }, &run->power_w,
         is_no_magnitude(run->power_w));
    drop(&mended, (const char *const[2]){ "emission", " kg" }, &run->logged_co2e_kg,
         is_no_magnitude(run->logged_co2e_kg));
    drop(&mended, (const char *const[2]){ "intensity", " kg/kWh" },
         &run->logged_intensity_kg_per_kwh,
         is_no_magnitude(run->logged_intensity_kg_per_kwh));
    drop(&mended, (const char *const[2]){ "utilisation", "" }, &run->utilization,
         run->utilization < 0.0 || run->utilization > 1.0);
    return mended;
}

static bool is_beyond(double value, plume_dimension dimension)
{
    return value > plume_dimension_most(dimension);
}

/* What is printed beside the energy, and what an energy may be reckoned from. */
static const char *beyond_reach(const plume_run *run)
{
    const plume_compute *compute = &run->compute;

    if (is_beyond(run->power_w, PLUME_DIMENSION_POWER) ||
        is_beyond(compute->core_w, PLUME_DIMENSION_POWER))
        return "a power is above 1e11 W, which no study reaches";
    if (is_beyond(run->logged_co2e_kg, PLUME_DIMENSION_MASS))
        return "the emission is above 1e13 kg, which no study reaches";
    if (is_beyond(run->logged_intensity_kg_per_kwh, PLUME_DIMENSION_INTENSITY))
        return "the intensity is above 1e4 kg/kWh, which no grid reaches";
    if (run->site_pue > PLUME_PUE_MOST || run->energy.pue_included > PLUME_PUE_MOST)
        return "the PUE is above 1e4, which no building reaches";
    if (is_beyond(run->flops, PLUME_DIMENSION_WORK))
        return "a count of operations is above 1e40, which no study reaches";
    if (compute->parameters > PLUME_COUNT_MOST || compute->tokens > PLUME_COUNT_MOST ||
        compute->cores > PLUME_COUNT_MOST || compute->memory_gb > PLUME_COUNT_MOST)
        return "a count of cores, gigabytes, parameters or tokens is above 1e20, which "
               "no "
               "study reaches";
    return NULL;
}

/* Written as "not at least 1", so that a PUE of NAN is refused as well; a coverage of
 * NAN passes, as it is unknown. */
static const char *impossible_energy(const plume_energy *energy)
{
    if (!(energy->pue_included >= 1.0) || isinf(energy->pue_included))
        return "the PUE inside the energy is below 1 or infinite";
    if (energy->coverage < 0.0 || energy->coverage > 1.0)
        return "the coverage is not between 0 and 1";
    return NULL;
}

static bool is_no_share(double value)
{
    return value < 0.0 || value > 1.0;
}

static const char *impossible_compute(const plume_compute *compute)
{
    if (is_no_magnitude(compute->cores) || is_no_magnitude(compute->core_w) ||
        is_no_magnitude(compute->memory_gb))
        return "cores, their power or a memory are negative or infinite";
    if (is_no_magnitude(compute->parameters) || is_no_magnitude(compute->tokens))
        return "a count of parameters or tokens is negative or infinite";
    if (is_no_share(compute->core_utilization) || is_no_share(compute->efficiency))
        return "the use of cores or of peak throughput is not between 0 and 1";
    return NULL;
}

const char *plume_run_check_impossible(const plume_run *run)
{
    if (is_no_magnitude(run->duration_s))
        return "the duration is negative or infinite";
    if (run->duration_s > PLUME_HOURS_BOUND * SECONDS_PER_HOUR)
        return "the duration is above 1e8 hours, which no study reaches";
    if (run->device_count > PLUME_DEVICES_BOUND)
        return "the count of devices is above 1e7, which no study reaches";
    if (run->energy.total_kwh > PLUME_KWH_BOUND ||
        run->energy.gpu_kwh > PLUME_KWH_BOUND || run->energy.cpu_kwh > PLUME_KWH_BOUND ||
        run->energy.ram_kwh > PLUME_KWH_BOUND)
        return "the energy is above 1e12 kWh, which no study reaches";
    if (run->repeat > PLUME_RUNS_BOUND ||
        run->repeat * run->energy.total_kwh > PLUME_KWH_BOUND)
        return "it stands for more than 1e12 runs, or for runs of more than 1e12 kWh, "
               "which no study reaches";
    if (is_no_magnitude(run->device_count))
        return "the count of devices is negative or infinite";
    if (is_no_magnitude(run->flops))
        return "a count of operations is negative or infinite";
    if (!(run->repeat >= 1.0) || isinf(run->repeat))
        return "the repeat is below 1 or infinite";
    if (run->site_pue < 1.0 || isinf(run->site_pue))
        return "the PUE of the building is below 1 or infinite";
    if (isinf(run->start_s) || isinf(run->end_s) || isinf(run->progress))
        return "a time or the progress is infinite";
    if (impossible_compute(&run->compute) != NULL)
        return impossible_compute(&run->compute);
    if (impossible_energy(&run->energy) != NULL)
        return impossible_energy(&run->energy);
    return beyond_reach(run);
}

/* --- what a record says of itself --- */

/* Whether a record says when it ran, for how long, what it drew or what it did: a table
 * without any of these is no log, whatever its heads. */
bool plume_run_tells_something(const plume_run *run)
{
    const double figures[] = { run->start_s,        run->end_s,
                               run->duration_s,     run->energy.total_kwh,
                               run->power_w,        run->flops,
                               run->logged_co2e_kg, run->predicted.energy_kwh,
                               run->energy.gpu_kwh, run->energy.cpu_kwh };

    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        if (!isnan(figures[i]))
            return true;
    return false;
}

/* Of two records that are as far, a finished one counts before the checkpoint of the same
 * step: by the least step that a number can take. */
double plume_run_progress(const plume_run *run)
{
    if (isnan(run->progress))
        return run->duration_s;
    return run->state == PLUME_STATE_COMPLETE && !isnan(run->duration_s)
               ? nextafter(run->progress, (double)INFINITY)
               : run->progress;
}

/* Whether what a run carries could make two of one reader parts, replicas or sessions. */
bool plume_run_may_relate(const plume_run *run)
{
    const plume_run_keys *keys = &run->keys;

    return keys->parent[0] != '\0' || keys->job_step[0] != '\0' ||
           keys->folder[0] != '\0' || keys->launcher[0] != '\0' || !isnan(keys->pid) ||
           !isnan(keys->rank) || !isnan(keys->attempt) || keys->first_step > 0.0 ||
           keys->program[0] != '\0';
}
