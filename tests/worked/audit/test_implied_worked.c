/* What published rows imply of PUE x intensity, worked to six figures. */
#include "support/lint_world.h"

typedef struct expected {
    double value, low, high; /* NAN: not worked by hand */
} expected;

static void check(const char *path, const char *text, const expected *rows, size_t count)
{
    plume_lint *lint;

    ck_ok(plume_lint_text(&lint, text, strlen(text), path, factors, &error), error);
    ck_assert_uint_eq(plume_lint_implied_count(lint), count);
    for (size_t i = 0; i < count; i++) {
        const plume_implied *implied = plume_lint_implied_at(lint, i);

        ck_close(implied->value, rows[i].value, 2e-6);
        if (isnan(rows[i].low))
            continue;
        ck_close(implied->low, rows[i].low, 2e-6);
        ck_close(implied->high, rows[i].high, 2e-6);
    }
    plume_lint_free(lint);
}

START_TEST(the_rows_of_llama_2_imply_nearly_one_factor)
{
    static const expected rows[] = { { 0.423448, NAN, NAN },
                                     { 0.423448, NAN, NAN },
                                     { 0.423480, NAN, NAN },
                                     { 0.423497, NAN, NAN } };

    check("rows.csv",
          "model,GPU hours,power (W),tCO2e\na,184320,400,31.22\nb,368640,400,62.44\n"
          "c,1038336,350,153.90\nd,1720320,400,291.42\n",
          rows, 4);
}
END_TEST

START_TEST(the_rounded_rows_of_llama_3_1_imply_intervals)
{
    static const expected rows[] = { { 0.410959, 0.404681, 0.417280 },
                                     { 0.416327, 0.412361, 0.420349 },
                                     { 0.413656, 0.413357, 0.413954 } };

    check("rows.csv",
          "model,GPU hours,power (W),tCO2e\na,1.46M,700,420\nb,7.0M,700,2040\n"
          "c,30.84M,700,8930\n",
          rows, 3);
}
END_TEST

START_TEST(the_total_of_llama_3_1_implies_its_mean_factor)
{
    static const expected rows[] = { { 0.414031, NAN, NAN } };

    check("claim.yaml", "{it_energy: 27510 MWh, emissions: 11390 t}\n", rows, 1);
    check("rows.csv", "model,GPU hours,power (W),tCO2e\nall,39.3M,700,11390\n", rows, 1);
}
END_TEST

START_TEST(the_intervals_of_llama_3_1_meet_in_one_factor)
{
    static const char text[] =
        "model,GPU hours,power (W),tCO2e\na,1.46M,700,420\nb,7.0M,700,2040\n"
        "c,30.84M,700,8930\n";
    plume_lint *lint;
    double low, high;

    ck_ok(plume_lint_text(&lint, text, strlen(text), "rows.csv", factors, &error), error);
    ck_assert(plume_lint_common(lint, &low, &high));
    ck_close(low, 0.413357, 2e-6);
    ck_close(high, 0.413954, 2e-6);
    plume_lint_free(lint);
}
END_TEST

/* The intensities that papers and calculators take in silence, each by its own value. */
START_TEST(each_known_default_is_recognised)
{
    static const char *const values[] = { "0.432727", "0.475", "0.4365",  "0.429",
                                          "0.431",    "0.385", "0.29421", "0.3572" };

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        plume_lint *lint;
        bool found = false;
        plume_text text;

        plume_text_init(&text);
        plume_text_printf(&text, "name: a\nenergy: 1000 kWh\nintensity: %s kg/kWh\n",
                          values[i]);
        ck_ok(
            plume_lint_text(&lint, text.data, text.length, "claim.yaml", factors, &error),
            error);
        for (size_t k = 0; k < plume_lint_count(lint); k++)
            found = found || strcmp(plume_lint_at(lint, k)->code, "R10") == 0;
        ck_assert_msg(found, "%s", values[i]);
        plume_lint_free(lint);
        plume_text_dispose(&text);
    }
}
END_TEST

START_TEST(starcoder_stable_diffusion_and_idefics_imply_theirs)
{
    static const expected rows[] = { { 0.186012, NAN, NAN },
                                     { 0.300000, NAN, NAN },
                                     { 0.286996, NAN, NAN },
                                     { 0.287001, NAN, NAN } };

    check("claim.yaml",
          "runs:\n"
          " - {device_hours: 320256, power: 280, emissions: 16.68 t, location: a}\n"
          " - {device_hours: 150000, power: 250, emissions: 11250 kg, location: b}\n"
          " - {hours: 672, devices: 512, power: 400, emissions: 39498, location: c}\n"
          " - {hours: 72, devices: 384, power: 400, emissions: 3174, location: c}\n",
          rows, 4);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_test(tcase, the_rows_of_llama_2_imply_nearly_one_factor);
    tcase_add_test(tcase, the_rounded_rows_of_llama_3_1_imply_intervals);
    tcase_add_test(tcase, starcoder_stable_diffusion_and_idefics_imply_theirs);
    tcase_add_test(tcase, the_total_of_llama_3_1_implies_its_mean_factor);
    tcase_add_test(tcase, the_intervals_of_llama_3_1_meet_in_one_factor);
    tcase_add_test(tcase, each_known_default_is_recognised);
}

int main(void)
{
    return test_main("implied factors, worked", add);
}
