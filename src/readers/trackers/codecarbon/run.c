/* readers/trackers/codecarbon/run.c -- from a row of CodeCarbon to a run.
 *
 * Energies hold the PUE of the row's own pue column (2.2.3 and later; earlier versions
 * have neither), so it is divided out. A row's energy is cumulative since the start of
 * its run: the one with the largest stands for it. */
#include "readers/trackers/codecarbon/run.h"

#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include "core/number/units.h"
#include "logs/unknown_time.h"
#include "readers/trackers/codecarbon/fallbacks.h"
#include "readers/trackers/codecarbon/printed.h"
#include "records/role_guess.h"
#include <plume/number.h>

/* Energies hold it; the files of tasks have no such column all the same. */
static const int pue_since[3] = { 2, 2, 3 };

void codecarbon_state_init(codecarbon_state *state)
{
    memset(state, 0, sizeof *state);
    state->unnamed_start_s = NAN;
    plume_text_init(&state->texts.id);
    plume_text_init(&state->texts.identity);
    plume_text_init(&state->texts.covers);
    plume_text_init(&state->texts.name);
    plume_text_init(&state->texts.machine);
    plume_text_init(&state->texts.warnings);
}

void codecarbon_state_dispose(codecarbon_state *state)
{
    plume_text_dispose(&state->texts.id);
    plume_text_dispose(&state->texts.identity);
    plume_text_dispose(&state->texts.covers);
    plume_text_dispose(&state->texts.name);
    plume_text_dispose(&state->texts.machine);
    plume_text_dispose(&state->texts.warnings);
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
    const char *given =
        codecarbon_text(row, row->present[CC_RUN_ID] ? CC_RUN_ID : CC_EXPERIMENT_ID);

    if (given[0] != '\0' && row->present[CC_RUN_ID]) {
        run->keys.run = codecarbon_text(row, CC_TASK_NAME)[0] == '\0' ? given : "";
        run->keys.parent = codecarbon_text(row, CC_TASK_NAME)[0] == '\0' ? "" : given;
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
    if (codecarbon_text(row, CC_TASK_NAME)[0] != '\0') {
        plume_text_printf(id, "/%s", codecarbon_text(row, CC_TASK_NAME));
        plume_text_printf(identity, " task %s", codecarbon_text(row, CC_TASK_NAME));
    }
}

/* --- what is told --- */

/* Providers whose kernels give them away when CodeCarbon did not notice. */
static bool is_cloud_kernel(const char *os)
{
    static const char *const ends[] = { ".amzn", "-aws", "-azure", "-gcp", "-gke" };

    for (; *os != '\0'; os++)
        for (size_t i = 0; plume_is_letter(os[1]) && i < sizeof ends / sizeof ends[0];
             i++)
            if (*os == ends[i][0] && strncmp(os, ends[i], strlen(ends[i])) == 0)
                return true;
    return false;
}

/* The file of tasks has no column of it; an empty cell is of a row that was cut, or
 * edited. */
static bool is_pue_missing(codecarbon_row *row)
{
    bool asked = codecarbon_text(row, CC_TASK_NAME)[0] != '\0' || row->present[CC_PUE];

    return asked && isnan(codecarbon_number(row, CC_PUE)) &&
           codecarbon_row_is_since(row, pue_since);
}

/* The parts may differ from the total by one in a hundred, the rounding of short
 * rows. CodeCarbon names several models of GPU in one text with " x ", which no table
 * of devices can look up. */
static void check(plume_text *warnings, codecarbon_tallies *tallies, codecarbon_row *row,
                  const plume_run *run)
{
    double parts = run->energy.cpu_kwh + run->energy.ram_kwh +
                   (isnan(run->energy.gpu_kwh) ? 0.0 : run->energy.gpu_kwh);
    const char *times = strstr(codecarbon_text(row, CC_GPU_MODEL), " x ");

    if (row->present[CC_TIMESTAMP] && isnan(run->end_s) &&
        !plume_day_is_unknown(row->text[CC_TIMESTAMP], strlen(row->text[CC_TIMESTAMP])))
        codecarbon_warn(warnings, tallies, CC_TALLY_NO_SUCH_TIME, row->line);
    if (isnan(run->energy.logged_kwh))
        codecarbon_warn(warnings, tallies, CC_TALLY_NO_ENERGY, row->line);
    if (fabs(parts - run->energy.total_kwh) > 0.01 * run->energy.total_kwh)
        codecarbon_warn(warnings, tallies, CC_TALLY_PARTS_DIFFER, row->line);
    if (times != NULL && strstr(times + 3, " x ") != NULL)
        codecarbon_warn(warnings, tallies, CC_TALLY_SEVERAL_GPUS, row->line);
    if (codecarbon_text(row, CC_CLOUD_PROVIDER)[0] == '\0' &&
        is_cloud_kernel(codecarbon_text(row, CC_OS)))
        codecarbon_warn(warnings, tallies, CC_TALLY_CLOUD_UNSEEN, row->line);
    if (is_pue_missing(row))
        codecarbon_warn(warnings, tallies,
                        codecarbon_text(row, CC_TASK_NAME)[0] != '\0'
                            ? CC_TALLY_PUE_UNKNOWN
                            : CC_TALLY_PUE_EMPTY,
                        row->line);
    if (codecarbon_text(row, CC_TRACKING_MODE)[0] != '\0')
        codecarbon_count(tallies,
                         strcmp(codecarbon_text(row, CC_TRACKING_MODE), "process") == 0
                             ? CC_TALLY_PROCESS_MODE
                             : CC_TALLY_MACHINE_MODE,
                         row->line);
    codecarbon_warn_of_fallbacks(warnings, tallies, row, run);
}

/* --- the run --- */

/* CodeCarbon multiplies its energies by the PUE where it writes one, and all of its
 * parts as well; it is taken out again here, since Plume applies the PUE of the site
 * itself. */
static void fill_energy(plume_run *run, codecarbon_row *row)
{
    double pue = codecarbon_number(row, CC_PUE);

    run->energy.scope = PLUME_SCOPE_IT;
    run->energy.evidence = PLUME_EVIDENCE_TRACKER;
    run->energy.pue_included = isnan(pue) ? 1.0 : pue;
    if (pue > 1.0) /* 1.0 is what CodeCarbon assumes of any building */
        run->site_pue = pue;
    run->energy.logged_kwh = codecarbon_number(row, CC_ENERGY_CONSUMED);
    run->energy.total_kwh = run->energy.logged_kwh / run->energy.pue_included;
    run->energy.cpu_kwh =
        codecarbon_number(row, CC_CPU_ENERGY) / run->energy.pue_included;
    run->energy.gpu_kwh =
        codecarbon_number(row, CC_GPU_ENERGY) / run->energy.pue_included;
    run->energy.ram_kwh =
        codecarbon_number(row, CC_RAM_ENERGY) / run->energy.pue_included;
    /* Without an accelerator the column holds a bare 0, which is no reading. */
    if (codecarbon_text(row, CC_GPU_MODEL)[0] == '\0' && run->energy.gpu_kwh == 0.0)
        run->energy.gpu_kwh = NAN;
    run->logged_co2e_kg = codecarbon_number(row, CC_EMISSIONS);
    if (run->energy.logged_kwh > 0.0)
        run->logged_intensity_kg_per_kwh = run->logged_co2e_kg / run->energy.logged_kwh;
}

/* "8 x NVIDIA A40" is eight of one device; without an accelerator the processor is the
 * device. */
static void fill_device(plume_run *run, codecarbon_row *row)
{
    const char *model = codecarbon_text(row, CC_GPU_MODEL), *times = strstr(model, " x ");
    double counted;

    if (model[0] == '\0') {
        run->device = codecarbon_text(row, CC_CPU_MODEL);
        run->device_count = run->device[0] == '\0' ? NAN : 1.0;
        return;
    }
    run->device = model;
    run->device_count = codecarbon_number(row, CC_GPU_COUNT);
    if (times != NULL && plume_count_parse(&counted, model, (size_t)(times - model)) &&
        strstr(times + 3, " x ") == NULL) {
        run->device = times + 3;
        if (isnan(run->device_count))
            run->device_count = counted;
    }
}

static void fill_place(plume_run *run, codecarbon_row *row)
{
    if (codecarbon_place_is_fallback(row))
        return;
    run->location = codecarbon_text(row, CC_COUNTRY_ISO_CODE);
    if (run->location[0] == '\0')
        run->location = codecarbon_text(row, CC_COUNTRY_NAME);
    run->provider = codecarbon_text(row, CC_CLOUD_PROVIDER);
    run->region =
        codecarbon_text(row, run->provider[0] != '\0' ? CC_CLOUD_REGION : CC_REGION);
}

/* Runs metered as a whole machine: equal hardware at an equal place is taken for one
 * machine. */
static void fill_machine(plume_text *machine, codecarbon_row *row)
{
    static const codecarbon_column parts[] = {
        CC_OS,        CC_CPU_MODEL, CC_CPU_COUNT, CC_GPU_MODEL,
        CC_GPU_COUNT, CC_LONGITUDE, CC_LATITUDE,  CC_RAM_TOTAL_SIZE,
    };
    const char *text[sizeof parts / sizeof *parts];

    if (codecarbon_text(row, CC_CPU_MODEL)[0] == '\0' ||
        strcmp(codecarbon_text(row, CC_TRACKING_MODE), "process") == 0)
        return;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        text[i] = codecarbon_text(row, parts[i]);
    plume_text_add_each(machine, text, sizeof parts / sizeof *parts, '|');
}

/* `codecarbon monitor` knows no project: its runs are known by their file, or by the
 * folder where that has the name that all have. */
static void fill_name(plume_text *name, const char *path)
{
    static const char *const by_default[] = { "emissions.csv", "codecarbon.csv", NULL };
    const char *slash = strrchr(path, '/');
    const char *file = slash == NULL ? path : slash + 1, *folder = slash;

    if (slash == NULL || !plume_is_one_of(file, by_default)) {
        plume_text_add_n(name, file, strcspn(file, "."));
        return;
    }
    while (folder > path && folder[-1] != '/')
        folder--;
    plume_text_add_n(name, folder, (size_t)(slash - folder));
}

static void fill_role(plume_run *run, codecarbon_state *state, uint64_t line)
{
    run->role = plume_role_guess(run->name);
    if (run->role != PLUME_ROLE_UNKNOWN)
        codecarbon_count(&state->tallies, CC_TALLY_ROLE_GUESSED, line);
}

/* Of a run's rows the one with the largest energy stands for it, for the energy goes on
 * where the duration begins again; a row without an energy only when there is no other.
 */
static double progress_of(const plume_run *run)
{
    double seconds = isnan(run->duration_s) ? 0.0 : run->duration_s;

    return isnan(run->energy.logged_kwh) ? -1.0 / (1.0 + seconds)
                                         : run->energy.logged_kwh;
}

/* The duration of a run with tasks begins at 0 with each of them, and its energy does
 * not. Averages of powers and energies differ by up to a half without that. */
static bool is_too_short(codecarbon_row *row, const plume_run *run)
{
    static const double at_most = 2.2;
    double own_w = run->energy.total_kwh * JOULES_PER_KWH / run->duration_s;

    return own_w > at_most * codecarbon_average_w(row);
}

/* What the duration of a row does not tell. By its own powers it was at work for as long
 * as its energy takes; pauses, and so the start, are not known. */
static void mend_time(plume_run *run, plume_text *warnings, codecarbon_state *state,
                      codecarbon_row *row)
{
    if (codecarbon_add_stretches(&state->stretches, run)) {
        codecarbon_warn(warnings, &state->tallies, CC_TALLY_STRETCHES, row->line);
    } else if (is_too_short(row, run)) {
        codecarbon_warn(warnings, &state->tallies, CC_TALLY_SHORT_DURATION, row->line);
        run->start_s = (double)NAN;
        run->duration_s =
            run->energy.total_kwh * JOULES_PER_KWH / codecarbon_average_w(row);
    }
}

/* The row is written when the tracker stops, so its timestamp is the end and the
 * start follows from the duration. */
static void fill(plume_run *run, plume_log *log, codecarbon_row *row)
{
    const char *stamp = row->text[CC_TIMESTAMP];

    plume_run_init(run);
    run->name = codecarbon_text(row, CC_PROJECT_NAME);
    run->tool_version = codecarbon_text(row, CC_CODECARBON_VERSION);
    run->compute.processor = codecarbon_text(row, CC_CPU_MODEL);
    run->compute.memory_gb = codecarbon_number(row, CC_RAM_TOTAL_SIZE);
    run->end_s = plume_log_time(log, stamp, strlen(stamp));
    if (isnan(run->end_s))
        (void)plume_log_time_is_unknown(log, stamp, strlen(stamp), row->line);
    run->duration_s = codecarbon_number(row, CC_DURATION);
    run->start_s = run->end_s - run->duration_s;
    fill_energy(run, row);
    fill_device(run, row);
    fill_place(run, row);
    run->progress = progress_of(run);
    run->keys.resolution_s = 1.0; /* of the stamp */
}

/* Cleared, for the next row. */
static codecarbon_texts *texts_of(codecarbon_state *state)
{
    codecarbon_texts *texts = &state->texts;

    plume_text_clear(&texts->id);
    plume_text_clear(&texts->identity);
    plume_text_clear(&texts->covers);
    plume_text_clear(&texts->name);
    plume_text_clear(&texts->machine);
    plume_text_clear(&texts->warnings);
    return texts;
}

plume_status codecarbon_take(plume_log *log, codecarbon_state *state, codecarbon_row *row,
                             plume_error *error)
{
    codecarbon_texts *texts = texts_of(state);
    plume_run run;
    plume_status status;

    fill(&run, log, row);
    fill_role(&run, state, row->line);
    identify(&texts->id, &texts->identity, state, row, &run);
    fill_machine(&texts->machine, row);
    run.id = texts->id.data;
    run.identity = texts->identity.data;
    codecarbon_print_total(&texts->covers, run.energy.logged_kwh);
    run.covers = texts->covers.data;
    mend_time(&run, &texts->warnings, state, row);
    check(&texts->warnings, &state->tallies, row, &run);
    run.machine = texts->machine.data;
    if (run.name[0] == '\0') {
        fill_name(&texts->name, plume_log_path(log));
        run.name = texts->name.data;
    }
    run.warnings = texts->warnings.data;
    status = plume_text_status(&texts->identity, error);
    return status == PLUME_OK ? plume_log_run(log, &run, row->line, error) : status;
}

void codecarbon_close(plume_log *log, const codecarbon_state *state)
{
    codecarbon_tell(log, &state->tallies);
}
