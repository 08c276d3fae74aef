/* Words and figures of a search, its finding first: what came after the best trial. */
#include "chart/search/words.h"

#include <math.h>
#include <string.h>

#include "chart/print/numbers.h"
#include "scene/legend.h"
#include "scene/palette.h"
#include "scene/plane.h"

enum { BINS = 24 };

static const double plot_height_pt = 90.0;
static const double worth_saying = 0.05; /* of the cost */

/* --- names --- */

const char *plume_sweep_axis(const plume_trials *trials)
{
    if (trials->study->better < 0.0)
        return "objective (smaller is better)";
    if (trials->study->better > 0.0)
        return "objective (larger is better)";
    return "objective";
}

const char *plume_sweep_cost(const plume_trials *trials)
{
    static const char *const names[PLUME_COSTS] = { "energy per trial (log)",
                                                    "device time per trial (log)",
                                                    "time per trial (log)" };

    return names[trials->by];
}

/* "device time": of the sentences. */
static const char *cost_name(const plume_trials *trials)
{
    static const char *const names[PLUME_COSTS] = { "energy", "device time", "time" };

    return names[trials->by];
}

/* Three figures, with an exponent only where the figure would be longer than its place.
 */
void plume_sweep_objective(plume_text *out, double objective)
{
    double size = fabs(objective);
    int exponent = size > 0.0 ? (int)floor(log10(size)) - 2 : 0;

    if (size >= 1e9 || (size > 0.0 && size < 1e-6))
        plume_text_printf(out, "%de%d", (int)lround(objective / pow(10.0, exponent)),
                          exponent);
    else
        plume_number_significant(out, objective, 3);
}

static void add_count(plume_text *out, double count)
{
    plume_number_fixed(out, count, 0);
}

static void add_trials(plume_text *out, double count)
{
    add_count(out, count);
    plume_text_add(out, count == 1.0 ? " trial" : " trials");
}

void plume_sweep_failed(plume_text *out, const plume_trials *trials, double least)
{
    size_t failed = 0, below = 0;

    for (size_t i = 0; i < trials->count; i++) {
        const plume_kept_run *trial = trials->trial[i];

        if (!plume_trial_is_failed(trial))
            continue;
        failed++;
        below += trial->cost[trials->by] < least;
    }
    add_count(out, (double)failed);
    plume_text_add(out, " failed");
    if (below == 0)
        return;
    plume_text_add(out, ", ");
    add_count(out, (double)below);
    plume_text_add(out, failed == below ? " under " : " of them under ");
    plume_quantity_print(out, trials->dimension, least, 1);
}

/* --- stopping --- */

static void add_share(plume_text *out, const plume_trials *trials, double cost)
{
    if (trials->whole) {
        plume_chart_quantity(out, trials->dimension, cost);
        plume_text_add(out, " (");
    } else {
        plume_text_add(out, "about ");
    }
    plume_chart_percent(out, cost / trials->stopping.all, true);
    plume_text_add(out, trials->whole ? ")" : "");
}

static void say_after_best(plume_text *out, const plume_trials *trials)
{
    const plume_stopping *stopping = &trials->stopping;

    if (stopping->best_at == trials->count) {
        plume_text_add(out, "The last trial was the best.");
        return;
    }
    if (trials->whole)
        plume_text_printf(out, "The best was trial %zu of %zu: ", stopping->best_at,
                          trials->count);
    else
        plume_text_add(out, "After the best trial: ");
    plume_text_add(out, "the trials after it took ");
    add_share(out, trials, stopping->after_best);
    plume_text_printf(out, " of the %s.", cost_name(trials));
}

/* With as many figures as tell it from the other, which has three. */
static void add_apart(plume_text *out, double objective, double other)
{
    plume_text text, three;
    int digits = 3;

    plume_text_init(&text);
    plume_text_init(&three);
    plume_sweep_objective(&text, objective);
    plume_sweep_objective(&three, other);
    while (text.status == PLUME_OK && strcmp(text.data, three.data) == 0 &&
           digits++ < 8) {
        plume_text_clear(&text);
        plume_text_clear(&three);
        plume_number_significant(&text, objective, digits);
        plume_number_significant(&three, other, digits);
    }
    plume_text_add(out, text.data);
    plume_text_dispose(&three);
    plume_text_dispose(&text);
}

static void say_patience(plume_text *out, const plume_trials *trials)
{
    const plume_stopping *stopping = &trials->stopping;

    if (!stopping->stopped)
        return;
    plume_text_printf(out,
                      " Stopped after %d trials without a better one, it had spared ",
                      PLUME_TRIALS_PATIENCE);
    add_share(out, trials, stopping->spared);
    if (stopping->reached == trials->best_objective) {
        plume_text_add(out, " and found the same.");
        return;
    }
    plume_text_add(out, " and ended at ");
    add_apart(out, stopping->reached, trials->best_objective);
    plume_text_add_char(out, '.');
}

/* --- what is not drawn --- */

static void say_others(plume_text *out, const plume_trials *trials)
{
    size_t studies = plume_kept_study_count(trials->runs);

    if (studies < 2)
        return;
    plume_text_printf(
        out, " Study drawn: %s, of %zu studies the one with the most trials.",
        trials->study->name[0] != '\0' ? trials->study->name : "without a name", studies);
}

void plume_sweep_note(plume_text *out, const plume_trials *trials,
                      const plume_sweep_counts *counts)
{
    if (trials->stopping.best_at > 0 && trials->count > 1) {
        say_after_best(out, trials);
        say_patience(out, trials);
    } else if (isnan(trials->study->better) && trials->count > 1) {
        plume_text_add(out, "The log does not say whether a larger objective is better, "
                            "so no best is marked.");
    }
    if (!trials->whole) {
        plume_text_add(out, " Drawn from a sample of ");
        add_trials(out, (double)trials->count);
        plume_text_add(out, " of ");
        add_count(out, trials->study->runs);
        plume_text_add(out, "; front and best from all.");
    }
    if (counts->outside > 0) {
        plume_text_add_char(out, ' ');
        add_trials(out, (double)counts->outside);
        plume_text_add(out, " with a worse objective not shown.");
    }
    if (counts->without > 0) {
        plume_text_add_char(out, ' ');
        add_trials(out, (double)counts->without);
        plume_text_add(out, " without an objective not shown.");
    }
    say_others(out, trials);
}

/* --- the finding, and the description --- */

void plume_sweep_finding(plume_text *out, const plume_trials *trials)
{
    const plume_stopping *stopping = &trials->stopping;
    double beyond = 0.0;

    if (isnan(trials->best_objective) || trials->count < 2)
        return;
    for (size_t i = 0; i < trials->count; i++)
        if (trials->trial[i]->cost[trials->by] > trials->best_cost)
            beyond += trials->trial[i]->times * trials->trial[i]->cost[trials->by];
    if (stopping->after_best >= worth_saying * stopping->all) {
        plume_chart_percent(out, stopping->after_best / stopping->all, true);
        plume_text_printf(out, " of the %s went into trials after the best one.",
                          cost_name(trials));
    } else if (beyond >= worth_saying * stopping->all) {
        plume_text_add(out, "Trials beyond ");
        plume_chart_quantity(out, trials->dimension, trials->best_cost);
        plume_text_add(out, " bought nothing.");
    }
}

void plume_sweep_describe(plume_text *out, const plume_trials *trials)
{
    double low = HUGE_VAL, high = 0.0;
    const plume_sweep_counts none = { 0 };

    for (size_t i = 0; i < trials->count; i++) {
        low = fmin(low, trials->trial[i]->cost[trials->by]);
        high = fmax(high, trials->trial[i]->cost[trials->by]);
    }
    add_trials(out, trials->study->runs);
    plume_text_printf(out, ", %s from ", cost_name(trials));
    plume_chart_quantity(out, trials->dimension, low);
    plume_text_add(out, " to ");
    plume_chart_quantity(out, trials->dimension, high);
    if (!isnan(trials->best_objective)) {
        plume_text_printf(out, "; %s is better, best ",
                          trials->study->better < 0.0 ? "smaller" : "larger");
        plume_sweep_objective(out, trials->best_objective);
        plume_text_add(out, " for ");
        plume_chart_quantity(out, trials->dimension, trials->best_cost);
    }
    plume_text_add(out, ". ");
    plume_sweep_note(out, trials, &none);
}

void plume_sweep_table(plume_text *csv, const plume_trials *trials)
{
    plume_text_add(csv, "trial,study,state,runs,objective,better,it_kwh,device_hours,"
                        "hours,start_s,best\n");
    for (size_t i = 0; i < trials->count; i++) {
        const plume_kept_run *trial = trials->trial[i];
        bool best = trial->objective == trials->best_objective &&
                    trial->cost[trials->by] == trials->best_cost;

        plume_chart_csv_text(csv, trial->name, true);
        plume_chart_csv_text(csv, trials->study->name, false);
        plume_chart_csv_text(csv, plume_state_name(trial->state), false);
        plume_chart_csv_number(csv, trial->times);
        plume_chart_csv_number(csv, trial->objective);
        plume_chart_csv_text(csv,
                             trials->study->better > 0.0   ? "larger"
                             : trials->study->better < 0.0 ? "smaller"
                                                           : "",
                             false);
        for (size_t k = 0; k < PLUME_COSTS; k++)
            plume_chart_csv_number(csv, trial->cost[k]);
        plume_chart_csv_number(csv, trial->start_s);
        plume_text_add(csv, best ? ",yes\n" : ",no\n");
    }
}

/* --- without objectives --- */

static void draw_bins(plume_plane *plane, const size_t *bin)
{
    double width_pt = (plane->x.to_pt - plane->x.from_pt) / BINS;

    for (size_t i = 0; i < BINS; i++) {
        double top_pt = plume_scale_at(&plane->y, (double)bin[i]);

        if (bin[i] > 0)
            plume_mark_box(plane->frame->scene,
                           (plume_box){ plane->x.from_pt + (double)i * width_pt + 0.4,
                                        top_pt, width_pt - 0.8,
                                        plane->y.from_pt - top_pt },
                           PLUME_NAVY, NULL);
    }
}

static size_t bin_of(const plume_scale *x, double cost)
{
    double share = (plume_scale_at(x, cost) - x->from_pt) / (x->to_pt - x->from_pt);

    return share >= 1.0 ? BINS - 1 : (size_t)(share * BINS);
}

void plume_sweep_costs_alone(plume_frame *frame, const plume_trials *trials)
{
    plume_plane plane = { .x = { .dimension = trials->dimension },
                          .y = { .dimension = PLUME_DIMENSION_RATIO } };
    plume_label label = { trials->whole ? "trials" : "trials of the sample",
                          0.0,
                          0.0,
                          PLUME_FACE_SANS,
                          PLUME_SIZE_SMALL,
                          PLUME_ANCHOR_START,
                          PLUME_SECONDARY };
    double low = HUGE_VAL, high = 0.0;
    size_t bin[BINS] = { 0 }, most = 1;
    plume_text note;

    for (size_t i = 0; i < trials->count; i++) {
        low = fmin(low, trials->trial[i]->cost[trials->by]);
        high = fmax(high, trials->trial[i]->cost[trials->by]);
    }
    plume_scale_near(&plane.x, fmax(low, 1e-12), fmin(high, 1e12));
    plane.x.to_pt = 1.0; /* bins need no place yet */
    for (size_t i = 0; i < trials->count; i++) {
        size_t at = bin_of(&plane.x, trials->trial[i]->cost[trials->by]);

        if (++bin[at] > most)
            most = bin[at];
    }
    plume_scale_linear(&plane.y, fmax((double)most, 4.0));
    plume_frame_header(frame, NULL, 0);
    label.y_pt = frame->rule_y_pt + 11.0;
    plume_scene_add_label(frame->scene, &label);
    frame->bottom_pt = frame->rule_y_pt + 19.0;
    plume_plane_lay_out(&plane, frame, plot_height_pt, 0.0);
    plume_plane_grid(&plane);
    draw_bins(&plane, bin);
    plume_plane_axes(&plane, plume_sweep_cost(trials));
    plume_text_init(&note);
    plume_text_add(&note, "No trial has an objective in the log: what they cost is drawn "
                          "alone.");
    say_others(&note, trials);
    plume_frame_note(frame, note.data);
    plume_text_dispose(&note);
    plume_frame_end(frame);
}
