/* The life cycle of a study from its ledger: embodied carbon, idle energy, water,
 * inference, and what they add up to. */
#include "support/support.h"

#include "study/study.h"
#include "core/number/units.h"
#include <plume/uncertainty.h>

static plume_error error;
static plume_factors *factors;
static plume_notes *notes;
static plume_study *study;
static plume_ledger *ledger;
static plume_footprint *found;

static void setup(void)
{
    char *datasets = test_path("datasets");

    memset(&error, 0, sizeof error);
    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_notes_new(&notes, &error), error);
    free(datasets);
}

static void drop(void)
{
    plume_footprint_free(found);
    plume_ledger_free(ledger);
    plume_study_free(study);
    found = NULL;
    ledger = NULL;
    study = NULL;
}

static void teardown(void)
{
    drop();
    plume_notes_free(notes);
    plume_factors_free(factors);
}

static void begin(const char *yaml)
{
    ck_ok(plume_study_new(&study, &error), error);
    ck_ok(plume_study_parse(study, yaml, strlen(yaml), "plume.yaml", factors, &error),
          error);
    ck_ok(plume_ledger_new(&ledger, study, factors, NULL, 0, notes, &error), error);
}

typedef struct job {
    const char *device, *location;
    double hours, devices, it_kwh;
} job;

static void push(const job *of)
{
    plume_run_sink sink = plume_ledger_sink(ledger);
    plume_run run;

    plume_run_init(&run);
    run.id = "run";
    run.device = of->device;
    run.location = of->location;
    run.duration_s = of->hours * SECONDS_PER_HOUR;
    run.device_count = of->devices;
    run.energy.total_kwh = of->it_kwh;
    run.energy.logged_kwh = of->it_kwh;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_METERED;
    run.origin.path = "runs.csv";
    ck_ok(sink.take(sink.state, &run, &error), error);
}

static const plume_footprint *finish(void)
{
    ck_ok(plume_ledger_close(ledger, &error), error);
    ck_ok(plume_footprint_new(&found, ledger, study, factors, notes, &error), error);
    return found;
}

static const plume_footprint *of(const char *yaml, const job *jobs, size_t count)
{
    drop();
    begin(yaml);
    for (size_t i = 0; i < count; i++)
        push(&jobs[i]);
    return finish();
}

static const job one[] = { { "A100", "DE", 10.0, 8.0, 30.0 } };
static const job three[] = { { "A100", "DE", 10.0, 8.0, 30.0 },
                             { "V100", "US-VA", 20.0, 4.0, 12.0 },
                             { "A100", "US-VA", 5.0, 2.0, 3.0 } };

#define SITE "site: {pue: 1.25, intensity_kg_per_kwh: 0.4}\n"

static const char *note_of(const char *code)
{
    for (size_t i = 0; i < plume_notes_count(notes); i++)
        if (strcmp(plume_notes_at(notes, i)->code, code) == 0)
            return plume_notes_at(notes, i)->message;
    return "";
}

START_TEST(nothing_is_computed_that_was_not_asked_for)
{
    const plume_footprint *f = of(SITE, one, 1);

    ck_assert(!f->embodied.asked && !f->idle.asked && !f->water.asked &&
              !f->inference.asked);
    ck_assert(isnan(f->embodied.kg[0]) && isnan(f->water.water.total_l));
    ck_assert_uint_eq(f->total_count, 1);
    ck_assert_str_eq(f->total[0].name, "use");
    ck_close(f->total[0].co2e_kg, 30.0 * 1.25 * 0.4, 1e-12);
    ck_assert_uint_eq(plume_notes_tally(notes, "embodied-default"), 0);
}
END_TEST

START_TEST(devices_and_their_share_of_hosts_are_amortised_in_both_views)
{
    const plume_footprint *f = of(SITE "include: {embodied: true}\n", one, 1);
    double unit_kg = 150.0 + 2500.0 / 8.0, lifetime_h = 6.0 * 8760.0;

    ck_close(f->embodied.kg[PLUME_AMORTISED_RESERVED], unit_kg * 80.0 / lifetime_h,
             1e-12);
    ck_close(f->embodied.kg[PLUME_AMORTISED_USED], unit_kg * 80.0 / (lifetime_h * 0.85),
             1e-12);
    ck_close(f->embodied.low_kg[PLUME_AMORTISED_USED],
             (75.0 + 2500.0 / 8.0) * 80.0 / (lifetime_h * 0.85), 1e-12);
    ck_close(f->embodied.high_kg[PLUME_AMORTISED_USED],
             (575.0 + 5700.0 / 8.0) * 80.0 / (lifetime_h * 0.85), 1e-12);
}
END_TEST

START_TEST(a_workstation_is_no_eighth_of_a_server)
{
    static const job home[] = { { "NVIDIA GeForce RTX 4070", "DE", 10.0, 1.0, 2.0 } };
    const plume_footprint *f = of(SITE "include: {embodied: true}\n", home, 1);
    double lifetime_h = 6.0 * 8760.0;

    ck_close(f->embodied.kg[PLUME_AMORTISED_RESERVED], 60.0 * 10.0 / lifetime_h, 1e-12);
    ck_assert_double_eq(f->embodied.host.kg[PLUME_AMORTISED_RESERVED], 0.0);
    ck_assert_double_eq(f->embodied.hostless_hours, 10.0);
    ck_assert_uint_eq(plume_notes_tally(notes, "embodied-host-unknown"), 1);
    ck_assert_uint_eq(plume_notes_tally(notes, "embodied-host-assumed"), 0);
    f = of(SITE "include: {embodied: true}\n"
                "hardware: {host_embodied_kg: 277, devices_per_host: 1}\n",
           home, 1);
    ck_close(f->embodied.kg[PLUME_AMORTISED_RESERVED], (60.0 + 277.0) * 10.0 / lifetime_h,
             1e-12);
}
END_TEST

START_TEST(the_making_of_a_laptop_is_unknown_and_not_zero)
{
    static const job home[] = { { "Apple M1 Pro", "DE", 10.0, 1.0, 0.1 } };
    const plume_footprint *f = of(SITE "include: {embodied: true}\n", home, 1);

    ck_assert(isnan(f->embodied.kg[PLUME_AMORTISED_RESERVED]));
    ck_assert(isnan(f->embodied.kg[PLUME_AMORTISED_USED]));
    ck_assert_uint_eq(plume_notes_tally(notes, "embodied-host-unknown"), 1);
    ck_assert_uint_eq(f->total_count, 1);
}
END_TEST

START_TEST(defaults_of_lifetime_and_host_are_told)
{
    of(SITE "include: {embodied: true}\n", one, 1);
    ck_assert_str_eq(note_of("lifetime-assumed"),
                     "the hardware is written off over 6 years, 85.0 % of them in use; "
                     "what is not given of this is as Luccioni et al. 2022 assume (6 "
                     "years, 85 %)");
    ck_assert_str_eq(note_of("embodied-host-assumed"),
                     "the making of a host without its devices is taken as 2,500 kg "
                     "CO2e, shared by 8 devices; what is not given of this is the server "
                     "of Luccioni et al. 2022 (2500 kg, 8 devices)");
}
END_TEST

START_TEST(what_the_study_gives_is_used_without_a_note_and_without_a_spread)
{
    const plume_footprint *f = of(
        SITE "include: {embodied: true}\n"
             "hardware: {embodied_kg: 200, host_embodied_kg: 1 t, devices_per_host: 4, "
             "lifetime_years: 5, utilization: 50 %, end_of_life_kg: 10}\n",
        one, 1);

    ck_close(f->embodied.kg[PLUME_AMORTISED_USED], 450.0 * 80.0 / (5 * 8760.0 * 0.5),
             1e-12);
    ck_assert_double_eq(f->embodied.low_kg[0], f->embodied.high_kg[0]);
    ck_close(f->embodied.end_of_life_kg[PLUME_AMORTISED_RESERVED],
             10.0 * 80.0 / (5 * 8760.0), 1e-12);
    ck_assert_str_eq(note_of("lifetime-assumed"), "");
    ck_assert_str_eq(note_of("embodied-host-assumed"), "");
}
END_TEST

START_TEST(parts_of_embodied_carbon_sum_to_the_total)
{
    const plume_footprint *f = of(SITE "include: {embodied: true}\n", three, 3);

    ck_assert_uint_eq(f->embodied.device_count, 2);
    for (size_t i = 0; i < PLUME_AMORTISATIONS; i++) {
        double sum = f->embodied.host.kg[i];

        for (size_t k = 0; k < f->embodied.device_count; k++)
            sum += f->embodied.device[k].kg[i];
        ck_close(sum, f->embodied.kg[i], 1e-14);
    }
}
END_TEST

START_TEST(a_reservation_is_charged_by_sci_and_not_by_bloom)
{
    double used = of(SITE "include: {embodied: true}\n", three, 3)
                      ->embodied.kg[PLUME_AMORTISED_USED],
           sci = found->embodied.kg[PLUME_AMORTISED_RESERVED];
    const plume_footprint *f =
        of(SITE "include: {embodied: true}\nhardware: {reserved_device_hours: 340}\n",
           three, 3);

    ck_close(f->embodied.kg[PLUME_AMORTISED_USED], used, 1e-14);
    ck_close(f->embodied.kg[PLUME_AMORTISED_RESERVED], 2.0 * sci, 1e-12);
}
END_TEST

START_TEST(a_reservation_shorter_than_its_runs_is_told_and_unknown)
{
    const plume_footprint *f =
        of(SITE "include: {embodied: true}\n"
                "hardware: {reserved_device_hours: 79.5, idle_power_w: 50}\n",
           one, 1);

    ck_assert(isnan(f->embodied.kg[PLUME_AMORTISED_RESERVED]));
    ck_assert(isfinite(f->embodied.kg[PLUME_AMORTISED_USED]));
    ck_assert(isnan(f->idle.unoccupied_kwh));
    ck_assert_str_eq(note_of("reservation-too-short"),
                     "reserved_device_hours is 79.5, less than the 80.00 device-hours of "
                     "the runs: what follows from the reservation is not known");
}
END_TEST

START_TEST(a_processor_leaves_only_its_share_of_a_host)
{
    const job mixed[] = { { "A100", "DE", 10.0, 1.0, 3.0 },
                          { "Intel(R) Xeon(R) CPU E5-2690 v4 @ 2.60GHz", "DE", 30.0, 1.0,
                            3.0 } };
    const plume_footprint *f = of(SITE "include: {embodied: true}\n", mixed, 2);

    ck_assert_double_eq(f->embodied.left_out_hours, 30.0);
    ck_assert(isnan(f->embodied.device[1].kg[0]));
    ck_close(f->embodied.kg[0], (150.0 * 10.0 + 2500.0 / 8 * 40.0) / (6 * 8760.0), 1e-12);
    ck_assert_ptr_nonnull(strstr(note_of("embodied-unknown"), "counts with the host's"));
}
END_TEST

START_TEST(idle_energy_takes_the_pue_once_and_stays_out_of_the_runs)
{
    const plume_footprint *f =
        of(SITE "hardware: {reserved_device_hours: 100, idle_power_w: 60}\n", one, 1);

    ck_close(f->idle.unoccupied_kwh, 20.0 * 60.0 / 1000.0, 1e-12);
    ck_close(f->idle.unoccupied_kg, 1.2 * 1.25 * 0.4, 1e-12);
    ck_close(f->idle.reserved_kwh, 6.0, 1e-12);
    ck_close(f->runs_kg, 30.0 * 1.25 * 0.4, 1e-12);
    ck_assert_uint_eq(f->total_count, 2);
    ck_assert_str_eq(f->total[1].name, "use-idle");
    ck_close(f->total[1].co2e_kg, f->runs_kg + f->idle.unoccupied_kg, 1e-14);
}
END_TEST

START_TEST(idle_power_without_a_reservation_is_told)
{
    const plume_footprint *f = of(SITE "hardware: {idle_power_w: 60}\n", one, 1);

    ck_assert(f->idle.asked && isnan(f->idle.unoccupied_kwh));
    ck_assert_str_eq(note_of("idle-unknown"),
                     "idle_power_w is given without reserved_device_hours: the idle "
                     "energy of the reservation is not known");
}
END_TEST

START_TEST(each_boundary_is_a_total_of_its_own)
{
    const plume_footprint *f = of(SITE "include: {embodied: true}\n"
                                       "hardware: {reserved_device_hours: 100, "
                                       "idle_power_w: 60}\n",
                                  one, 1);

    ck_assert_uint_eq(f->total_count, PLUME_STAGE_TOTALS);
    ck_assert_str_eq(f->total[5].name, "production-bloom-use-idle");
    ck_close(f->total[5].co2e_kg,
             f->runs_kg + f->idle.unoccupied_kg + f->embodied.kg[PLUME_AMORTISED_USED],
             1e-14);
}
END_TEST

/* --- the intervals of totals --- */

#define RESERVED "hardware: {reserved_device_hours: 100, idle_power_w: 60}\n"

static const plume_stage_total *total_of(const plume_footprint *f, const char *name)
{
    for (size_t i = 0; i < f->total_count; i++)
        if (strcmp(f->total[i].name, name) == 0)
            return &f->total[i];
    ck_abort_msg("there is no total '%s'", name);
    return NULL;
}

START_TEST(the_runs_alone_have_the_interval_of_their_budget)
{
    const plume_footprint *f = of(SITE, three, 3);
    plume_budget budget;

    for (size_t i = 0; i < plume_ledger_estimate_count(ledger); i++)
        if (plume_ledger_estimate_at(ledger, i).basis == PLUME_BASIS_GROSS)
            ck_ok(plume_budget_of(&budget, ledger, i, &error), error);
    ck_assert_double_eq(f->total[0].interval95_kg[0], budget.kg.low);
    ck_assert_double_eq(f->total[0].interval95_kg[1], budget.kg.high);
}
END_TEST

START_TEST(the_making_widens_a_total_as_far_as_published_figures_lie_apart)
{
    const plume_footprint *f =
        of(SITE "include: {embodied: true}\n"
                "uncertainty: {energy: 0 %, pue: 0 %, intensity: 0 %}\n",
           one, 1);
    const plume_stage_total *total = total_of(f, "production-bloom-use");
    double share = 80.0 / (6.0 * 8760.0 * 0.85);

    ck_assert_double_lt(total->interval95_kg[0],
                        f->runs_kg +
                            (sqrt(75.0 * 575.0) + sqrt(2500.0 * 5700.0) / 8) * share);
    ck_assert_double_gt(total->interval95_kg[0],
                        f->runs_kg + (75.0 + 2500.0 / 8) * share);
    ck_assert_double_lt(total->interval95_kg[1],
                        f->runs_kg + (575.0 + 5700.0 / 8) * share);
    ck_assert_double_gt(total->interval95_kg[1],
                        f->runs_kg + (sqrt(75.0 * 575.0) + 5700.0 / 8) * share);
}
END_TEST

START_TEST(the_making_of_a_workstation_widens_a_total_too)
{
    static const job home[] = { { "NVIDIA GeForce RTX 4070", "DE", 1e5, 1.0, 2.0 } };
    const plume_footprint *f =
        of(SITE "include: {embodied: true}\n"
                "uncertainty: {energy: 0 %, pue: 0 %, intensity: 0 %}\n",
           home, 1);
    const plume_stage_total *total = total_of(f, "production-sci-use");
    double share = 1e5 / (6.0 * 8760.0);

    ck_close(total->interval95_kg[0], f->runs_kg + 24.0 * share, 0.02);
    ck_close(total->interval95_kg[1], f->runs_kg + 96.0 * share, 0.02);
}
END_TEST

/* The figure of a host is the least that is published. */
START_TEST(a_total_lies_within_its_interval)
{
    static const job clean[][1] = { { { "A100", "DE", 1e4, 8.0, 0.001 } },
                                    { { "AMD EPYC 7742", "DE", 1e4, 1.0, 0.001 } },
                                    { { "NVIDIA GeForce RTX 4070", "DE", 10.0, 1.0,
                                        2.0 } },
                                    { { "H100", "DE", 10.0, 8.0, 1e3 } },
                                    { { "TPU v3", "DE", 10.0, 8.0, 3.0 } } };

    for (size_t i = 0; i < sizeof clean / sizeof *clean; i++) {
        const plume_footprint *f = of(SITE "include: {embodied: true}\n", clean[i], 1);

        for (size_t k = 0; k < f->total_count; k++) {
            ck_assert_double_le(f->total[k].interval95_kg[0], f->total[k].co2e_kg);
            ck_assert_double_ge(f->total[k].interval95_kg[1], f->total[k].co2e_kg);
        }
    }
}
END_TEST

START_TEST(a_making_that_is_given_moves_an_interval_and_leaves_its_width)
{
    const plume_footprint *f =
        of(SITE "include: {embodied: true}\n"
                "hardware: {embodied_kg: 2000, host_embodied_kg: 8000}\n",
           one, 1);
    const plume_stage_total *total = total_of(f, "production-sci-use");
    double embodied_kg = f->embodied.kg[PLUME_AMORTISED_RESERVED];

    ck_close(total->interval95_kg[0], f->total[0].interval95_kg[0] + embodied_kg, 3e-3);
    ck_close(total->interval95_kg[1], f->total[0].interval95_kg[1] + embodied_kg, 3e-3);
}
END_TEST

/* Idle hours share the building and the grid of the runs: were these drawn twice, the
 * interval of the sum would be narrower than that of its parts. */
START_TEST(idle_hours_share_the_draws_of_the_runs)
{
    const plume_footprint *f = of("site: {pue: 2, intensity_kg_per_kwh: 0.4}\n" RESERVED
                                  "uncertainty: {energy: 0 %, intensity: 50 %}\n",
                                  one, 1);
    const plume_stage_total *use = total_of(f, "use"), *idle = total_of(f, "use-idle");

    for (size_t i = 0; i < 2; i++)
        ck_close(idle->interval95_kg[i] / idle->co2e_kg,
                 use->interval95_kg[i] / use->co2e_kg, 1e-2);
}
END_TEST

START_TEST(devices_with_one_published_figure_share_its_error)
{
    const job boards[] = { { "A100", "DE", 10.0, 8.0, 30.0 },
                           { "NVIDIA A100-SXM4-80GB", "DE", 10.0, 8.0, 30.0 } };
    const job both[] = { { "A100", "DE", 20.0, 8.0, 60.0 } };
    static const char yaml[] = SITE "include: {embodied: true}\n";
    plume_stage_total apart = *total_of(of(yaml, boards, 2), "production-bloom-use");
    const plume_stage_total *together =
        total_of(of(yaml, both, 1), "production-bloom-use");

    ck_close(apart.interval95_kg[0], together->interval95_kg[0], 1e-9);
    ck_close(apart.interval95_kg[1], together->interval95_kg[1], 1e-9);
}
END_TEST

START_TEST(equal_seeds_give_equal_intervals_and_the_order_of_runs_does_not_matter)
{
    const job turned[] = { three[2], three[1], three[0] };
    static const char yaml[] = SITE "include: {embodied: true}\n" RESERVED;
    plume_footprint forth = *of(yaml, three, 3);
    const plume_footprint *back = of(yaml, turned, 3);

    ck_assert_uint_eq(back->total_count, forth.total_count);
    for (size_t i = 0; i < back->total_count; i++)
        for (size_t k = 0; k < 2; k++)
            ck_close(back->total[i].interval95_kg[k], forth.total[i].interval95_kg[k],
                     5e-3);
}
END_TEST

START_TEST(the_energy_of_a_query_widens_the_break_even)
{
    const plume_footprint *f =
        of(SITE "inference: {energy_per_query_kwh: 0.004}\n"
                "uncertainty: {energy: 30 %, query_energy: 40 %}\n",
           one, 1);
    double off = exp(sqrt(log(1.3) * log(1.3) + log(1.4) * log(1.4)));

    ck_close(f->inference.breakeven95[0], f->inference.breakeven_queries / off, 1e-7);
    ck_close(f->inference.breakeven95[1], f->inference.breakeven_queries * off, 1e-7);
    ck_assert_str_eq(note_of("query-spread-assumed"), "");
}
END_TEST

START_TEST(a_query_of_which_nothing_more_is_said_is_off_by_half)
{
    const plume_footprint *f = of(SITE "inference: {energy_per_query_kwh: 0.004}\n"
                                       "uncertainty: {energy: 0 %}\n",
                                  one, 1);

    ck_close(f->inference.breakeven95[1], f->inference.breakeven_queries * 1.5, 1e-7);
    ck_assert_str_eq(note_of("query-spread-assumed"),
                     "the energy of a query is taken as known within 50 %; "
                     "uncertainty.query_energy in the study file states it");
}
END_TEST

#define WATER "include: {water: true}\n"

START_TEST(the_worked_thousand_kwh_take_5520_litres_and_never_6624)
{
    const job thousand[] = { { "A100", "DE", 10.0, 8.0, 1000.0 } };
    const plume_footprint *f = of("site: {pue: 1.2, wue_l_per_kwh: 1.8, ewif_l_per_kwh: "
                                  "3.1}\n" WATER,
                                  thousand, 1);

    ck_close(f->water.water.on_site_l, 1800.0, 1e-12);
    ck_close(f->water.water.off_site_l, 3720.0, 1e-12);
    ck_close(f->water.water.total_l, 5520.0, 1e-12);
}
END_TEST

START_TEST(water_on_site_does_not_depend_on_the_pue_through_any_path)
{
    static const char *const pue[] = { "1.0", "1.1", "1.58", "3" };

    for (size_t i = 0; i < sizeof pue / sizeof *pue; i++) {
        const plume_footprint *f;
        plume_text yaml;

        plume_text_init(&yaml);
        plume_text_printf(
            &yaml, "site: {pue: %s, wue_l_per_kwh: 0.5, ewif_l_per_kwh: 2}\n" WATER,
            pue[i]);
        f = of(yaml.data, three, 3);
        ck_close(f->water.water.on_site_l, 45.0 * 0.5, 1e-12);
        ck_close(f->water.water.off_site_l, 45.0 * strtod(pue[i], NULL) * 2.0, 1e-12);
        plume_text_dispose(&yaml);
    }
}
END_TEST

START_TEST(places_have_their_own_water_and_sum_to_the_whole)
{
    const plume_footprint *f =
        of("site: {wue_l_per_kwh: 0.5, pue: 1.1}\n" WATER, three, 3);
    double on = 0.0, off = 0.0, all = 0.0;

    ck_assert_uint_eq(f->water.place_count, 2);
    ck_assert_str_eq(f->water.place[0].ewif_code, "DE");
    ck_assert_str_eq(f->water.place[1].ewif_code, "US-VA");
    for (size_t i = 0; i < 2; i++) {
        on += f->water.place[i].water.on_site_l;
        off += f->water.place[i].water.off_site_l;
        all += f->water.place[i].water.total_l;
    }
    ck_close(on, f->water.water.on_site_l, 1e-14);
    ck_close(off, f->water.water.off_site_l, 1e-14);
    ck_close(all, f->water.water.total_l, 1e-14);
    ck_close(on + off, all, 1e-14);
}
END_TEST

START_TEST(an_unknown_wue_leaves_the_total_unknown_and_the_plants_known)
{
    const plume_footprint *f = of("site: {pue: 1.1}\n" WATER, one, 1);

    ck_assert(isnan(f->water.water.on_site_l) && isnan(f->water.water.total_l));
    ck_close(f->water.water.off_site_l, 30.0 * 1.1 * 1.947, 1e-12);
    ck_assert_str_eq(note_of("water-unknown"),
                     "the water use on site (WUE) of DE is not known; site.wue_l_per_kwh "
                     "in the study file gives it");
}
END_TEST

START_TEST(a_cloud_region_and_a_provider_have_their_disclosed_water)
{
    const job cloud[] = { { "A100", "", 1.0, 1.0, 10.0 } };
    const plume_footprint *f =
        of("site: {location: 'aws:us-east-1', year: 2024, pue: 1.1}\n" WATER, cloud, 1);

    ck_assert_str_eq(f->water.place[0].wue_code, "aws:us-east-1");
    ck_assert_double_eq(f->water.place[0].wue.value, 0.12);
    f = of("site: {location: DE, provider: aws, year: 2022, pue: 1.1}\n" WATER, cloud, 1);
    ck_assert_str_eq(f->water.place[0].wue_code, "aws:fleet");
    ck_assert_double_eq(f->water.place[0].wue.value, 0.19);
}
END_TEST

START_TEST(everything_scales_with_the_runs)
{
    static const char all[] =
        "site: {pue: 1.25, intensity_kg_per_kwh: 0.4, wue_l_per_kwh: 1, "
        "ewif_l_per_kwh: 2}\ninclude: {embodied: true, water: true}\n"
        "inference: {energy_per_query_kwh: 0.001}\n";
    const job thrice[] = { { "A100", "DE", 30.0, 8.0, 90.0 } };
    plume_footprint once = *of(all, one, 1);
    const plume_footprint *f = of(all, thrice, 1);

    ck_close(f->embodied.kg[0], 3.0 * once.embodied.kg[0], 1e-12);
    ck_close(f->embodied.kg[1], 3.0 * once.embodied.kg[1], 1e-12);
    ck_close(f->water.water.total_l, 3.0 * once.water.water.total_l, 1e-12);
    ck_close(f->inference.breakeven_queries, 3.0 * once.inference.breakeven_queries,
             1e-12);
    ck_close(f->inference.query_kg, once.inference.query_kg, 1e-15);
}
END_TEST

START_TEST(the_order_of_runs_does_not_matter)
{
    static const char all[] = "site: {pue: 1.25, wue_l_per_kwh: 1}\n"
                              "include: {embodied: true, water: true}\n";
    const job turned[] = { three[2], three[1], three[0] };
    plume_footprint forth = *of(all, three, 3);
    const plume_footprint *back = of(all, turned, 3);

    ck_close(back->embodied.kg[0], forth.embodied.kg[0], 1e-14);
    ck_close(back->water.water.total_l, forth.water.water.total_l, 1e-14);
}
END_TEST

START_TEST(queries_take_the_site_of_the_runs_unless_told_another)
{
    const plume_footprint *f =
        of(SITE "include: {inference_queries: 1000}\n"
                "inference: {energy_per_query_kwh: 4 Wh, queries_per_day: 50}\n",
           one, 1);

    ck_close(f->inference.query_kg, 0.004 * 1.25 * 0.4, 1e-12);
    ck_close(f->inference.co2e_kg, 2.0, 1e-12);
    ck_close(f->inference.breakeven_queries, 30.0 / 0.004, 1e-12);
    ck_close(f->inference.breakeven_days, 150.0, 1e-12);
    f = of(SITE "inference: {queries: 1000, energy_per_query_kwh: 0.004, pue: 1.0, "
                "intensity_kg_per_kwh: 0.1}\n",
           one, 1);
    ck_close(f->inference.co2e_kg, 0.4, 1e-12);
}
END_TEST

#define EXACT_QUERY "uncertainty: {query_energy: 0 %}\n"

/* Metered energy is known within 5 %; at the same site nothing else differs between
 * training and use. */
START_TEST(at_the_same_site_only_the_energy_widens_the_break_even)
{
    const plume_footprint *f =
        of(SITE "inference: {energy_per_query_kwh: 0.004}\n" EXACT_QUERY, one, 1);
    double same = f->inference.breakeven95[1] / f->inference.breakeven_queries, apart;

    ck_close(same, 1.05, 1e-3);
    f = of(SITE "inference: {energy_per_query_kwh: 0.004, intensity_kg_per_kwh: "
                "0.4}\n" EXACT_QUERY,
           one, 1);
    apart = f->inference.breakeven95[1] / f->inference.breakeven_queries;
    ck_assert_double_gt(apart, same);
}
END_TEST

START_TEST(queries_without_an_energy_are_told)
{
    const plume_footprint *f = of(SITE "include: {inference_queries: 5}\n", one, 1);

    ck_assert(f->inference.asked && isnan(f->inference.co2e_kg));
    ck_assert_str_eq(note_of("inference-unknown"),
                     "the energy of a query is not given: what inference emits is not "
                     "known; inference.energy_per_query_kwh in the study file gives it");
}
END_TEST

START_TEST(without_runs_nothing_is_known_and_nothing_fails)
{
    const plume_footprint *f =
        of("include: {embodied: true, water: true, inference_queries: 9}\n"
           "inference: {energy_per_query_kwh: 0.004}\n",
           NULL, 0);

    ck_assert(isnan(f->runs_kg) && isnan(f->embodied.kg[0]));
    ck_assert(isnan(f->water.water.total_l) && isnan(f->inference.breakeven_queries));
}
END_TEST

START_TEST(gases_make_the_intensity_by_the_report_that_is_named)
{
    of("site: {pue: 1.0, gases_kg_per_kwh: {CO2: 0.37, CH4: 3e-5, N2O: 4e-6}}\n"
       "gwp: AR5\n",
       one, 1);
    ck_close(study->intensity_kg_per_kwh.value, 0.37 + 3e-5 * 28 + 4e-6 * 265, 1e-12);
    ck_close(found->runs_kg, 30.0 * (0.37 + 3e-5 * 28 + 4e-6 * 265), 1e-12);
    of("site: {gases_kg_per_kwh: {CH4: 1e-3}}\n", one, 1);
    ck_close(study->intensity_kg_per_kwh.value, 0.0279, 1e-12);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, nothing_is_computed_that_was_not_asked_for);
    tcase_add_test(tcase, devices_and_their_share_of_hosts_are_amortised_in_both_views);
    tcase_add_test(tcase, a_workstation_is_no_eighth_of_a_server);
    tcase_add_test(tcase, the_making_of_a_laptop_is_unknown_and_not_zero);
    tcase_add_test(tcase, defaults_of_lifetime_and_host_are_told);
    tcase_add_test(tcase,
                   what_the_study_gives_is_used_without_a_note_and_without_a_spread);
    tcase_add_test(tcase, parts_of_embodied_carbon_sum_to_the_total);
    tcase_add_test(tcase, a_reservation_is_charged_by_sci_and_not_by_bloom);
    tcase_add_test(tcase, a_reservation_shorter_than_its_runs_is_told_and_unknown);
    tcase_add_test(tcase, a_processor_leaves_only_its_share_of_a_host);
    tcase_add_test(tcase, idle_energy_takes_the_pue_once_and_stays_out_of_the_runs);
    tcase_add_test(tcase, idle_power_without_a_reservation_is_told);
    tcase_add_test(tcase, each_boundary_is_a_total_of_its_own);
    tcase_add_test(tcase, the_runs_alone_have_the_interval_of_their_budget);
    tcase_add_test(tcase,
                   the_making_widens_a_total_as_far_as_published_figures_lie_apart);
    tcase_add_test(tcase, the_making_of_a_workstation_widens_a_total_too);
    tcase_add_test(tcase, a_total_lies_within_its_interval);
    tcase_add_test(tcase, a_making_that_is_given_moves_an_interval_and_leaves_its_width);
    tcase_add_test(tcase, idle_hours_share_the_draws_of_the_runs);
    tcase_add_test(tcase, devices_with_one_published_figure_share_its_error);
    tcase_add_test(
        tcase, equal_seeds_give_equal_intervals_and_the_order_of_runs_does_not_matter);
    tcase_add_test(tcase, the_energy_of_a_query_widens_the_break_even);
    tcase_add_test(tcase, a_query_of_which_nothing_more_is_said_is_off_by_half);
    tcase_add_test(tcase, the_worked_thousand_kwh_take_5520_litres_and_never_6624);
    tcase_add_test(tcase, water_on_site_does_not_depend_on_the_pue_through_any_path);
    tcase_add_test(tcase, places_have_their_own_water_and_sum_to_the_whole);
    tcase_add_test(tcase, an_unknown_wue_leaves_the_total_unknown_and_the_plants_known);
    tcase_add_test(tcase, a_cloud_region_and_a_provider_have_their_disclosed_water);
    tcase_add_test(tcase, everything_scales_with_the_runs);
    tcase_add_test(tcase, the_order_of_runs_does_not_matter);
    tcase_add_test(tcase, queries_take_the_site_of_the_runs_unless_told_another);
    tcase_add_test(tcase, at_the_same_site_only_the_energy_widens_the_break_even);
    tcase_add_test(tcase, queries_without_an_energy_are_told);
    tcase_add_test(tcase, without_runs_nothing_is_known_and_nothing_fails);
    tcase_add_test(tcase, gases_make_the_intensity_by_the_report_that_is_named);
}

int main(void)
{
    return test_main("footprint", add_tests);
}
