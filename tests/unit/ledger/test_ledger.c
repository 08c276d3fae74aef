#include "support/ledger_fixture.h"

/* --- totals --- */

START_TEST(energies_hours_and_carbon_are_summed)
{
    const plume_totals *all;
    plume_estimate gross;
    plume_run run = a_run(1.5);

    begin("site: {intensity_kg_per_kwh: 0.4, pue: 1.25}\n");
    run.energy.gpu_kwh = 1.0;
    run.energy.cpu_kwh = 0.3;
    run.energy.ram_kwh = 0.2;
    run.logged_co2e_kg = 0.7;
    take(&run);
    take(&run);
    finish();
    all = plume_ledger_all(ledger);
    ck_assert_uint_eq(all->runs, 2);
    ck_assert_uint_eq(all->energy_runs, 2);
    ck_assert_uint_eq(all->timed_runs, 2);
    ck_assert_uint_eq(all->device_timed_runs, 2);
    ck_assert_uint_eq(all->device_runs, 2);
    ck_assert_uint_eq(all->component_runs, 2);
    ck_assert_double_eq(all->wall_hours, 2.0);
    ck_assert_double_eq(all->device_hours, 4.0);
    ck_assert_double_eq(all->it_kwh, 3.0);
    ck_assert_double_eq(all->device_kwh, 2.0);
    ck_close(all->cpu_kwh, 0.6, 1e-15);
    ck_close(all->ram_kwh, 0.4, 1e-15);
    ck_assert_double_eq(all->logged_kwh, 3.0);
    ck_close(all->logged_co2e_kg, 1.4, 1e-15);
    gross = plume_ledger_estimate_at(
        ledger, plume_ledger_estimate_find(ledger, "patterson2021", PLUME_BASIS_GROSS));
    ck_assert_double_eq(gross.energy_kwh, 3.75);
    ck_close(gross.co2e_kg, 1.5, 1e-15);
    ck_assert_double_eq(gross.pue, 1.25);
    ck_assert_double_eq(gross.intensity_kg_per_kwh, 0.4);
    end();
}
END_TEST

START_TEST(only_estimates_that_apply_are_counted)
{
    plume_run run = a_run(1.0);

    begin("site: {location: DE, pue: 1.25}\n");
    ck_assert_uint_eq(plume_ledger_estimate_count(ledger), 0);
    take(&run);
    ck_assert_uint_eq(plume_ledger_estimate_count(ledger), 3);
    ck_assert_uint_eq(
        plume_ledger_estimate_find(ledger, "patterson2021", PLUME_BASIS_NET), 3);
    ck_assert(isnan(plume_ledger_estimate_at(ledger, 3).co2e_kg));
    ck_assert_str_eq(plume_ledger_estimate_at(ledger, 0).method, "strubell2019");
    ck_assert_uint_eq(plume_ledger_all(ledger)->estimated_runs[2], 1);
    ck_assert_double_gt(plume_ledger_all(ledger)->co2e_kg[2], 0.0);
    end();
}
END_TEST

START_TEST(an_instrument_adds_the_net_estimate)
{
    plume_run run = a_run(2.0);

    begin("site: {location: DE, pue: 1.5, market_intensity_kg_per_kwh: 0.1}\n");
    take(&run);
    ck_assert_uint_eq(plume_ledger_estimate_count(ledger), 4);
    ck_close(plume_ledger_estimate_at(ledger, 3).co2e_kg, 0.3, 1e-15);
    end();
}
END_TEST

START_TEST(unknown_energies_are_counted_and_never_added)
{
    plume_run known = a_run(1.0), unknown = a_run(NAN);

    begin("");
    unknown.origin.line = 9;
    take(&known);
    take(&unknown);
    ck_assert_uint_eq(plume_ledger_all(ledger)->runs, 2);
    ck_assert_uint_eq(plume_ledger_all(ledger)->energy_runs, 1);
    ck_assert_double_eq(plume_ledger_all(ledger)->it_kwh, 1.0);
    ck_assert_uint_eq(plume_ledger_evidence(ledger, PLUME_EVIDENCE_UNKNOWN)->runs, 1);
    ck_assert_ptr_nonnull(note_of("energy-unknown"));
    ck_assert_uint_eq(note_of("energy-unknown")->line, 9);
    ck_assert_str_eq(note_of("energy-unknown")->path, "emissions.csv");
    end();
}
END_TEST

START_TEST(a_run_that_still_waits_lacks_nothing)
{
    plume_run run = a_run(NAN);

    begin("");
    run.state = PLUME_STATE_WAITING;
    take(&run);
    ck_assert_uint_eq(plume_ledger_state(ledger, PLUME_STATE_WAITING)->runs, 1);
    ck_assert_ptr_null(note_of("energy-unknown"));
    end();
}
END_TEST

START_TEST(equal_runs_in_one_record_count_as_many)
{
    plume_run run = a_run(0.5);

    begin("");
    run.repeat = 4789.0;
    take(&run);
    ck_assert_uint_eq(plume_ledger_all(ledger)->runs, 4789);
    ck_assert_double_eq(plume_ledger_all(ledger)->it_kwh, 0.5 * 4789.0);
    ck_assert_double_eq(plume_ledger_all(ledger)->logged_kwh, 0.5 * 4789.0);
    ck_assert_double_eq(plume_ledger_all(ledger)->wall_hours, 4789.0);
    end();
}
END_TEST

/* What one run gives by each method, and some of what is summed, of two of them. */
static void sums_of(double out[3 * 8 + 6], const plume_run *run, int times)
{
    const plume_totals *all;
    plume_run other = a_run(0.3);

    begin("site: {location: DE, pue: 1.13}\n");
    take(&other);
    for (int i = 0; i < times; i++)
        take(run);
    finish();
    all = plume_ledger_all(ledger);
    ck_assert_uint_le(plume_ledger_estimate_count(ledger), 8);
    for (size_t i = 0; i < plume_ledger_estimate_count(ledger); i++) {
        plume_estimate of = plume_ledger_estimate_at(ledger, i);

        out[3 * i] = of.it_kwh;
        out[3 * i + 1] = of.energy_kwh;
        out[3 * i + 2] = of.co2e_kg;
    }
    out[24] = all->wall_hours;
    out[25] = all->device_hours;
    out[26] = all->it_kwh;
    out[27] = all->cpu_kwh;
    out[28] = all->logged_kwh;
    out[29] = all->logged_co2e_kg;
    end();
}

START_TEST(a_record_of_equal_runs_is_the_sum_of_them_to_the_last_bit)
{
    for (int times = 2; times < 60; times++) {
        double as_one[30] = { 0 }, as_many[30] = { 0 };
        plume_run run = a_run(0.1 + 0.01 * times);

        run.energy.gpu_kwh = run.energy.total_kwh / 3;
        run.energy.cpu_kwh = run.energy.ram_kwh = run.energy.total_kwh / 3;
        run.logged_co2e_kg = 0.7 / times;
        run.duration_s = 1234.567 + times;
        sums_of(as_many, &run, times);
        run.repeat = times;
        sums_of(as_one, &run, 1);
        for (size_t i = 0; i < 30; i++)
            ck_assert_msg(as_one[i] == as_many[i] ||
                              (isnan(as_one[i]) && isnan(as_many[i])),
                          "%d times, sum %zu: %.17g of one, %.17g of many", times, i,
                          as_one[i], as_many[i]);
    }
}
END_TEST

START_TEST(an_empty_ledger_is_all_zeros_and_no_estimate)
{
    begin("");
    finish();
    ck_assert_uint_eq(plume_ledger_all(ledger)->runs, 0);
    ck_assert_uint_eq(
        plume_ledger_cell(ledger, PLUME_ROLE_FINAL, PLUME_STATE_FAILED)->runs, 0);
    ck_assert_uint_eq(plume_ledger_estimate_count(ledger), 0);
    ck_assert(isnan(plume_ledger_start_s(ledger)) && isnan(plume_ledger_end_s(ledger)));
    ck_assert(isnan(plume_ledger_overlap_hours(ledger)));
    ck_assert_ptr_null(plume_ledger_site(ledger));
    ck_assert_uint_eq(plume_notes_count(notes), 0);
    end();
}
END_TEST

START_TEST(groups_are_in_order_of_appearance_and_bounded)
{
    plume_run run = a_run(1.0);
    char name[32];

    begin("site: {location: DE}\n");
    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "study %d", i);
        run.study = name;
        take(&run);
    }
    ck_assert_uint_eq(plume_ledger_group_count(ledger, PLUME_GROUP_STUDY), 257);
    ck_assert_str_eq(plume_ledger_group_name(ledger, PLUME_GROUP_STUDY, 0), "study 0");
    ck_assert_str_eq(plume_ledger_group_name(ledger, PLUME_GROUP_STUDY, 256), "other");
    ck_assert_uint_eq(plume_ledger_group_at(ledger, PLUME_GROUP_STUDY, 256)->runs, 44);
    ck_assert_uint_eq(plume_ledger_group_count(ledger, PLUME_GROUP_LOCATION), 1);
    ck_assert_str_eq(plume_ledger_group_name(ledger, PLUME_GROUP_LOCATION, 0), "DE");
    ck_assert_str_eq(plume_ledger_group_name(ledger, PLUME_GROUP_LOCATION, 1), "");
    end();
}
END_TEST

/* What runs have in common is kept for so many kinds of them only. */
START_TEST(runs_of_very_many_kinds_add_up_however_often_they_are_read)
{
    enum { STUDIES = 40, DEVICES = 10 };
    plume_run run = a_run(0.25);
    uint64_t runs = 0;
    char of[16], on[16];

    begin("");
    for (size_t round = 0; round < 3; round++) {
        for (size_t i = 0; i < STUDIES * DEVICES; i++) {
            snprintf(of, sizeof of, "study %zu", i / DEVICES);
            snprintf(on, sizeof on, "device %zu", i % DEVICES);
            run.study = of;
            run.device = on;
            take(&run);
            runs++;
        }
        ck_assert_uint_eq(plume_ledger_all(ledger)->runs, runs);
        ck_assert_double_eq(plume_ledger_all(ledger)->it_kwh, 0.25 * (double)runs);
        for (size_t i = 0; i < STUDIES; i++)
            ck_assert_double_eq(
                plume_ledger_group_at(ledger, PLUME_GROUP_STUDY, i)->it_kwh,
                0.25 * DEVICES * (double)(round + 1));
        ck_assert_double_eq(plume_ledger_group_at(ledger, PLUME_GROUP_DEVICE, 9)->it_kwh,
                            0.25 * STUDIES * (double)(round + 1));
        ck_assert_double_eq(plume_ledger_evidence(ledger, run.energy.evidence)->it_kwh,
                            0.25 * (double)runs);
    }
    end();
}
END_TEST

/* What the default methods make of runs of one study and evidence on so many devices. */
static size_t estimates_of_devices(size_t devices, plume_estimate out[8])
{
    plume_run run = a_run(0.1);
    size_t count;
    char on[16];

    begin("site: {location: DE, year: 2023}\nuncertainty: {draws: 1000}\n");
    for (size_t i = 0; i < 600; i++) {
        snprintf(on, sizeof on, "device %zu", i % devices);
        run.device = on;
        run.energy.total_kwh = 0.1 * (double)(i % 7 + 1);
        take(&run);
    }
    finish();
    count = plume_ledger_estimate_count(ledger);
    ck_assert_uint_le(count, 8);
    for (size_t i = 0; i < count; i++)
        out[i] = plume_ledger_estimate_at(ledger, i);
    end();
    return count;
}

/* Those that share what they have in common, and those beyond the kinds that are kept. */
START_TEST(runs_of_very_many_kinds_have_the_interval_of_those_of_one)
{
    plume_estimate one[8], many[8];
    size_t count = estimates_of_devices(1, one), intervals = 0;

    ck_assert_uint_eq(estimates_of_devices(300, many), count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_double_gt(one[i].it_kwh, 200.0);
        ck_assert_double_eq(one[i].it_kwh, many[i].it_kwh);
        ck_assert_double_eq(one[i].co2e_kg, many[i].co2e_kg);
        if (isnan(one[i].interval95_kg[0]))
            continue;
        intervals++;
        ck_assert_double_gt(one[i].interval95_kg[1], one[i].interval95_kg[0]);
        ck_assert_double_eq(one[i].interval95_kg[0], many[i].interval95_kg[0]);
        ck_assert_double_eq(one[i].interval95_kg[1], many[i].interval95_kg[1]);
    }
    ck_assert_uint_gt(intervals, 0);
}
END_TEST

START_TEST(the_study_completes_what_logs_lack)
{
    plume_run run = a_run(NAN);

    begin("hardware: {device: NVIDIA A40, count: 4, host_power_w: 200}\n");
    run.device_count = NAN;
    take(&run);
    ck_assert_str_eq(plume_ledger_group_name(ledger, PLUME_GROUP_DEVICE, 0),
                     "NVIDIA A40");
    ck_close(plume_ledger_all(ledger)->device_kwh, 1.2, 1e-12);
    ck_close(plume_ledger_all(ledger)->it_kwh, 1.4, 1e-12);
    end();
}
END_TEST

START_TEST(a_common_site_is_told_and_different_ones_are_not)
{
    plume_run run = a_run(1.0);

    begin("site: {pue: 1.1}\n");
    run.location = "DEU";
    take(&run);
    take(&run);
    ck_assert_ptr_nonnull(plume_ledger_site(ledger));
    ck_assert_str_eq(plume_ledger_site(ledger)->location, "DE");
    run.location = "FRA";
    take(&run);
    ck_assert_ptr_null(plume_ledger_site(ledger));
    end();
}
END_TEST

START_TEST(different_sites_give_a_weighted_intensity)
{
    plume_run run = a_run(1.0);
    plume_estimate gross;

    begin("site: {pue: 1.0}\n");
    run.logged_intensity_kg_per_kwh = 0.2;
    take(&run);
    run.energy.total_kwh = 3.0;
    run.logged_intensity_kg_per_kwh = 0.6;
    take(&run);
    gross = plume_ledger_estimate_at(
        ledger, plume_ledger_estimate_find(ledger, "patterson2021", PLUME_BASIS_GROSS));
    ck_close(gross.co2e_kg, 2.0, 1e-15);
    ck_close(gross.intensity_kg_per_kwh, 0.5, 1e-15);
    ck_assert_double_eq(gross.pue, 1.0);
    end();
}
END_TEST

static plume_run at_pue(double it_kwh, double pue)
{
    plume_run run = a_run(it_kwh);

    run.location = "DEU";
    run.end_s = plume_time_civil(2024, 6, 1, 0);
    run.site_pue = pue;
    run.origin.reader = "codecarbon";
    return run;
}

START_TEST(two_pues_in_one_place_are_two_sites_in_either_order)
{
    for (int turn = 0; turn < 2; turn++) {
        plume_run first = at_pue(8.0, turn == 0 ? 1.5 : 1.2);
        plume_run second = at_pue(8.0, turn == 0 ? 1.2 : 1.5);
        plume_site_use *uses;
        size_t count;

        begin("");
        take(&first);
        take(&second);
        finish();
        ck_close(plume_ledger_all(ledger)->facility_kwh[2], 21.6, 1e-12);
        ck_assert_ptr_null(plume_ledger_site(ledger));
        ck_assert_ptr_null(plume_ledger_pue(ledger));
        ck_close(plume_ledger_grid(ledger)->value, 0.33638, 1e-12);
        ck_ok(plume_ledger_site_uses(&uses, &count, ledger, 2, &error), error);
        ck_assert_uint_eq(count, 2);
        ck_assert_double_eq(uses[0].site.pue.value, 1.2);
        ck_close(uses[0].facility_kwh, 9.6, 1e-12);
        ck_assert_double_eq(uses[1].site.pue.value, 1.5);
        ck_close(uses[1].facility_kwh, 12.0, 1e-12);
        free(uses);
        end();
    }
}
END_TEST

START_TEST(two_years_of_one_place_are_two_sites_with_the_pue_that_was_given)
{
    plume_run run = a_run(1.0);
    plume_site_use *uses;
    size_t count;

    begin("site: {location: DE, pue: 1.2}\n");
    run.end_s = plume_time_civil(2024, 6, 1, 0);
    take(&run);
    run.end_s = plume_time_civil(2023, 6, 1, 0);
    take(&run);
    finish();
    ck_assert_ptr_null(plume_ledger_site(ledger));
    ck_assert_ptr_null(plume_ledger_grid(ledger));
    ck_assert_double_eq(plume_ledger_pue(ledger)->value, 1.2);
    ck_assert_int_eq(plume_ledger_pue(ledger)->given, PLUME_GIVEN_STUDY_FILE);
    ck_ok(plume_ledger_site_uses(&uses, &count, ledger, 2, &error), error);
    ck_assert_uint_eq(count, 2);
    ck_assert_int_eq(uses[0].site.gross_kg_per_kwh.year, 2023);
    ck_assert_int_eq(uses[1].site.gross_kg_per_kwh.year, 2024);
    free(uses);
    end();
}
END_TEST

/* --- properties --- */

static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

enum { MANY = 400 };

/* Energies over twelve decades, every role and state: the same runs for every call. */
static plume_run nth_run(int i, double scale)
{
    uint32_t state = (uint32_t)i * 2654435761u + 7u;
    plume_run run =
        a_run(scale * (next(&state) + 1) * pow(10.0, next(&state) % 12u - 9.0));

    run.role = (plume_role)(next(&state) % PLUME_ROLE_COUNT);
    run.state = (plume_state)(next(&state) % PLUME_STATE_COUNT);
    run.device = next(&state) % 2u == 0 ? "NVIDIA A40" : "V100";
    run.study = next(&state) % 3u == 0 ? "a" : "b";
    run.location = next(&state) % 2u == 0 ? "DEU" : "FRA";
    run.energy.gpu_kwh = run.energy.total_kwh * 0.7;
    run.energy.evidence = (plume_evidence)(next(&state) % PLUME_EVIDENCE_COUNT);
    run.duration_s = next(&state) % 100000u;
    return run;
}

static void same(const plume_totals *a, const plume_totals *b)
{
    ck_assert_uint_eq(a->runs, b->runs);
    ck_assert_double_eq(a->wall_hours, b->wall_hours);
    ck_assert_double_eq(a->device_hours, b->device_hours);
    ck_assert_double_eq(a->it_kwh, b->it_kwh);
    ck_assert_double_eq(a->device_kwh, b->device_kwh);
    ck_assert_double_eq(a->logged_kwh, b->logged_kwh);
    for (int i = 0; i < 3; i++) {
        ck_assert_double_eq(a->facility_kwh[i], b->facility_kwh[i]);
        ck_assert_double_eq(a->co2e_kg[i], b->co2e_kg[i]);
    }
}

START_TEST(the_order_of_the_runs_changes_no_bit)
{
    plume_totals forward, final_forward;

    begin("");
    for (int i = 0; i < MANY; i++) {
        plume_run run = nth_run(i, 1.0);
        take(&run);
    }
    forward = *plume_ledger_all(ledger);
    final_forward = *plume_ledger_role(ledger, PLUME_ROLE_FINAL);
    end();
    begin("");
    for (int i = 0; i < MANY; i++) { /* 171 and MANY have no common divisor */
        plume_run run = nth_run(i * 171 % MANY, 1.0);
        take(&run);
    }
    same(plume_ledger_all(ledger), &forward);
    same(plume_ledger_role(ledger, PLUME_ROLE_FINAL), &final_forward);
    end();
}
END_TEST

START_TEST(twice_the_energies_are_twice_the_totals)
{
    double it_kwh, gross_kg;

    begin("");
    for (int i = 0; i < MANY; i++) {
        plume_run run = nth_run(i, 1.0);
        take(&run);
    }
    it_kwh = plume_ledger_all(ledger)->it_kwh;
    gross_kg = plume_ledger_all(ledger)->co2e_kg[2];
    end();
    begin("");
    for (int i = 0; i < MANY; i++) {
        plume_run run = nth_run(i, 2.0);
        take(&run);
    }
    ck_assert_double_eq(plume_ledger_all(ledger)->it_kwh, 2.0 * it_kwh);
    ck_assert_double_eq(plume_ledger_all(ledger)->co2e_kg[2], 2.0 * gross_kg);
    end();
}
END_TEST

static void expect_parts(double runs, double it_kwh, const char *what)
{
    ck_assert_msg(runs == (double)plume_ledger_all(ledger)->runs, "runs by %s", what);
    ck_assert_msg(fabs(it_kwh - plume_ledger_all(ledger)->it_kwh) <=
                      1e-12 * plume_ledger_all(ledger)->it_kwh,
                  "energy by %s", what);
}

START_TEST(every_way_of_dividing_the_runs_adds_up)
{
    double runs = 0, it_kwh = 0;

    begin("");
    for (int i = 0; i < MANY; i++) {
        plume_run run = nth_run(i, 1.0);
        take(&run);
    }
    for (int i = 0; i < PLUME_ROLE_COUNT; i++) {
        runs += (double)plume_ledger_role(ledger, (plume_role)i)->runs;
        it_kwh += plume_ledger_role(ledger, (plume_role)i)->it_kwh;
    }
    expect_parts(runs, it_kwh, "role");
    runs = it_kwh = 0;
    for (int i = 0; i < PLUME_STATE_COUNT; i++) {
        runs += (double)plume_ledger_state(ledger, (plume_state)i)->runs;
        it_kwh += plume_ledger_state(ledger, (plume_state)i)->it_kwh;
    }
    expect_parts(runs, it_kwh, "state");
    runs = it_kwh = 0;
    for (int i = 0; i < PLUME_EVIDENCE_COUNT; i++) {
        runs += (double)plume_ledger_evidence(ledger, (plume_evidence)i)->runs;
        it_kwh += plume_ledger_evidence(ledger, (plume_evidence)i)->it_kwh;
    }
    expect_parts(runs, it_kwh, "evidence");
    for (int g = 0; g < PLUME_GROUP_COUNT; g++) {
        runs = it_kwh = 0;
        for (size_t i = 0; i < plume_ledger_group_count(ledger, (plume_group)g); i++) {
            runs += (double)plume_ledger_group_at(ledger, (plume_group)g, i)->runs;
            it_kwh += plume_ledger_group_at(ledger, (plume_group)g, i)->it_kwh;
        }
        expect_parts(runs, it_kwh, "group");
    }
    end();
}
END_TEST

/* A PUE that the log had inside was divided out by the reader; whatever way an energy
 * enters, facility over IT is the PUE of the site, once. */
START_TEST(the_pue_enters_once_through_every_path)
{
    plume_run paths[4] = { a_run(3.2), a_run(NAN), a_run(NAN), a_run(NAN) };

    begin(
        "site: {pue: 1.25, intensity_kg_per_kwh: 0.5}\nhardware: {host_power_w: 100}\n");
    paths[0].energy.logged_kwh = 3.2 * 1.58;
    paths[0].energy.pue_included = 1.58;
    paths[1].power_w = 800.0;
    paths[2].device = "V100";
    paths[3].device = "NVIDIA A40";
    for (int i = 0; i < 4; i++) {
        plume_estimate gross;
        double before_kwh = plume_ledger_all(ledger)->it_kwh;
        double before_kg = plume_ledger_estimate_at(ledger, 2).co2e_kg;
        double it_kwh;

        take(&paths[i]);
        gross = plume_ledger_estimate_at(ledger, 2);
        it_kwh = plume_ledger_all(ledger)->it_kwh;
        ck_assert_double_gt(it_kwh, before_kwh);
        ck_assert(i == 0 || gross.co2e_kg > before_kg);
        ck_close(gross.energy_kwh, 1.25 * it_kwh, 1e-15);
        ck_close(gross.co2e_kg, 0.5 * 1.25 * it_kwh, 1e-15);
        ck_assert_double_eq(gross.pue, 1.25);
        ck_close(plume_ledger_estimate_at(ledger, 0).energy_kwh, 1.58 * it_kwh, 1e-15);
    }
    end();
}
END_TEST

START_TEST(an_unknown_method_is_refused)
{
    static const char *const names[] = { "strubell" };
    plume_ledger *refused;

    begin("");
    ck_assert_int_eq(plume_ledger_new(&refused, study, factors, names, 1, notes, &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_ptr_null(refused);
    ck_assert_str_eq(error.message, "unknown method 'strubell'");
    ck_assert_str_eq(error.hint, "did you mean 'strubell2019'?");
    end();
}
END_TEST

START_TEST(methods_may_be_chosen)
{
    static const char *const names[] = { "patterson2021", "patterson2021" };
    plume_ledger *chosen;
    plume_run run = a_run(1.0);
    plume_run_sink sink;

    begin("");
    ck_ok(plume_ledger_new(&chosen, study, factors, names, 2, notes, &error), error);
    sink = plume_ledger_sink(chosen);
    ck_ok(sink.take(sink.state, &run, &error), error);
    ck_assert_uint_eq(plume_ledger_estimate_count(chosen), 1);
    plume_ledger_free(chosen);
    end();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, energies_hours_and_carbon_are_summed);
    tcase_add_test(tcase, runs_of_very_many_kinds_have_the_interval_of_those_of_one);
    tcase_add_test(tcase, a_record_of_equal_runs_is_the_sum_of_them_to_the_last_bit);
    tcase_add_test(tcase, only_estimates_that_apply_are_counted);
    tcase_add_test(tcase, an_instrument_adds_the_net_estimate);
    tcase_add_test(tcase, unknown_energies_are_counted_and_never_added);
    tcase_add_test(tcase, a_run_that_still_waits_lacks_nothing);
    tcase_add_test(tcase, equal_runs_in_one_record_count_as_many);
    tcase_add_test(tcase, an_empty_ledger_is_all_zeros_and_no_estimate);
    tcase_add_test(tcase, groups_are_in_order_of_appearance_and_bounded);
    tcase_add_test(tcase, runs_of_very_many_kinds_add_up_however_often_they_are_read);
    tcase_add_test(tcase, the_study_completes_what_logs_lack);
    tcase_add_test(tcase, a_common_site_is_told_and_different_ones_are_not);
    tcase_add_test(tcase, different_sites_give_a_weighted_intensity);
    tcase_add_test(tcase, two_pues_in_one_place_are_two_sites_in_either_order);
    tcase_add_test(tcase,
                   two_years_of_one_place_are_two_sites_with_the_pue_that_was_given);
    tcase_add_test(tcase, the_order_of_the_runs_changes_no_bit);
    tcase_add_test(tcase, twice_the_energies_are_twice_the_totals);
    tcase_add_test(tcase, every_way_of_dividing_the_runs_adds_up);
    tcase_add_test(tcase, the_pue_enters_once_through_every_path);
    tcase_add_test(tcase, an_unknown_method_is_refused);
    tcase_add_test(tcase, methods_may_be_chosen);
}

int main(void)
{
    return test_main("ledger", add);
}
