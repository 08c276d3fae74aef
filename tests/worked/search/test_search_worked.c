/* Search overhead, waste and re-use, worked out by hand and from published figures. */
#include "support/support.h"

#include <plume/search.h>

static const double digits6 = 5e-6; /* figures given to six digits */

static plume_error error;
static plume_study *study;
static plume_ledger *ledger;

static void begin(void)
{
    ck_ok(plume_study_new(&study, &error), error);
    study->pue = (plume_given_value){ 1.5, PLUME_GIVEN_STUDY_FILE, "plume.yaml", 0 };
    study->intensity_kg_per_kwh =
        (plume_given_value){ 0.4, PLUME_GIVEN_STUDY_FILE, "plume.yaml", 0 };
    ck_ok(plume_ledger_new(&ledger, study, NULL, NULL, 0, NULL, &error), error);
}

static void end(void)
{
    plume_ledger_free(ledger);
    plume_study_free(study);
}

static void take(plume_role role, plume_state state, double count, double it_kwh)
{
    plume_run_sink sink = plume_ledger_sink(ledger);
    plume_run run;

    plume_run_init(&run);
    run.id = "job";
    run.role = role;
    run.state = state;
    run.repeat = count;
    run.energy.total_kwh = it_kwh;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_METERED;
    ck_ok(sink.take(sink.state, &run, &error), error);
}

/* Ten trials, four failed, three preempted, two cancelled, one final run. */
static void take_project(void)
{
    take(PLUME_ROLE_SEARCH, PLUME_STATE_COMPLETE, 10, 2.0);
    take(PLUME_ROLE_SEARCH, PLUME_STATE_FAILED, 4, 0.7);
    take(PLUME_ROLE_SEARCH, PLUME_STATE_PREEMPTED, 3, 0.5);
    take(PLUME_ROLE_SEARCH, PLUME_STATE_CANCELLED, 2, 0.2);
    take(PLUME_ROLE_FINAL, PLUME_STATE_COMPLETE, 1, 3.1);
}

static plume_search_parts parts(double lost_share)
{
    return plume_search_parts_of(ledger, PLUME_SEARCH_IT_KWH, 0, lost_share);
}

START_TEST(a_project_of_twenty_jobs_has_its_overhead_and_waste)
{
    plume_search_parts kwh;

    begin();
    take_project();
    kwh = parts(NAN);
    ck_close(kwh.all, 27.8, 1e-12);
    ck_close(plume_search_overhead(kwh.all, kwh.final), 8.96774, digits6);
    ck_close(plume_search_waste(&kwh), 0.169065, digits6);
    ck_close(plume_search_useful(&kwh), 23.1, 1e-12);
    ck_close(plume_search_hidden(kwh.all, kwh.final), 1.0 - 3.1 / 27.8, 1e-12);
    end();
}
END_TEST

/* With a checkpoint only what came after it is lost; the rest informed the final run. */
START_TEST(of_interrupted_runs_only_the_lost_share_is_waste)
{
    plume_search_parts kwh;

    begin();
    take_project();
    kwh = parts(0.2);
    ck_close(plume_search_waste(&kwh), (2.8 + 0.2 * 1.5 + 0.4) / 27.8, 1e-12);
    ck_close(plume_search_useful(&kwh), 23.1 + 0.8 * 1.5, 1e-12);
    end();
}
END_TEST

START_TEST(facility_energy_and_carbon_are_shared_in_the_same_way)
{
    size_t gross;
    plume_search_parts kwh, kg;

    begin();
    take_project();
    gross = plume_ledger_estimate_find(ledger, "patterson2021", PLUME_BASIS_GROSS);
    kwh = plume_search_parts_of(ledger, PLUME_SEARCH_FACILITY_KWH, gross, NAN);
    kg = plume_search_parts_of(ledger, PLUME_SEARCH_CO2E_KG, gross, NAN);
    ck_close(kwh.final, 1.5 * 3.1, 1e-12);
    ck_close(kg.searched, 0.4 * 1.5 * 24.7, 1e-12);
    kg = plume_search_parts_of(ledger, PLUME_SEARCH_CO2E_KG,
                               plume_ledger_estimate_count(ledger), NAN);
    ck_assert(isnan(kg.all) && isnan(plume_search_waste(&kg)));
    end();
}
END_TEST

START_TEST(a_final_run_of_unknown_energy_leaves_the_overhead_unknown)
{
    plume_search_parts kwh;

    begin();
    take_project();
    take(PLUME_ROLE_FINAL, PLUME_STATE_COMPLETE, 1, NAN);
    kwh = parts(NAN);
    ck_assert(isnan(kwh.final));
    ck_assert(isnan(plume_search_overhead(kwh.all, kwh.final)));
    ck_close(plume_search_waste(&kwh), 0.169065, digits6);
    end();
}
END_TEST

START_TEST(without_final_runs_there_is_no_overhead)
{
    plume_search_parts kwh;

    begin();
    take(PLUME_ROLE_SEARCH, PLUME_STATE_COMPLETE, 2, 1.0);
    kwh = parts(NAN);
    ck_assert(isnan(plume_search_overhead(kwh.all, kwh.final)));
    ck_assert_double_eq(plume_search_waste(&kwh), 0.0);
    end();
}
END_TEST

START_TEST(a_pruned_trial_informs_and_a_pruned_final_run_does_not_count_as_one)
{
    plume_search_parts kwh;

    begin();
    take(PLUME_ROLE_SEARCH, PLUME_STATE_PRUNED, 1, 1.0);
    take(PLUME_ROLE_FINAL, PLUME_STATE_PRUNED, 1, 1.0);
    take(PLUME_ROLE_FINAL, PLUME_STATE_COMPLETE, 1, 2.0);
    kwh = parts(NAN);
    ck_assert_double_eq(kwh.informed, 1.0);
    ck_assert_double_eq(kwh.final, 2.0);
    ck_assert_double_eq(plume_search_waste(&kwh), 0.0);
    end();
}
END_TEST

/* Strubell et al. 2019, section 3.4 and Table 4: the project that led to LISA. */
START_TEST(the_search_of_lisa_took_two_thousand_final_trainings)
{
    const double project_h = 239942.0, tuning_h = 2880.0, final_h = 120.0;

    ck_close(plume_search_overhead(project_h, final_h), 1999.52, digits6);
    ck_close(plume_search_overhead(tuning_h, final_h), 24.0, digits6);
    ck_close(plume_search_hidden(project_h, tuning_h), 0.987997, digits6);
}
END_TEST

/* OLMo: development took half of what training took. */
START_TEST(development_of_half_the_training_is_an_overhead_of_one_and_a_half)
{
    ck_close(plume_search_overhead(1.0 + 0.5, 1.0), 1.5, 1e-15);
}
END_TEST

/* Patterson et al. 2021: the search of the Evolved Transformer, used 300 times. */
START_TEST(a_search_used_three_hundred_times_is_a_three_hundredth_each)
{
    ck_close(plume_search_per_reuse(3218.72, 300.0), 10.7291, digits6);
    ck_assert(isnan(plume_search_per_reuse(3218.72, NAN)));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_project_of_twenty_jobs_has_its_overhead_and_waste);
    tcase_add_test(tcase, of_interrupted_runs_only_the_lost_share_is_waste);
    tcase_add_test(tcase, facility_energy_and_carbon_are_shared_in_the_same_way);
    tcase_add_test(tcase, a_final_run_of_unknown_energy_leaves_the_overhead_unknown);
    tcase_add_test(tcase, without_final_runs_there_is_no_overhead);
    tcase_add_test(tcase,
                   a_pruned_trial_informs_and_a_pruned_final_run_does_not_count_as_one);
    tcase_add_test(tcase, the_search_of_lisa_took_two_thousand_final_trainings);
    tcase_add_test(tcase,
                   development_of_half_the_training_is_an_overhead_of_one_and_a_half);
    tcase_add_test(tcase, a_search_used_three_hundred_times_is_a_three_hundredth_each);
}

int main(void)
{
    return test_main("search, worked", add);
}
