/* readers/trackers/codecarbon/run.c -- from a row of CodeCarbon to a run.
 *
 * Energies hold the PUE of the row's own pue column (2.2.3 and later; earlier versions
 * have neither), so it is divided out. A row's energy is cumulative since the start of
 * its run: the one with the largest stands for it. */
#include "readers/trackers/codecarbon/run.h"

#include <math.h>
#include <string.h>

#include "core/hash.h"
#include "core/number/units.h"
#include "logs/unknown_time.h"
#include "readers/trackers/codecarbon/fallbacks.h"
#include "readers/trackers/codecarbon/printed.h"
#include <plume/number.h>

void codecarbon_state_init(codecarbon_state *state)
{
    memset(state, 0, sizeof *state);
    state->unnamed_start_s = NAN;
    plume_text_init(&state->texts.id);
    plume_text_init(&state->texts.identity);
    plume_text_init(&state->texts.covers);
    codecarbon_warnings_init(&state->warnings);
}

void codecarbon_state_dispose(codecarbon_state *state)
{
    plume_text_dispose(&state->texts.id);
    plume_text_dispose(&state->texts.identity);
    plume_text_dispose(&state->texts.covers);
    codecarbon_warnings_dispose(&state->warnings);
}

/* --- identity --- */

/* A run without an id is known by its start: the time of writing, which has whole
 * seconds, less the duration, so starts of one run differ by less than a second from row
 * to row. */
static void unnamed_identity(plume_text *id, codecarbon_state *state, codecarbon_row *row,
                             const plume_run *run)
{
    const char *project = codecarbon_text(row, CC_PROJECT_NAME);
    bool same =
        fabs(run->start_s - state->unnamed_start_s) <= 1.0 &&
        strncmp(state->unnamed_project, project, sizeof state->unnamed_project - 1) == 0;

    if (!same) {
        state->unnamed_line = row->line;
        state->unnamed_first_s = run->start_s;
    }
    state->unnamed_start_s = run->start_s;
    strncpy(state->unnamed_project, project, sizeof state->unnamed_project - 1);
    plume_text_printf(id, "line-%llu", (unsigned long long)state->unnamed_line);
}

static const char tool_prefix[] = "codecarbon ";

/* A task of a run (track by task) is a run of its own, with the run as its parent. */
static void identify(codecarbon_texts *texts, codecarbon_state *state,
                     codecarbon_row *row, plume_run *run)
{
    /* Before 2.0 experiment_id told runs apart; since 2.7 it is the same for everybody.
     */
    const char *given =
        codecarbon_text(row, row->present[CC_RUN_ID] ? CC_RUN_ID : CC_EXPERIMENT_ID);
    const char *task = codecarbon_text(row, CC_TASK_NAME);

    if (given[0] != '\0' && row->present[CC_RUN_ID]) {
        run->keys.run = task[0] == '\0' ? given : "";
        run->keys.parent = task[0] == '\0' ? "" : given;
        run->keys.run_tool = "codecarbon";
    }
    plume_text_clear(&texts->identity);
    plume_text_add_n(&texts->identity, tool_prefix, sizeof tool_prefix - 1);
    if (given[0] != '\0' && task[0] == '\0') {
        run->id = given;
        plume_text_add(&texts->identity, given);
        run->identity = texts->identity.data;
        return;
    }
    plume_text_clear(&texts->id);
    if (given[0] != '\0') {
        plume_text_add(&texts->id, given);
        plume_text_add(&texts->identity, given);
    } else {
        unnamed_identity(&texts->id, state, row, run);
        plume_text_printf(&texts->identity, "unnamed %s ",
                          codecarbon_text(row, CC_PROJECT_NAME));
        plume_number_print(&texts->identity, state->unnamed_first_s);
    }
    if (task[0] != '\0') {
        plume_text_printf(&texts->id, "/%s", task);
        plume_text_printf(&texts->identity, " task %s", task);
    }
    run->id = texts->id.data;
    run->identity = texts->identity.data;
}

/* --- what is told --- */

/* The file of tasks has no column of it; an empty cell is of a row that was cut, or
 * edited. */
static bool is_pue_missing(const codecarbon_row *row)
{
    bool asked = codecarbon_text(row, CC_TASK_NAME)[0] != '\0' || row->present[CC_PUE];

    return asked && isnan(codecarbon_number(row, CC_PUE)) && row->kind->has_pue;
}

/* The parts may differ from the total by one in a hundred, the rounding of short
 * rows. */
static void check(codecarbon_warnings *warnings, const codecarbon_row *row,
                  const plume_run *run)
{
    const codecarbon_kind *kind = row->kind;
    double parts = run->energy.cpu_kwh + run->energy.ram_kwh +
                   (isnan(run->energy.gpu_kwh) ? 0.0 : run->energy.gpu_kwh);

    if (isnan(run->end_s) && row->present[CC_TIMESTAMP] &&
        !plume_day_is_unknown(row->text[CC_TIMESTAMP], row->stamp_length))
        codecarbon_warn(warnings, CC_TALLY_NO_SUCH_TIME, row->line);
    if (isnan(run->energy.logged_kwh))
        codecarbon_warn(warnings, CC_TALLY_NO_ENERGY, row->line);
    if (fabs(parts - run->energy.total_kwh) > 0.01 * run->energy.total_kwh)
        codecarbon_warn(warnings, CC_TALLY_PARTS_DIFFER, row->line);
    if (kind->several_gpus)
        codecarbon_warn(warnings, CC_TALLY_SEVERAL_GPUS, row->line);
    if (kind->cloud_unseen)
        codecarbon_warn(warnings, CC_TALLY_CLOUD_UNSEEN, row->line);
    if (is_pue_missing(row))
        codecarbon_warn(warnings,
                        codecarbon_text(row, CC_TASK_NAME)[0] != '\0'
                            ? CC_TALLY_PUE_UNKNOWN
                            : CC_TALLY_PUE_EMPTY,
                        row->line);
    if (kind->by_process || kind->by_machine)
        codecarbon_count(&warnings->tallies,
                         kind->by_process ? CC_TALLY_PROCESS_MODE : CC_TALLY_MACHINE_MODE,
                         row->line);
    codecarbon_warn_of_fallbacks(warnings, row, run);
}

/* --- the run --- */

/* CodeCarbon multiplies its energies by the PUE where it writes one, and all of its
 * parts as well; it is taken out again here, since Plume applies the PUE of the site
 * itself. */
static void fill_energy(plume_run *run, const codecarbon_row *row)
{
    double pue = run->energy.pue_included;

    run->energy.logged_kwh = codecarbon_number(row, CC_ENERGY_CONSUMED);
    run->energy.total_kwh = run->energy.logged_kwh / pue;
    run->energy.cpu_kwh = codecarbon_number(row, CC_CPU_ENERGY) / pue;
    run->energy.gpu_kwh = codecarbon_number(row, CC_GPU_ENERGY) / pue;
    run->energy.ram_kwh = codecarbon_number(row, CC_RAM_ENERGY) / pue;
    /* Without an accelerator the column holds a bare 0, which is no reading. */
    if (run->energy.gpu_kwh == 0.0 && codecarbon_text(row, CC_GPU_MODEL)[0] == '\0')
        run->energy.gpu_kwh = NAN;
    run->logged_co2e_kg = codecarbon_number(row, CC_EMISSIONS);
    if (run->energy.logged_kwh > 0.0)
        run->logged_intensity_kg_per_kwh = run->logged_co2e_kg / run->energy.logged_kwh;
}

/* Sixteen letters for 64 bits, four for a letter. */
static void print_letters(char out[17], uint64_t bits)
{
    for (size_t half = 0; half < 2; half++, bits >>= 32) {
        uint64_t spread = bits & UINT64_C(0xffffffff);

        spread = (spread | spread << 16) & UINT64_C(0x0000ffff0000ffff);
        spread = (spread | spread << 8) & UINT64_C(0x00ff00ff00ff00ff);
        spread = (spread | spread << 4) & UINT64_C(0x0f0f0f0f0f0f0f0f);
        spread += UINT64_C(0x6161616161616161); /* 'a' */
        memcpy(out + 8 * half, &spread, sizeof spread);
    }
    out[16] = '\0';
}

/* Equal hardware at an equal place is taken for one machine. */
static const char *machine_of(codecarbon_texts *texts, const codecarbon_row *row)
{
    const char *longitude = codecarbon_text(row, CC_LONGITUDE);
    const char *latitude = codecarbon_text(row, CC_LATITUDE);
    uint64_t hash = row->kind->hardware;

    if (hash == 0)
        return "";
    hash = plume_hash64(longitude, strlen(longitude), hash);
    print_letters(texts->machine, plume_hash64(latitude, strlen(latitude), hash));
    return texts->machine;
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
static bool is_too_short(const codecarbon_row *row, const plume_run *run)
{
    static const double at_most = 2.2;
    double own_w = run->energy.total_kwh * JOULES_PER_KWH / run->duration_s;

    return own_w > at_most * codecarbon_average_w(row);
}

/* What the duration of a row does not tell. By its own powers it was at work for as long
 * as its energy takes; pauses, and so the start, are not known. */
static void mend_time(plume_run *run, codecarbon_state *state, const codecarbon_row *row)
{
    if (codecarbon_add_stretches(&state->stretches, run)) {
        codecarbon_warn(&state->warnings, CC_TALLY_STRETCHES, row->line);
    } else if (is_too_short(row, run)) {
        codecarbon_warn(&state->warnings, CC_TALLY_SHORT_DURATION, row->line);
        run->start_s = (double)NAN;
        run->duration_s =
            run->energy.total_kwh * JOULES_PER_KWH / codecarbon_average_w(row);
    }
}

/* The row is written when the tracker stops, so its timestamp is the end and the
 * start follows from the duration. */
static void fill(plume_run *run, plume_log *log, const codecarbon_row *row)
{
    const char *stamp = row->text[CC_TIMESTAMP];

    *run = row->kind->run;
    run->end_s = plume_log_time(log, stamp, row->stamp_length);
    if (isnan(run->end_s))
        (void)plume_log_time_is_unknown(log, stamp, row->stamp_length, row->line);
    run->duration_s = codecarbon_number(row, CC_DURATION);
    run->start_s = run->end_s - run->duration_s;
    fill_energy(run, row);
    if (codecarbon_place_is_fallback(row)) {
        run->location = run->provider = run->region = "";
        run->kind = 0;
    }
    run->progress = progress_of(run);
}

plume_status codecarbon_take(plume_log *log, codecarbon_state *state, codecarbon_row *row,
                             plume_error *error)
{
    codecarbon_texts *texts = &state->texts;
    plume_run *run = &state->run;
    plume_status status;

    codecarbon_warnings_clear(&state->warnings);
    fill(run, log, row);
    identify(texts, state, row, run);
    plume_text_clear(&texts->covers);
    codecarbon_print_total(&texts->covers, run->energy.logged_kwh);
    run->covers = texts->covers.data;
    mend_time(run, state, row);
    check(&state->warnings, row, run);
    run->machine = machine_of(texts, row);
    run->warnings = codecarbon_warnings_text(&state->warnings);
    status = plume_text_status(&texts->identity, error);
    return status == PLUME_OK ? plume_log_run(log, run, row->line, error) : status;
}

void codecarbon_close(plume_log *log, const codecarbon_state *state)
{
    codecarbon_tell(log, &state->warnings.tallies);
}
