#include "support/support.h"

#include "study/study.h"

static plume_error error;
static plume_factors *factors;
static plume_comparison *comparison;

static void setup(void)
{
    char *datasets = test_path("datasets");

    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_comparison_new(&comparison, factors, &error), error);
    free(datasets);
}

static void teardown(void)
{
    plume_comparison_free(comparison);
    plume_factors_free(factors);
}

static const plume_compared *added(const char *name)
{
    ck_ok(plume_comparison_add_model(comparison, name, &error), error);
    return plume_comparison_at(comparison, plume_comparison_count(comparison) - 1);
}

static void expect_fixed(double value, int decimals, const char *wanted)
{
    plume_text text;

    plume_text_init(&text);
    plume_number_fixed(&text, value, decimals);
    ck_assert_str_eq(text.data, wanted);
    plume_text_dispose(&text);
}

START_TEST(bert_base_by_both_methods)
{
    const plume_compared *row = added("bert-base");

    ck_assert_str_eq(row->id, "bert-base");
    ck_assert_str_eq(row->devices, "64 V100");
    ck_assert(!row->own);
    expect_fixed(row->it_kwh / 1000.0, 3, "0.954");
    expect_fixed(row->strubell_kg / 1000.0, 3, "0.652");
    expect_fixed(row->patterson_kg / 1000.0, 3, "0.651");
    expect_fixed(row->ratio, 2, "1.00");
    ck_assert_double_eq(row->to_first, 1.0);
    ck_assert(isnan(row->net_kg));
    ck_assert_str_eq(row->published, "0.652 t (Strubell 2019, Table 3)");
    ck_assert_int_eq(row->verdict, PLUME_VERDICT_EXACT);
    ck_assert_int_eq(row->evidence, PLUME_EVIDENCE_SAMPLED);
}
END_TEST

/* Strubell's constants describe no site: Patterson's US averages stand in, and are named.
 */
START_TEST(a_row_without_a_site_gets_patterson_s_us_averages_and_says_so)
{
    const plume_compared *row = added("bert-base");

    ck_close(row->facility_kwh, row->it_kwh * 1.59, 1e-15);
    ck_close(row->patterson_kg, row->it_kwh * 1.59 * 0.429, 1e-15);
    ck_assert_str_eq(row->assumptions,
                     "PUE 1.59 of an average US datacenter in Patterson's method; "
                     "0.429 kg/kWh of the US grid in Patterson's method");
}
END_TEST

START_TEST(t5_and_gpt3_by_both_methods)
{
    const plume_compared *t5, *gpt3;

    (void)added("bert-base");
    t5 = added("t5");
    gpt3 = added("gpt3"); /* an alias */
    ck_assert_str_eq(t5->devices, "512 TPU v3");
    expect_fixed(t5->it_kwh / 1000.0, 1, "76.2");
    expect_fixed(t5->strubell_kg / 1000.0, 1, "52.1");
    expect_fixed(t5->patterson_kg / 1000.0, 1, "46.5");
    expect_fixed(t5->ratio, 2, "1.12");
    expect_fixed(t5->to_first, 0, "71");
    ck_assert_str_eq(t5->published, "46.7 t (Patterson 2021, Table 4)");
    ck_assert_int_eq(t5->verdict, PLUME_VERDICT_WITHIN_ROUNDING);
    ck_assert_str_eq(t5->assumptions, "");
    ck_assert_str_eq(gpt3->id, "gpt-3");
    ck_assert_str_eq(gpt3->devices, "10,000 V100");
    expect_fixed(gpt3->it_kwh / 1000.0, 0, "1,172");
    expect_fixed(gpt3->strubell_kg / 1000.0, 0, "801");
    expect_fixed(gpt3->patterson_kg / 1000.0, 0, "553");
    expect_fixed(gpt3->ratio, 2, "1.45");
    expect_fixed(gpt3->to_first, 0, "850");
    ck_assert_int_eq(gpt3->verdict, PLUME_VERDICT_WITHIN_ROUNDING);
    ck_assert(gpt3->third_party);
}
END_TEST

START_TEST(net_figures_stand_beside_gross_ones)
{
    const plume_compared *row = added("gshard");

    ck_close(row->net_kg / row->patterson_kg, 0.177 / 0.201, 1e-12);
    ck_assert_int_eq(row->verdict, PLUME_VERDICT_EXACT);
}
END_TEST

/* The search that Strubell et al. estimated and Patterson et al. measured: 88 times. */
START_TEST(the_nas_estimate_is_88_times_its_measurement)
{
    const plume_compared *claim = added("strubell-nas");
    const plume_compared *actual = added("evolved-transformer-nas");

    ck_close(claim->strubell_kg / actual->patterson_kg, 88.2398, 1e-6);
    ck_assert_int_eq(claim->verdict, PLUME_VERDICT_EXACT);
    ck_assert_int_eq(actual->verdict, PLUME_VERDICT_EXACT);
}
END_TEST

START_TEST(a_model_without_energy_or_power_has_no_figures_and_no_verdict)
{
    const plume_compared *row = added("opt");

    ck_assert(isnan(row->it_kwh) && isnan(row->strubell_kg) && isnan(row->patterson_kg));
    ck_assert_str_eq(row->published, "75 t (Zhang 2022, text)");
    ck_assert_int_eq(row->verdict, PLUME_VERDICT_NONE);
    ck_assert_str_eq(row->assumptions, "");
}
END_TEST

START_TEST(an_unknown_model_is_answered_with_the_nearest)
{
    ck_assert_int_eq(plume_comparison_add_model(comparison, "gpt-33", &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_msg(strstr(error.hint, "gpt-3") != NULL, "hint is '%s'", error.hint);
    ck_assert_uint_eq(plume_comparison_count(comparison), 0);
    ck_assert_ptr_null(plume_comparison_at(comparison, 0));
}
END_TEST

/* The same work as a published model, as one's own run: the same figures. */
START_TEST(own_runs_are_compared_like_published_ones)
{
    static const char yaml[] = "site: {pue: 1.12, intensity_kg_per_kwh: 0.545}\n";
    const plume_compared *published = added("t5"), *own;
    plume_study *study;
    plume_ledger *ledger;
    plume_run_sink sink;
    plume_run run;

    ck_ok(plume_study_new(&study, &error), error);
    ck_ok(plume_study_parse(study, yaml, sizeof yaml - 1, "plume.yaml", factors, &error),
          error);
    ck_ok(plume_ledger_new(&ledger, study, factors, NULL, 0, NULL, &error), error);
    plume_run_init(&run);
    run.device = "TPU v3";
    run.device_count = 512;
    run.duration_s = 480.0 * 3600.0;
    run.end_s = plume_time_civil(2019, 9, 30, 0);
    run.power_w = 512 * 310.0;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_SAMPLED;
    sink = plume_ledger_sink(ledger);
    ck_ok(sink.take(sink.state, &run, &error), error);
    ck_ok(plume_comparison_add_ledger(comparison, "This study", ledger, &error), error);
    own = plume_comparison_at(comparison, 1);
    published = plume_comparison_at(comparison, 0);
    ck_assert(own->own);
    ck_assert_str_eq(own->name, "This study");
    ck_assert_str_eq(own->devices, "TPU v3");
    ck_assert_int_eq(own->year, 2019);
    ck_close(own->it_kwh, published->it_kwh, 1e-15);
    ck_close(own->strubell_kg, published->strubell_kg, 1e-15);
    ck_close(own->patterson_kg, published->patterson_kg, 1e-15);
    ck_close(own->to_first, 1.0, 1e-15);
    ck_assert_int_eq(own->verdict, PLUME_VERDICT_NONE);
    plume_ledger_free(ledger);
    plume_study_free(study);
}
END_TEST

START_TEST(as_data_it_has_the_schema_and_the_figures)
{
    plume_value *map = plume_value_map();
    const plume_value *model, *published;

    (void)added("bert-base");
    (void)added("gshard");
    plume_comparison_to_value(comparison, map);
    ck_ok(plume_value_status(map, &error), error);
    ck_assert_str_eq(plume_value_string(plume_value_get(map, "schema")),
                     "plume.comparison/1");
    ck_assert_uint_eq(plume_value_count(plume_value_get(map, "models")), 2);
    model = plume_value_at(plume_value_get(map, "models"), 0);
    ck_assert_str_eq(plume_value_string(plume_value_get(model, "id")), "bert-base");
    ck_assert_str_eq(plume_value_string(plume_value_get(model, "verdict")), "exact");
    ck_assert_uint_eq(plume_value_count(plume_value_get(model, "estimates")), 2);
    published = plume_value_get(model, "published");
    ck_assert_str_eq(plume_value_string(plume_value_get(published, "gross_printed")),
                     "1438 lb");
    ck_assert_int_eq(plume_value_kind(plume_value_get(published, "net_kg")), PLUME_NULL);
    model = plume_value_at(plume_value_get(map, "models"), 1);
    ck_assert_uint_eq(plume_value_count(plume_value_get(model, "estimates")), 3);
    plume_value_free(map);
}
END_TEST

START_TEST(several_published_values_of_one_training_are_named_and_kept_apart)
{
    const plume_compared *row = added("gpt-3");

    ck_assert_str_eq(
        row->other_values,
        "gpt-3-bloom 502 t (Luccioni 2022, Table 4); gpt-3-llmcarbon-draft "
        "638.8 t (Faiz 2024, draft validation table); gpt-3-opt 500 t (Zhang "
        "2022, text)");
    ck_assert_double_eq_tol(row->published_kg, 552100, 1e-6);
    ck_assert_str_eq(added("meena")->other_values, "");
}
END_TEST

START_TEST(a_boundary_that_is_not_the_first_rows_is_told)
{
    const plume_compared *first = added("gpt-3"), *row;

    ck_assert_str_eq(first->boundary,
                     "power of whole systems; PUE counted; location-based; training");
    ck_assert_str_eq(first->differs, "");
    row = added("bloom-dynamic");
    ck_assert_str_eq(
        row->differs,
        "power of accelerators alone, against power of whole systems; PUE not "
        "counted, against PUE counted; training, dynamic consumption, "
        "against training");
    row = added("gopher");
    ck_assert_str_eq(row->differs, "market-based, against location-based");
    row = added("t5");
    ck_assert_str_eq(row->differs, "");
}
END_TEST

/* 1,287 MWh hold the PUE that 502 t lack: 1287 / 1.1 x 0.429. */
START_TEST(a_figure_without_its_pue_is_recomputed_from_an_energy_with_it)
{
    ck_assert_int_eq(added("gpt-3-bloom")->verdict, PLUME_VERDICT_EXACT);
    ck_assert_int_eq(added("llama-development")->verdict, PLUME_VERDICT_TRUNCATED);
    ck_assert_int_eq(added("opt-bloom")->verdict, PLUME_VERDICT_NO);
    ck_assert_int_eq(added("llama-2-70b")->verdict, PLUME_VERDICT_NONE);
}
END_TEST

/* Every published training can be compared, and where its figure does not follow from its
 * own inputs the note says why. */
START_TEST(every_published_model_makes_a_row)
{
    plume_published model;
    bool found = true;

    for (size_t i = 0; found; i++) {
        const plume_compared *row;

        ck_ok(plume_factors_model_at(factors, i, &model, &found, &error), error);
        if (!found)
            break;
        row = added(model.id);
        ck_assert_str_eq(row->id, model.id);
        ck_assert_str_ne(row->boundary, "");
        ck_assert_int_eq(row->published[0] == '\0',
                         model.gross_printed[0] == '\0' && model.net_printed[0] == '\0');
        ck_assert_msg(row->verdict != PLUME_VERDICT_NO || model.note[0] != '\0', "%s: %s",
                      model.id, row->published);
        ck_assert_msg(isnan(row->it_kwh) == isnan(row->patterson_kg), "%s", model.id);
    }
    ck_assert_uint_gt(plume_comparison_count(comparison), 20);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, bert_base_by_both_methods);
    tcase_add_test(tcase, a_row_without_a_site_gets_patterson_s_us_averages_and_says_so);
    tcase_add_test(tcase, t5_and_gpt3_by_both_methods);
    tcase_add_test(tcase, net_figures_stand_beside_gross_ones);
    tcase_add_test(tcase, the_nas_estimate_is_88_times_its_measurement);
    tcase_add_test(tcase, a_model_without_energy_or_power_has_no_figures_and_no_verdict);
    tcase_add_test(tcase, an_unknown_model_is_answered_with_the_nearest);
    tcase_add_test(tcase, own_runs_are_compared_like_published_ones);
    tcase_add_test(tcase, as_data_it_has_the_schema_and_the_figures);
    tcase_add_test(tcase,
                   several_published_values_of_one_training_are_named_and_kept_apart);
    tcase_add_test(tcase, a_boundary_that_is_not_the_first_rows_is_told);
    tcase_add_test(tcase, a_figure_without_its_pue_is_recomputed_from_an_energy_with_it);
    tcase_add_test(tcase, every_published_model_makes_a_row);
}

int main(void)
{
    return test_main("compare", add);
}
