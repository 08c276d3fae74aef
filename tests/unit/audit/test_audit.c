#include "support/support.h"

#include "audit/claim/claim.h"
#include "audit/claim/claim_file.h"
#include "audit/claim/printed_figure.h"

static plume_factors *factors;
static plume_audit *audit;
static plume_error error;

static void open_all(void)
{
    char *path = test_path("datasets");

    memset(&error, 0, sizeof error);
    ck_ok(plume_factors_open(&factors, path, &error), error);
    ck_ok(plume_audit_new(&audit, factors, &error), error);
    free(path);
}

static void close_all(void)
{
    plume_audit_free(audit);
    plume_factors_free(factors);
}

static void run_search(void)
{
    ck_ok(plume_audit_set_model(audit, 0, "strubell-nas", &error), error);
    ck_ok(plume_audit_set_model(audit, 1, "evolved-transformer-nas", &error), error);
    ck_ok(plume_audit_run(audit, &error), error);
}

START_TEST(the_search_is_split_into_the_causes_of_the_paper)
{
    static const double ratio[] = { 56.0 / 3.0, 3.277905, 1.436364, 1.004007 };

    run_search();
    ck_close(plume_audit_ratio(audit), 88.2398, 2e-6);
    ck_assert_uint_eq(plume_audit_count(audit, PLUME_AUDIT_CAUSES), 4);
    for (size_t i = 0; i < 4; i++)
        ck_close(plume_audit_at(audit, PLUME_AUDIT_CAUSES, i)->ratio, ratio[i], 1e-6);
    ck_assert_str_eq(plume_audit_at(audit, PLUME_AUDIT_CAUSES, 0)->name, "search size");
}
END_TEST

START_TEST(every_view_adds_up_to_the_same_gap)
{
    double gap;

    run_search();
    gap = plume_audit_side_at(audit, 0)->total - plume_audit_side_at(audit, 1)->total;
    for (int view = 0; view < PLUME_AUDIT_VIEWS; view++) {
        double lmdi = 0.0, shapley = 0.0, share = 0.0;

        for (size_t i = 0; i < plume_audit_count(audit, (plume_audit_view)view); i++) {
            const plume_audit_factor *factor =
                plume_audit_at(audit, (plume_audit_view)view, i);

            lmdi += factor->lmdi_kg;
            shapley += factor->shapley_kg;
            share += factor->share;
        }
        ck_close(lmdi, gap, 1e-12);
        ck_close(shapley, gap, 1e-12);
        ck_close(share, 1.0, 1e-12);
    }
}
END_TEST

START_TEST(both_readings_of_the_search_are_kept_apart)
{
    run_search();
    ck_assert_uint_eq(plume_audit_reading_count(audit), 2);
    ck_close(plume_audit_reading_at(audit, 0)->ratio, 18.6667, 3e-6);
    ck_assert_str_eq(plume_audit_reading_at(audit, 0)->printed, "18.7");
    ck_close(plume_audit_reading_at(audit, 1)->ratio, 88.2398, 3e-6);
}
END_TEST

static const plume_finding *finding_of(const char *code, const char *part)
{
    for (size_t i = 0; i < plume_audit_finding_count(audit); i++) {
        const plume_finding *finding = plume_audit_finding_at(audit, i);

        if (strcmp(finding->code, code) == 0 && strstr(finding->message, part) != NULL)
            return finding;
    }
    return NULL;
}

static void run_models(const char *claim, const char *actual)
{
    ck_ok(plume_audit_set_model(audit, 0, claim, &error), error);
    ck_ok(plume_audit_set_model(audit, 1, actual, &error), error);
    ck_ok(plume_audit_run(audit, &error), error);
}

START_TEST(the_parts_of_a_cause_keep_what_the_paper_prints_of_them)
{
    const plume_audit_factor *part;

    run_search();
    part = plume_audit_at(audit, PLUME_AUDIT_STEPS, 0);
    ck_close(part->ratio, 7.0 / 3.0, 1e-12);
    ck_assert_str_eq(part->printed, "2.3");
    ck_assert_str_eq(part->note,
                     "84 h for 300,000 steps against 12 h for 100,000: exactly "
                     "7/3");
    ck_assert_str_eq(plume_audit_side_at(audit, 0)->stated, "626155 lb");
}
END_TEST

START_TEST(a_net_figure_against_a_gross_one_is_a_boundary)
{
    run_models("gopher", "gpt-3");
    ck_assert_str_eq(plume_audit_side_at(audit, 0)->basis, "market-based");
    ck_assert_str_eq(plume_audit_side_at(audit, 1)->basis, "location-based");
    ck_assert_ptr_nonnull(finding_of("boundary-differs",
                                     "the emissions are market-based (gopher), "
                                     "location-based (gpt-3)"));
}
END_TEST

/* 502 t are 552 t without the PUE that the energy beside them holds. */
START_TEST(emissions_without_the_pue_differ_by_it)
{
    run_models("gpt-3", "gpt-3-bloom");
    ck_close(plume_audit_side_at(audit, 1)->total, 501930.0, 1e-9);
    ck_close(plume_audit_at(audit, PLUME_AUDIT_CAUSES, 1)->ratio, 1.1, 1e-12);
    ck_assert_ptr_nonnull(
        finding_of("boundary-differs", "without the PUE (gpt-3-bloom)"));
    ck_assert_ptr_null(finding_of("inputs-disagree", ""));
}
END_TEST

START_TEST(figures_that_cover_different_work_are_a_boundary)
{
    run_models("bloom-lifecycle", "bloom");
    ck_assert_ptr_nonnull(finding_of("boundary-differs",
                                     "training with idle and embodied "
                                     "(bloom-lifecycle)"));
}
END_TEST

START_TEST(re_use_is_a_statement_of_its_own)
{
    plume_audit_set_reuses(audit, 300.0);
    run_search();
    ck_assert_ptr_nonnull(strstr(plume_audit_amortisation(audit), "10.73 kg each"));
}
END_TEST

START_TEST(the_hours_of_the_claim_are_rederived)
{
    run_search();
    ck_assert_double_eq(plume_audit_rederived_at(audit, 0)->computed, 274120.0);
    ck_assert_int_eq(plume_audit_rederived_at(audit, 0)->verdict, PLUME_VERDICT_EXACT);
}
END_TEST

START_TEST(an_unknown_model_is_answered_with_the_nearest)
{
    ck_assert_int_eq(plume_audit_set_model(audit, 0, "strubel-nas", &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.hint, "strubell-nas"));
}
END_TEST

START_TEST(an_audit_without_a_side_is_refused)
{
    ck_assert_int_eq(plume_audit_run(audit, &error), PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "an audit needs two sides");
}
END_TEST

/* --- figures --- */

START_TEST(figures_keep_the_digits_in_which_they_are_printed)
{
    static const struct {
        plume_quantity quantity;
        const char *text;
        double value, low, high;
    } cases[] = {
        { CLAIM_DEVICE_HOURS, "1.46M GPU hours", 1.46e6, 1.455e6, 1.465e6 },
        { CLAIM_EMISSIONS, "2,040 t", 2.04e6, 2.035e6, 2.045e6 },
        { CLAIM_EMISSIONS, "31.22 tCO2eq", 31220.0, 31215.0, 31225.0 },
        { CLAIM_POWER, "350-400 W", 375.0, 350.0, 400.0 },
        { CLAIM_INTENSITY, "429 g/kWh", 0.429, 0.4285, 0.4295 },
        { CLAIM_DEVICES, "512", 512.0, 512.0, 512.0 },
        { CLAIM_HOURS, "14.8 d", 355.2, 354.0, 356.4 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        plume_claim_figure figure;

        ck_assert(
            plume_claim_figure_read(&figure, cases[i].quantity, cases[i].text, 1.0));
        ck_close(figure.value, cases[i].value, 1e-12);
        ck_close(figure.low, cases[i].low, 1e-12);
        ck_close(figure.high, cases[i].high, 1e-12);
    }
}
END_TEST

START_TEST(what_is_no_figure_of_that_kind_is_refused)
{
    static const char *const texts[] = {
        "", "many", "350 kWh", "-3 W", "1e400 W", "nan"
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        plume_claim_figure figure;

        ck_assert_msg(!plume_claim_figure_read(&figure, CLAIM_POWER, texts[i], 1.0), "%s",
                      texts[i]);
    }
}
END_TEST

START_TEST(claim_files_are_refused_with_their_place)
{
    static const struct {
        const char *text, *message;
        uint64_t line;
    } cases[] = {
        { "name: a\nemission: 3 t\n", "unknown key 'emission' in a claim", 2 },
        { "pue: 0.9\n", "pue is '0.9', expected a ratio of at least 1", 1 },
        { "energy: [1]\n",
          "energy is not a figure, expected an energy such as "
          "'1,287 MWh'",
          1 },
        { "runs: 3\n", "runs is not a list of 1 to 10000 maps", 1 },
        { "- 3\n", "a claim file is a map of keys such as 'emissions: 284 t'", 1 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        plume_claim *claim;

        ck_assert_int_eq(plume_claim_parse(&claim, cases[i].text, strlen(cases[i].text),
                                           "claim.yaml", &error),
                         PLUME_ERR_VALUE);
        ck_assert_str_eq(error.message, cases[i].message);
        ck_assert_uint_eq(error.line, cases[i].line);
    }
}
END_TEST

static void set_claim(int side, const char *text)
{
    char *folder = test_folder();
    char *path =
        test_file(folder, side == 0 ? "claim.yaml" : "actual.yaml", text, strlen(text));

    ck_ok(plume_audit_set_file(audit, side, path, &error), error);
    free(path);
    free(folder);
}

static void run_claims(const char *claim)
{
    set_claim(0, claim);
    set_claim(1, "hours: 50\ndevices: 8\npower: 300 W\npue: 1.1\nintensity: 0.4\n");
    ck_ok(plume_audit_run(audit, &error), error);
}

START_TEST(a_total_that_its_inputs_do_not_give_is_told_with_its_own_ratio)
{
    const plume_finding *finding;

    run_claims("hours: 100\ndevices: 8\npower: 300 W\npue: 1.1\nintensity: 0.4\n"
               "emissions: 210 kg\n");
    ck_close(plume_audit_ratio(audit), 2.0, 1e-12);
    finding = finding_of("claim-differs", "");
    ck_assert_ptr_nonnull(finding);
    ck_assert_str_eq(finding->message,
                     "the claim is 2.000 times the figure that it is held against; that "
                     "is by its own inputs, on which the factors rest: the 210 kg that "
                     "it prints is 3.977 times that figure");
    ck_assert_ptr_nonnull(finding_of("inputs-disagree", "105.600 kg; printed: 210 kg"));
}
END_TEST

START_TEST(an_energy_at_the_meter_is_held_against_the_emissions)
{
    run_claims("hours: 100\ndevices: 8\nenergy: 264 kWh\nintensity: 0.4\n"
               "emissions: 210 kg\n");
    ck_assert_ptr_nonnull(finding_of("inputs-disagree", "105.600 kg; printed: 210 kg"));
}
END_TEST

START_TEST(trials_count_in_the_hours_that_a_claim_states)
{
    run_claims("trials: 20\nhours: 10\ndevices: 8\ndevice_hours: 1600\n");
    ck_assert_ptr_null(finding_of("inputs-disagree", ""));
}
END_TEST

/* A PUE of 1.1 may be 1.05. */
START_TEST(printed_digits_of_the_inputs_leave_room_for_the_total)
{
    run_claims("hours: 80\ndevices: 8\npower: 300 W\npue: 1.1\nintensity: 0.4\n"
               "emissions: 87 kg\n");
    ck_assert_ptr_null(finding_of("inputs-disagree", ""));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_test(tcase, the_parts_of_a_cause_keep_what_the_paper_prints_of_them);
    tcase_add_test(tcase, a_net_figure_against_a_gross_one_is_a_boundary);
    tcase_add_test(tcase, emissions_without_the_pue_differ_by_it);
    tcase_add_test(tcase, figures_that_cover_different_work_are_a_boundary);
    tcase_add_test(tcase, a_total_that_its_inputs_do_not_give_is_told_with_its_own_ratio);
    tcase_add_test(tcase, an_energy_at_the_meter_is_held_against_the_emissions);
    tcase_add_test(tcase, trials_count_in_the_hours_that_a_claim_states);
    tcase_add_test(tcase, printed_digits_of_the_inputs_leave_room_for_the_total);
    tcase_add_test(tcase, the_search_is_split_into_the_causes_of_the_paper);
    tcase_add_test(tcase, every_view_adds_up_to_the_same_gap);
    tcase_add_test(tcase, both_readings_of_the_search_are_kept_apart);
    tcase_add_test(tcase, re_use_is_a_statement_of_its_own);
    tcase_add_test(tcase, the_hours_of_the_claim_are_rederived);
    tcase_add_test(tcase, an_unknown_model_is_answered_with_the_nearest);
    tcase_add_test(tcase, an_audit_without_a_side_is_refused);
    tcase_add_test(tcase, figures_keep_the_digits_in_which_they_are_printed);
    tcase_add_test(tcase, what_is_no_figure_of_that_kind_is_refused);
    tcase_add_test(tcase, claim_files_are_refused_with_their_place);
}

int main(void)
{
    return test_main("audit", add);
}
