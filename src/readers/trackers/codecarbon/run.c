/* readers/trackers/codecarbon/run.c -- from a row of CodeCarbon to a run.
 *
 * Energies hold the PUE of the row's own pue column (2.2.3 and later; earlier versions
 * have neither), so it is divided out. A row is cumulative since the start of its run:
 * the one with the largest duration stands for it. */
#include "readers/trackers/codecarbon/run.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include "logs/unknown_time.h"
#include "readers/trackers/codecarbon/codecarbon.h"
#include "records/role_guess.h"
#include <plume/number.h>

/* What CodeCarbon writes when it could not measure; each is told once a file. */
enum {
    TALLY_NO_ENERGY,
    TALLY_CPU_GUESSED,
    TALLY_RAM_MODELLED,
    TALLY_WORLD_GRID,
    TALLY_PARTS_DIFFER,
    TALLY_ROLE_GUESSED,
    TALLY_SEVERAL_GPUS,
    TALLY_CLOUD_UNSEEN,
    TALLY_NO_SUCH_TIME
};

static const double cpu_fallback_w = 42.5; /* 2.x: unknown processor, 85 W x 0.5 */
static const double cpu_fallback_w_per_thread = 4.0; /* 3.x: unknown processor */
static const double ram_w_per_gb = 0.375;            /* 1.x and 2.x: 3 W per 8 GB */
static const double ram_slots_w[] = { 10, 20, 38, 54, 70 }; /* 3.x: sums of DIMM slots */
static const double world_kg_per_kwh = 0.475; /* IEA 2019, when no country was found */

void codecarbon_state_init(codecarbon_state *state)
{
    memset(state, 0, sizeof *state);
    state->unnamed_start_s = NAN;
}

static bool is_blank(const char *text)
{
    if (text[0] != 'N' && text[0] != 'n')
        return text[0] == '\0';
    return strcmp(text, "None") == 0 || strcmp(text, "nan") == 0 ||
           strcmp(text, "NaN") == 0 || strcmp(text, "null") == 0;
}

/* NAN when blank or no number. A row is judged, filled and checked by the same numbers:
 * each is converted once. */
static double number(codecarbon_row *row, codecarbon_column column)
{
    uint64_t bit = (uint64_t)1 << column;
    double *value = &row->number[column];

    if ((row->converted & bit) != 0)
        return *value;
    row->converted |= bit;
    *value = NAN;
    if (!is_blank(row->text[column]))
        (void)plume_number_parse(value, row->text[column], strlen(row->text[column]));
    return *value;
}

static const char *text(codecarbon_row *row, codecarbon_column column)
{
    return is_blank(row->text[column]) ? "" : row->text[column];
}

/* --- is the row what its columns say? --- */

static bool is_amount(codecarbon_row *row, codecarbon_column column)
{
    return is_blank(row->text[column]) || number(row, column) >= 0.0;
}

/* A component may be negative, when a counter was reset, and then it was added to the
 * total all the same. A negative number that does not fit the total stands in a column
 * where it does not belong. */
static bool has_negative(codecarbon_row *row)
{
    static const codecarbon_column parts[] = { CC_CPU_ENERGY, CC_GPU_ENERGY,
                                               CC_RAM_ENERGY };
    double sum = -number(row, CC_ENERGY_CONSUMED), all = 0.0;
    bool negative = false;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        double part = number(row, parts[i]);

        negative = negative || part < 0.0;
        sum += isnan(part) ? 0.0 : part;
        all += isnan(part) ? 0.0 : fabs(part);
    }
    return negative && fabs(sum) <= 0.01 * all;
}

static bool is_country_code(const char *code)
{
    size_t length = strlen(code);

    for (size_t i = 0; i < length; i++)
        if (!isalpha((unsigned char)code[i]))
            return false;
    return length == 0 || length == 2 || length == 3;
}

/* Its shape alone: "2020-04-31T03:26:11" is no moment, but it is no torn row either. */
static bool looks_like_a_time(const char *stamp)
{
    static const char shape[] = "dddd-dd-ddTdd:dd";

    if (plume_day_is_unknown(stamp, strlen(stamp)))
        return true;
    for (size_t i = 0; shape[i] != '\0'; i++)
        if (shape[i] == 'd'
                ? !isdigit((unsigned char)stamp[i])
                : stamp[i] != shape[i] && !(shape[i] == 'T' && stamp[i] == ' '))
            return false;
    return true;
}

/* What a cell must be, so that a row under the columns of another version does not
 * pass; negative readings are allowed where the tracker wrote them. */
const char *codecarbon_row_fault(codecarbon_row *row, codecarbon_column *column)
{
    static const codecarbon_column amounts[] = { CC_DURATION, CC_PUE, CC_GPU_COUNT,
                                                 CC_RAM_TOTAL_SIZE };
    static const codecarbon_column readings[] = {
        CC_EMISSIONS,  CC_ENERGY_CONSUMED, CC_CPU_ENERGY, CC_GPU_ENERGY,
        CC_RAM_ENERGY, CC_CPU_POWER,       CC_GPU_POWER,  CC_RAM_POWER,
    };
    static const char *const modes[] = { "", "machine", "process", NULL };
    static const char *const answers[] = { "", "Y", "N", NULL };

    *column = CC_TIMESTAMP;
    if (row->present[CC_TIMESTAMP] && !looks_like_a_time(row->text[CC_TIMESTAMP]))
        return "a time such as 2024-05-31T10:39:13";
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        *column = amounts[i];
        if (!is_amount(row, amounts[i]))
            return "a number of at least 0";
    }
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        *column = readings[i];
        if (!is_amount(row, readings[i]) &&
            (isnan(number(row, readings[i])) || !has_negative(row)))
            return "a number of at least 0";
    }
    *column = CC_COUNTRY_ISO_CODE;
    if (!is_country_code(text(row, CC_COUNTRY_ISO_CODE)))
        return "a country code";
    *column = CC_TRACKING_MODE;
    if (!plume_is_one_of(text(row, CC_TRACKING_MODE), modes))
        return "machine or process";
    *column = CC_ON_CLOUD;
    if (!plume_is_one_of(text(row, CC_ON_CLOUD), answers))
        return "Y or N";
    *column = CC_PUE;
    if (number(row, CC_PUE) < 1.0)
        return "a ratio of at least 1";
    return NULL;
}

/* --- identity --- */

/* A run without an id is known by its start: the time of writing, which has whole
 * seconds, less the duration, so starts of one run differ by less than a second from row
 * to row. */
static void unnamed_identity(plume_text *id, codecarbon_state *state, codecarbon_row *row,
                             const plume_run *run)
{
    bool same = fabs(run->start_s - state->unnamed_start_s) <= 1.0 &&
                strncmp(state->unnamed_project, run->name,
                        sizeof state->unnamed_project - 1) == 0;

    if (!same) {
        state->unnamed_line = row->line;
        state->unnamed_first_s = run->start_s;
    }
    state->unnamed_start_s = run->start_s;
    strncpy(state->unnamed_project, run->name, sizeof state->unnamed_project - 1);
    plume_text_printf(id, "line-%llu", (unsigned long long)state->unnamed_line);
}

/* A task of a run (track by task) is a run of its own, with the run as its parent. */
static void identify(plume_text *id, plume_text *identity, codecarbon_state *state,
                     codecarbon_row *row, plume_run *run)
{
    /* Before 2.0 experiment_id told runs apart; since 2.7 it is the same for everybody.
     */
    const char *given = text(row, row->present[CC_RUN_ID] ? CC_RUN_ID : CC_EXPERIMENT_ID);

    if (given[0] != '\0' && row->present[CC_RUN_ID]) {
        run->keys.run = text(row, CC_TASK_NAME)[0] == '\0' ? given : "";
        run->keys.parent = text(row, CC_TASK_NAME)[0] == '\0' ? "" : given;
        run->keys.run_tool = "codecarbon";
    }
    if (given[0] != '\0') {
        plume_text_add(id, given);
        plume_text_add(identity, "codecarbon ");
        plume_text_add(identity, given);
    } else {
        unnamed_identity(id, state, row, run);
        plume_text_printf(identity, "codecarbon unnamed %s ", run->name);
        plume_number_print(identity, state->unnamed_first_s);
    }
    if (text(row, CC_TASK_NAME)[0] != '\0') {
        plume_text_printf(id, "/%s", text(row, CC_TASK_NAME));
        plume_text_printf(identity, " task %s", text(row, CC_TASK_NAME));
    }
}

/* --- what is told --- */

static void count(codecarbon_state *state, int tally, uint64_t line)
{
    if (state->tally[tally].rows++ == 0)
        state->tally[tally].first_line = line;
}

static void warn(plume_text *warnings, codecarbon_state *state, int tally, uint64_t line,
                 const char *code)
{
    count(state, tally, line);
    plume_text_add(warnings, warnings->length > 0 ? " " : "");
    plume_text_add(warnings, code);
}

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-3 * fabs(b);
}

/* Powers that CodeCarbon writes when it could not measure. */
static void recognise_fallbacks(plume_text *warnings, codecarbon_state *state,
                                codecarbon_row *row, const plume_run *run)
{
    double cpu_w = number(row, CC_CPU_POWER), ram_w = number(row, CC_RAM_POWER);
    double slots_w = 0.0;

    if (is_near(cpu_w, cpu_fallback_w) ||
        is_near(cpu_w, cpu_fallback_w_per_thread * number(row, CC_CPU_COUNT)))
        warn(warnings, state, TALLY_CPU_GUESSED, row->line, "cpu-power-guessed");
    for (size_t i = 0; i < sizeof ram_slots_w / sizeof *ram_slots_w; i++)
        if (is_near(ram_w, ram_slots_w[i]))
            slots_w = ram_slots_w[i];
    if (slots_w > 0.0 || is_near(ram_w, ram_w_per_gb * number(row, CC_RAM_TOTAL_SIZE)))
        warn(warnings, state, TALLY_RAM_MODELLED, row->line, "ram-power-modelled");
    if (is_near(run->logged_intensity_kg_per_kwh, world_kg_per_kwh))
        warn(warnings, state, TALLY_WORLD_GRID, row->line, "world-intensity");
}

/* Providers whose kernels give them away when CodeCarbon did not notice. */
static bool is_cloud_kernel(const char *os)
{
    return strstr(os, ".amzn") != NULL || strstr(os, "-aws") != NULL ||
           strstr(os, "-azure") != NULL || strstr(os, "-gcp") != NULL ||
           strstr(os, "-gke") != NULL;
}

/* The parts may differ from the total by one in a hundred, the rounding of short
 * rows. CodeCarbon names several models of GPU in one text with " x ", which no table
 * of devices can look up. */
static void check(plume_text *warnings, codecarbon_state *state, codecarbon_row *row,
                  const plume_run *run)
{
    double parts = run->energy.cpu_kwh + run->energy.ram_kwh +
                   (isnan(run->energy.gpu_kwh) ? 0.0 : run->energy.gpu_kwh);
    const char *times = strstr(text(row, CC_GPU_MODEL), " x ");

    if (row->present[CC_TIMESTAMP] && isnan(run->end_s) &&
        !plume_day_is_unknown(row->text[CC_TIMESTAMP], strlen(row->text[CC_TIMESTAMP])))
        warn(warnings, state, TALLY_NO_SUCH_TIME, row->line, "no-such-time");
    if (isnan(run->energy.logged_kwh))
        warn(warnings, state, TALLY_NO_ENERGY, row->line, "energy-unknown");
    if (fabs(parts - run->energy.total_kwh) > 0.01 * run->energy.total_kwh)
        warn(warnings, state, TALLY_PARTS_DIFFER, row->line, "parts-differ");
    if (times != NULL && strstr(times + 3, " x ") != NULL)
        warn(warnings, state, TALLY_SEVERAL_GPUS, row->line, "several-gpu-models");
    if (text(row, CC_CLOUD_PROVIDER)[0] == '\0' && is_cloud_kernel(text(row, CC_OS)))
        warn(warnings, state, TALLY_CLOUD_UNSEEN, row->line, "cloud-unseen");
    recognise_fallbacks(warnings, state, row, run);
}

/* --- the run --- */

/* CodeCarbon multiplies its energies by the PUE where it writes one, and all of its
 * parts as well; it is taken out again here, since Plume applies the PUE of the site
 * itself. */
static void fill_energy(plume_run *run, codecarbon_row *row)
{
    double pue = number(row, CC_PUE);

    run->energy.scope = PLUME_SCOPE_IT;
    run->energy.evidence = PLUME_EVIDENCE_TRACKER;
    run->energy.pue_included = isnan(pue) ? 1.0 : pue;
    if (pue > 1.0) /* 1.0 is what CodeCarbon assumes of any building */
        run->site_pue = pue;
    run->energy.logged_kwh = number(row, CC_ENERGY_CONSUMED);
    run->energy.total_kwh = run->energy.logged_kwh / run->energy.pue_included;
    run->energy.cpu_kwh = number(row, CC_CPU_ENERGY) / run->energy.pue_included;
    run->energy.gpu_kwh = number(row, CC_GPU_ENERGY) / run->energy.pue_included;
    run->energy.ram_kwh = number(row, CC_RAM_ENERGY) / run->energy.pue_included;
    /* Without an accelerator the column holds a bare 0, which is no reading. */
    if (text(row, CC_GPU_MODEL)[0] == '\0' && run->energy.gpu_kwh == 0.0)
        run->energy.gpu_kwh = NAN;
    run->logged_co2e_kg = number(row, CC_EMISSIONS);
    if (run->energy.logged_kwh > 0.0)
        run->logged_intensity_kg_per_kwh = run->logged_co2e_kg / run->energy.logged_kwh;
}

/* "8 x NVIDIA A40" is eight of one device; without an accelerator the processor is the
 * device. */
static void fill_device(plume_run *run, codecarbon_row *row)
{
    const char *model = text(row, CC_GPU_MODEL), *times = strstr(model, " x ");
    double counted;

    if (model[0] == '\0') {
        run->device = text(row, CC_CPU_MODEL);
        run->device_count = run->device[0] == '\0' ? NAN : 1.0;
        return;
    }
    run->device = model;
    run->device_count = number(row, CC_GPU_COUNT);
    if (times != NULL && plume_count_parse(&counted, model, (size_t)(times - model)) &&
        strstr(times + 3, " x ") == NULL) {
        run->device = times + 3;
        if (isnan(run->device_count))
            run->device_count = counted;
    }
}

static void fill_place(plume_run *run, codecarbon_row *row)
{
    run->location = text(row, CC_COUNTRY_ISO_CODE);
    if (run->location[0] == '\0')
        run->location = text(row, CC_COUNTRY_NAME);
    run->provider = text(row, CC_CLOUD_PROVIDER);
    run->region = text(row, run->provider[0] != '\0' ? CC_CLOUD_REGION : CC_REGION);
}

/* Runs metered as a whole machine: equal hardware at an equal place is taken for one
 * machine. */
static void fill_machine(plume_text *machine, codecarbon_row *row)
{
    static const codecarbon_column parts[] = {
        CC_OS,        CC_CPU_MODEL, CC_CPU_COUNT, CC_GPU_MODEL,
        CC_GPU_COUNT, CC_LONGITUDE, CC_LATITUDE,  CC_RAM_TOTAL_SIZE,
    };

    if (text(row, CC_CPU_MODEL)[0] == '\0' ||
        strcmp(text(row, CC_TRACKING_MODE), "process") == 0)
        return;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        plume_text_add(machine, text(row, parts[i]));
        plume_text_add_char(machine, '|');
    }
}

static void fill_role(plume_run *run, codecarbon_state *state, uint64_t line)
{
    run->role = plume_role_guess(run->name);
    if (run->role != PLUME_ROLE_UNKNOWN)
        count(state, TALLY_ROLE_GUESSED, line);
}

/* Of a run's rows the one that ran longest stands for it; a row without an energy only
 * when there is no other. */
static double progress_of(const plume_run *run)
{
    double seconds = isnan(run->duration_s) ? 0.0 : run->duration_s;

    return isnan(run->energy.logged_kwh) ? -1.0 / (1.0 + seconds) : seconds;
}

/* The row is written when the tracker stops, so its timestamp is the end and the
 * start follows from the duration. */
static void fill(plume_run *run, plume_log *log, codecarbon_row *row)
{
    const char *stamp = row->text[CC_TIMESTAMP];

    plume_run_init(run);
    run->name = text(row, CC_PROJECT_NAME);
    run->tool_version = text(row, CC_CODECARBON_VERSION);
    run->compute.processor = text(row, CC_CPU_MODEL);
    run->compute.memory_gb = number(row, CC_RAM_TOTAL_SIZE);
    run->end_s = plume_log_time(log, stamp, strlen(stamp));
    if (isnan(run->end_s))
        (void)plume_log_time_is_unknown(log, stamp, strlen(stamp), row->line);
    run->duration_s = number(row, CC_DURATION);
    run->start_s = run->end_s - run->duration_s;
    fill_energy(run, row);
    fill_device(run, row);
    fill_place(run, row);
    run->progress = progress_of(run);
    run->keys.resolution_s = 1.0; /* of the stamp */
}

plume_status codecarbon_take(plume_log *log, codecarbon_state *state, codecarbon_row *row,
                             plume_error *error)
{
    plume_text id, identity, machine, warnings;
    plume_run run;
    plume_status status;

    plume_text_init(&id);
    plume_text_init(&identity);
    plume_text_init(&machine);
    plume_text_init(&warnings);
    fill(&run, log, row);
    fill_role(&run, state, row->line);
    identify(&id, &identity, state, row, &run);
    fill_machine(&machine, row);
    check(&warnings, state, row, &run);
    run.id = id.data;
    run.identity = identity.data;
    run.machine = machine.data;
    run.warnings = warnings.data;
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, row->line, error);
    plume_text_dispose(&warnings);
    plume_text_dispose(&machine);
    plume_text_dispose(&identity);
    plume_text_dispose(&id);
    return status;
}

/* One note a kind, with its first line and how many rows: a log of a year has
 * thousands. */
void codecarbon_close(plume_log *log, const codecarbon_state *state)
{
    static const struct {
        plume_severity severity;
        const char *code, *message;
    } kinds[] = {
        [TALLY_NO_ENERGY] = { PLUME_WARNING, "energy-unknown",
                              "energy_consumed is empty: the run counts, its energy is "
                              "unknown" },
        [TALLY_CPU_GUESSED] = { PLUME_ASSUMED, "cpu-power-guessed",
                                "CodeCarbon did not know the processor and assumed its "
                                "power" },
        [TALLY_RAM_MODELLED] = { PLUME_ASSUMED, "ram-power-modelled",
                                 "memory power is CodeCarbon's model, not measured" },
        [TALLY_WORLD_GRID] = { PLUME_ASSUMED, "world-intensity",
                               "CodeCarbon fell back on the world's grid, 475 g/kWh" },
        [TALLY_PARTS_DIFFER] = { PLUME_WARNING, "parts-differ",
                                 "processor, accelerator and memory energy do not add up "
                                 "to "
                                 "energy_consumed" },
        [TALLY_ROLE_GUESSED] = { PLUME_ASSUMED, "role-guessed",
                                 "the role was taken from the project's name; a study "
                                 "file can "
                                 "say better" },
        [TALLY_SEVERAL_GPUS] = { PLUME_WARNING, "several-gpu-models",
                                 "gpu_model names several devices" },
        [TALLY_CLOUD_UNSEEN] = { PLUME_WARNING, "cloud-unseen",
                                 "the kernel is a cloud's, but no cloud provider was "
                                 "logged" },
        [TALLY_NO_SUCH_TIME] = { PLUME_WARNING, "no-such-time",
                                 "the time stamp names a moment that does not exist: the "
                                 "run "
                                 "counts, its time is unknown" },
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (state->tally[i].rows > 0)
            plume_log_note(log, kinds[i].severity, state->tally[i].first_line,
                           kinds[i].code, "%s (%llu row%s)", kinds[i].message,
                           (unsigned long long)state->tally[i].rows,
                           state->tally[i].rows == 1 ? "" : "s");
}
