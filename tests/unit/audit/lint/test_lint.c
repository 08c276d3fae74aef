/* Each rule on the figures of the defect that it comes from, and on a sound table beside
 * it.
 */
#include "support/support.h"

static plume_factors *factors;
static plume_error error;

static void open_all(void)
{
    char *path = test_path("datasets");

    memset(&error, 0, sizeof error);
    ck_ok(plume_factors_open(&factors, path, &error), error);
    free(path);
}

static void close_all(void)
{
    plume_factors_free(factors);
}

static plume_lint *lint_of(const char *path, const char *text)
{
    plume_lint *lint = NULL;

    ck_ok(plume_lint_text(&lint, text, strlen(text), path, factors, &error), error);
    return lint;
}

static size_t count_of(const plume_lint *lint, const char *code)
{
    size_t count = 0;

    for (size_t i = 0; i < plume_lint_count(lint); i++)
        count += strcmp(plume_lint_at(lint, i)->code, code) == 0;
    return count;
}

static const plume_finding *first_of(const plume_lint *lint, const char *code)
{
    for (size_t i = 0; i < plume_lint_count(lint); i++) {
        if (strcmp(plume_lint_at(lint, i)->code, code) == 0)
            return plume_lint_at(lint, i);
    }
    ck_abort_msg("no finding %s", code);
    return NULL;
}

/* text has findings of code alone, the first with part in its arithmetic or message. */
static void ck_finds(const char *path, const char *text, const char *code, size_t count,
                     const char *part)
{
    plume_lint *lint = lint_of(path, text);
    const plume_finding *finding = first_of(lint, code);

    ck_assert_uint_eq(count_of(lint, code), count);
    ck_assert_msg(strstr(finding->arithmetic, part) != NULL ||
                      strstr(finding->message, part) != NULL,
                  "%s | %s", finding->message, finding->arithmetic);
    ck_assert_str_ne(finding->sentence, "");
    plume_lint_free(lint);
}

static void ck_silent(const char *path, const char *text)
{
    plume_lint *lint = lint_of(path, text);

    ck_assert_msg(plume_lint_count(lint) == 0, "%s: %s",
                  plume_lint_count(lint) > 0 ? plume_lint_at(lint, 0)->code : "",
                  plume_lint_count(lint) > 0 ? plume_lint_at(lint, 0)->message : "");
    plume_lint_free(lint);
}

#define LLAMA_HEAD                                                                       \
    "Model,Time (GPU hours),Power Consumption (W),Carbon Emitted (tCO2eq)\n"
#define LLAMA_7B    "Llama 2 7B,184320,400,31.22\n"
#define LLAMA_13B   "Llama 2 13B,368640,400,62.44\n"
#define LLAMA_34B   "Llama 2 34B,1038336,350,153.90\n"
#define LLAMA_70B   "Llama 2 70B,1720320,400,291.42\n"
#define LLAMA_TOTAL "Total,3311616,,539.00\n"

START_TEST(r1_rows_that_miss_a_part_of_the_total_are_told)
{
    static const char text[] = LLAMA_HEAD LLAMA_7B LLAMA_13B LLAMA_70B LLAMA_TOTAL;
    plume_lint *lint = lint_of("card.csv", text);

    ck_assert_uint_eq(count_of(lint, "R1"), 2);
    ck_assert_ptr_nonnull(strstr(plume_lint_at(lint, 0)->arithmetic, "1,038,336"));
    ck_assert_ptr_nonnull(strstr(plume_lint_at(lint, 1)->arithmetic, "385,080"));
    ck_assert_ptr_nonnull(strstr(plume_lint_at(lint, 1)->arithmetic, "153,920"));
    ck_assert_uint_eq(plume_lint_at(lint, 1)->line, 5);
    ck_assert_int_eq(plume_lint_at(lint, 1)->severity, PLUME_FINDING_CONTRADICTION);
    plume_lint_free(lint);
}
END_TEST

START_TEST(r1_is_silent_where_rows_add_up_within_their_rounding)
{
    ck_silent("paper.csv", LLAMA_HEAD LLAMA_7B LLAMA_13B LLAMA_34B LLAMA_70B LLAMA_TOTAL);
}
END_TEST

START_TEST(r2_grams_in_the_front_matter_that_are_kilograms_in_the_text_are_told)
{
    ck_finds("README.md",
             "---\nco2_eq_emissions:\n  emissions: 83.524\n---\n"
             "Training emitted 83.524 kg of CO2eq. All runs are counted.\n",
             "R2", 1, "83,524 g");
    ck_finds("claim.yaml",
             "{device_hours: 1317, power: 350, pue: 1.51, intensity: 120 g/kWh,\n"
             " emissions: 83.524 g}\n",
             "R2", 1, "thousand");
    ck_silent("README.md",
              "---\nco2_eq_emissions:\n  emissions: 83524\n---\n"
              "Training emitted 83.524 kg of CO2eq. All runs are counted.\n");
}
END_TEST

START_TEST(r3_device_hours_times_the_count_are_told)
{
    ck_finds("claim.yaml",
             "{devices: 7, device_hours: 377.8, power: 350, pue: 1.53,\n"
             " energy: 1416.18 kWh}\n",
             "R3", 1, "202.312 kWh if it is device-hours");
    ck_silent("claim.yaml", "{devices: 7, device_hours: 377.8, power: 350, pue: 1.53,\n"
                            " energy: 202.31 kWh}\n");
}
END_TEST

START_TEST(r3_device_days_and_wall_hours_called_device_hours_are_told)
{
    ck_finds("claim.yaml", "{devices: 8, hours: 96, device_hours: 32}\n", "R3", 1,
             "hours x devices = 768");
    ck_finds("claim.yaml", "{devices: 8, hours: 96, device_hours: 96}\n", "R3", 1,
             "wall-clock hours");
    ck_silent("claim.yaml", "{devices: 8, hours: 96, device_hours: 768}\n");
}
END_TEST

START_TEST(r4_a_pue_applied_twice_is_told)
{
    static const char head[] = "run,IT energy (kWh),PUE,WUE (L/kWh),EWIF (L/kWh),"
                               "Water (L)\n";
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%sa,1000,1.2,1.8,3.1,6624\n", head);
    ck_finds("water.csv", text.data, "R4", 1, "5,520 L, stated 6,624 L");
    plume_text_clear(&text);
    plume_text_printf(&text, "%sa,1000,1.2,1.8,3.1,5520\n", head);
    ck_silent("water.csv", text.data);
    plume_text_dispose(&text);
}
END_TEST

START_TEST(r4_emissions_with_the_pue_twice_or_never_are_told)
{
    static const char *const kg[] = { "270", "120" };
    plume_text text;

    plume_text_init(&text);
    for (size_t i = 0; i < 2; i++) {
        plume_text_clear(&text);
        plume_text_printf(&text,
                          "run,gpu_hours,power_w,pue,energy_kwh,kg_per_kwh,co2e_kg\n"
                          "a,1001,300,1.5,450.45,0.4,%s.2\n",
                          kg[i]);
        ck_finds("runs.csv", text.data, "R4", 1, "with the PUE once 180.18 kg");
    }
    plume_text_dispose(&text);
    ck_silent("runs.csv", "run,gpu_hours,power_w,pue,energy_kwh,kg_per_kwh,co2e_kg\n"
                          "a,1001,300,1.5,450.45,0.4,180.2\n");
}
END_TEST

START_TEST(r5_a_rating_said_to_be_adjusted_for_pue_is_told)
{
    static const char head[] = "Model,GPU,GPU hours,%s,Location-based emissions (t)\n";
    static const char row[] = "A,H100 80GB,1.46M,700,420\n";
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, head, "Power adjusted for PUE (W)");
    plume_text_add(&text, row);
    ck_finds("card.csv", text.data, "R5", 1, "the implied PUE is 1.000");
    plume_text_clear(&text);
    plume_text_printf(&text, head, "Power (W)");
    plume_text_add(&text, row);
    ck_silent("card.csv", text.data);
    plume_text_dispose(&text);
}
END_TEST

START_TEST(r6_a_stated_intensity_that_is_not_the_implied_one_is_told)
{
    static const char text[] =
        "runs:\n"
        " - {name: a, devices: 512, hours: 672, power: 400, intensity: %s,\n"
        "    location: US-WA, emissions: 39498 kg}\n"
        " - {name: b, devices: 384, hours: 72, power: 400, intensity: %s,\n"
        "    location: US-WA, emissions: 3174 kg}\n";
    plume_text claim;

    plume_text_init(&claim);
    plume_text_printf(&claim, text, "0.288", "0.288");
    ck_finds("claim.yaml", claim.data, "R6", 2, "= 0.286996 kg/kWh");
    plume_text_clear(&claim);
    plume_text_printf(&claim, text, "0.287", "0.287");
    ck_silent("claim.yaml", claim.data);
    plume_text_dispose(&claim);
}
END_TEST

START_TEST(r7_a_power_beyond_the_named_device_is_told)
{
    ck_finds("claim.yaml",
             "{device: A100, devices: 8, hours: 408, power: 700 W, location: IN,\n"
             " intensity: 0.364, emissions: 831.7 kg}\n",
             "R7", 1, "700 W / 400 W = 1.750");
    ck_silent("claim.yaml",
              "{device: A100, devices: 8, hours: 408, power: 250 W, location: IN,\n"
              " intensity: 0.364, emissions: 297.0 kg}\n");
}
END_TEST

START_TEST(r8_a_zero_without_the_location_figure_is_told)
{
    ck_finds("card.csv", "model,market-based emissions (t)\nA,0\n", "R8", 1, "of 0");
    ck_finds("README.md",
             "---\nco2_eq_emissions:\n  emissions: 539000000\n---\n"
             "Emissions are 100% offset. All runs are counted.\n",
             "R8", 1, "offset");
    ck_finds("claim.yaml",
             "{energy: 1000 kWh, intensity: 0.5, location: DE, emissions: 400 kg,\n"
             " offsets: 100 kg}\n",
             "R8", 1, "500 kg - 100 kg = 400 kg");
    ck_silent("claim.yaml",
              "{energy: 1000 kWh, intensity: 0.5, location: DE, emissions: 500 kg,\n"
              " offsets: 100 kg}\n");
}
END_TEST

START_TEST(r9_a_figure_of_the_final_run_alone_is_told)
{
    ck_finds("claim.yaml", "{scope: final run only, emissions: 12 t}\n", "R9", 1,
             "only the final run");
    ck_silent("claim.yaml", "{scope: all runs with failed ones, emissions: 12 t}\n");
}
END_TEST

START_TEST(r10_one_default_for_all_places_is_told)
{
    ck_finds("runs.csv",
             "region,energy_kwh,co2e_kg\nDE,100,29.421\nFR,200,58.842\nPL,50,14.7105\n",
             "R10", 1, "0.29421 kg/kWh, for 3 different places: equals a known default");
    ck_finds("claim.yaml",
             "{energy: 100 kWh, intensity: 475 g/kWh, emissions: 47.5 kg}\n", "R10", 1,
             "no place is stated");
    ck_silent("runs.csv",
              "region,energy_kwh,co2e_kg\nDE,100,38.0\nFR,200,11.2\nPL,50,33.1\n");
}
END_TEST

START_TEST(r11_exchanged_energy_and_emissions_are_told)
{
    ck_finds("claim.yaml",
             "{location: GB, intensity: 467 g/kWh, energy: 1555.80 kWh,\n"
             " emissions: 3.33148 g}\n",
             "R11", 1, "with the units exchanged 0.4670 kg/kWh");
    ck_finds("claim.yaml", "{energy: 1555.8 gCO2e, emissions: 3.33148 kWh}\n", "R11", 1,
             "a mass stands where an energy belongs");
    ck_silent("claim.yaml", "{location: GB, intensity: 467 g/kWh, energy: 3.33148 kWh,\n"
                            " emissions: 1555.80 g}\n");
}
END_TEST

START_TEST(r12_digits_that_the_inputs_do_not_support_are_told)
{
    ck_finds("claim.yaml",
             "{device_hours: 1400K, power: 350-400 W, emissions: 228.55 t}\n", "R12", 1,
             "5 significant digits");
    ck_silent("claim.yaml",
              "{device_hours: 1400K, power: 350-400 W, emissions: 230 t}\n");
}
END_TEST

START_TEST(r13_an_intensity_of_another_time_is_told)
{
    static const char head[] = "run,start,end,intensity_time,energy_kwh\n"
                               "a,2023-01-01T00:00:00Z,2023-01-01T05:00:00Z,";
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%s2023-01-01T09:00:00Z,10\n", head);
    ck_finds("runs.csv", text.data, "R13", 1, "14,400 s after the end");
    plume_text_clear(&text);
    plume_text_printf(&text, "%s2023-01-01T03:00:00Z,10\n", head);
    ck_silent("runs.csv", text.data);
    plume_text_dispose(&text);
}
END_TEST

START_TEST(r14_an_energy_that_is_not_power_times_time_is_told)
{
    static const char head[] = "run_id,duration,cpu_power,ram_power,energy_consumed\n";
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%sa,10,45,10,0.000229\n", head);
    ck_finds("emissions.csv", text.data, "R14", 1, "ratio 1.499");
    plume_text_clear(&text);
    plume_text_printf(&text, "%sa,10,45,10,0.000152778\n", head);
    ck_silent("emissions.csv", text.data);
    plume_text_dispose(&text);
}
END_TEST

START_TEST(r15_a_recomputed_search_cited_as_first_published_is_told)
{
    ck_finds("table.csv", "model,CO2e (lbs)\nTransformer with NAS,626155\n", "R15", 1,
             "88.2398");
    ck_silent("table.csv", "model,CO2e (lbs)\nTransformer (big),192\n");
}
END_TEST

START_TEST(r16_two_values_of_one_model_are_told_and_kept_apart)
{
    plume_lint *lint;

    ck_finds("table.csv", "model,tCO2e\nGPT-3,502\nGPT-3,552\n", "R16", 2, "502 t");
    ck_silent("table.csv", "model,tCO2e\nT5,46.7\nMeena,96.4\n");
    lint = lint_of("table.csv", "model,kgCO2e\nBLOOM,10\n"); /* a fine-tuning */
    ck_assert_uint_eq(count_of(lint, "R16"), 0);
    plume_lint_free(lint);
}
END_TEST

START_TEST(r19_a_named_model_is_held_against_each_published_value)
{
    static const char llama[] = "Model,Energy (MWh),Carbon emitted (tCO2eq)\n";
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%smeta/LLaMA (7B)-chat-hf,36,14\n", llama);
    ck_silent("table.csv", text.data);
    plume_text_clear(&text);
    plume_text_printf(&text, "%sLLaMA 7B,36,23\n", llama);
    ck_finds("table.csv", text.data, "R19", 1, "those of LLaMA 13B");
    ck_finds("table.csv", "model,tCO2e\nBLOOM,50.5\n", "R19", 1,
             "training with idle and embodied");
    ck_finds("table.csv", "model,tCO2e\nSwitch Transformer,59.1\n", "R19", 1,
             "market-based");
    ck_finds("table.csv", "model,MWh\nOLMo 7B Twin,114\n", "R19", 1, "with the PUE");
    ck_finds("table.csv", "model,tCO2e\nLLaMA,1015\n", "R19", 1,
             "development of the family");
    ck_finds("table.csv", "model,tCO2e\nLlama 3.1,11390\n", "R19", 1,
             "training of the family");
    ck_finds("table.csv", "model,parameters (B)\nLLaMA 7B,65\n", "R19", 1,
             "not those of LLaMA 7B");
    ck_silent("table.csv", "model,parameters (B)\nLLaMA 33B,32.5\n");
    ck_silent("table.csv", "model,parameters,tokens\nDeepSeek-V3,671,14.8\n");
    plume_text_dispose(&text);
}
END_TEST

START_TEST(r20_a_corrected_figure_is_told_with_its_correction)
{
    ck_finds("card.md", "Training it emits as much as five cars in their lifetimes.\n",
             "R20", 1, "3.2 t");
    ck_finds("card.md", "It drinks a 500 ml bottle of water per prompt.\n", "R20", 1,
             "ten to fifty");
    ck_finds("card.md", "A query of ChatGPT takes 2.9 Wh.\n", "R20", 1, "0.3 Wh");
    ck_finds("table.csv", "model,tCO2e\nGPT-3,502\n", "R20", 1, "552.1 t");
    ck_finds("table.csv", "model,tCO2e\nBLOOM,25\n", "R20", 1, "50.5 t");
    ck_finds("table.csv", "model,tCO2e\nGPT-3,552\n", "R20", 1, "without that");
    ck_finds("table.csv", "model,tCO2e\nGPT-3,5521\n", "R20", 1, "a tenth");
    ck_silent("table.csv", "model,tCO2e\nwren,502\nfinch,284\n");
}
END_TEST

START_TEST(r20_a_figure_in_running_text_is_told_at_its_line)
{
    plume_lint *lint = lint_of("card.md", "---\nlicense: mit\n---\n# A\n\nIt emits as "
                                          "much as five cars in their lifetimes.\n");

    ck_assert_uint_eq(first_of(lint, "R20")->line, 6);
    plume_lint_free(lint);
}
END_TEST

START_TEST(r20_who_names_the_correction_is_not_told_of_it)
{
    plume_lint *lint =
        lint_of("card.md", "GPU hours: 12\nPower: 400 W\n\nA search was said to emit "
                           "626,155 lb, which Patterson et al. recomputed.\n");

    ck_assert_uint_eq(count_of(lint, "R20"), 0);
    plume_lint_free(lint);
}
END_TEST

START_TEST(r21_a_published_table_that_contradicts_itself_is_told_with_its_figures)
{
    ck_finds("table.csv",
             "Model,# devices,Time,Power,PUE,Energy\n"
             "GShard,1000,3.1 d,288 W,1.09,24.1 MWh\n",
             "R21", 1, "1,024");
    ck_finds("table.csv",
             "Model,GPU hours,tCO2e\nLlama 2 7B,184320,31.22\n"
             "Llama 2 13B,368640,62.44\nLlama 2 70B,1720320,291.42\n"
             "Total,3311616,539.00\n",
             "R21", 1, "leaves out the row of the 34B");
    ck_silent("table.csv", "model,MWh\nGShard,24.1\n");
}
END_TEST

START_TEST(m14_rows_share_one_factor_or_the_odd_one_is_named)
{
    static const char head[] = "Model,GPU hours,Power (W),Emissions (tCO2eq)\n"
                               "8B,1.46M,700,420\n70B,7.0M,700,2040\n";
    plume_lint *lint;
    plume_text text;
    double low, high;

    plume_text_init(&text);
    plume_text_printf(&text, "%s405B,30.84M,700,8930\n", head);
    lint = lint_of("card.csv", text.data);
    ck_assert_uint_eq(plume_lint_count(lint), 0);
    ck_assert(plume_lint_common(lint, &low, &high));
    ck_close(low, 0.413357, 2e-6);
    ck_close(high, 0.413954, 2e-6);
    plume_lint_free(lint);
    plume_text_clear(&text);
    plume_text_printf(&text, "%s405B,30.84M,700,9830\n", head);
    ck_finds("card.csv", text.data, "M14", 1, "405B");
    plume_text_dispose(&text);
}
END_TEST

/* --- sound tables, made at random --- */

static double next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) * 0x1p-53;
}

START_TEST(sound_tables_give_no_findings)
{
    uint64_t state = (uint64_t)_i + 99;
    double hours_sum = 0.0, kg_sum = 0.0;
    double pue = 1.0 + floor(60.0 * next(&state) + 1.0) / 100.0;
    double grams = 40.0 + floor(600.0 * next(&state));
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "model,GPU hours,power (W),PUE,g/kWh,energy with PUE (kWh),"
                          "CO2e (kg),location\n");
    for (int i = 0; i < 5; i++) {
        double hours = floor(20000.0 * next(&state)) + 50.0;
        double watts = floor(300.0 * next(&state)) + 80.0;
        double kwh = plume_number_round(hours * watts / 1000.0 * pue, 1);
        double kg = plume_number_round(hours * watts / 1000.0 * pue * grams / 1000.0, 2);

        hours_sum += hours;
        kg_sum += kg;
        plume_text_printf(&text, "m%d,", i);
        plume_number_print(&text, hours);
        plume_text_add(&text, ",");
        plume_number_print(&text, watts);
        plume_text_add(&text, ",");
        plume_number_print(&text, pue);
        plume_text_add(&text, ",");
        plume_number_print(&text, grams);
        plume_text_add(&text, ",");
        plume_number_print(&text, kwh);
        plume_text_add(&text, ",");
        plume_number_print(&text, kg);
        plume_text_add(&text, ",DE\n");
    }
    plume_text_add(&text, "Total,");
    plume_number_print(&text, hours_sum);
    plume_text_add(&text, ",,,,,");
    plume_number_print(&text, plume_number_round(kg_sum, 2));
    plume_text_add(&text, ",\n");
    ck_silent("sound.csv", text.data);
    plume_text_dispose(&text);
}
END_TEST

START_TEST(a_file_without_figures_is_refused)
{
    char *folder = test_folder();
    char *path = test_file(folder, "words.csv", "name,colour\na,red\n", 18);
    plume_lint *lint;

    ck_assert_int_eq(plume_lint_file(&lint, path, factors, &error), PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message,
                     "no figure of energy, emissions, power or time was found");
    free(path);
    free(folder);
}
END_TEST

START_TEST(an_unclosed_front_matter_is_refused)
{
    static const char text[] = "---\nemissions: 1\n";
    plume_lint *lint;

    ck_assert_int_eq(plume_lint_text(&lint, text, strlen(text), "a.md", factors, &error),
                     PLUME_ERR_SYNTAX);
    ck_assert_str_eq(error.message, "the front matter has no closing '---'");
}
END_TEST

static void add_rules(TCase *tcase)
{
    tcase_add_test(tcase, r1_rows_that_miss_a_part_of_the_total_are_told);
    tcase_add_test(tcase, r1_is_silent_where_rows_add_up_within_their_rounding);
    tcase_add_test(tcase,
                   r2_grams_in_the_front_matter_that_are_kilograms_in_the_text_are_told);
    tcase_add_test(tcase, r3_device_hours_times_the_count_are_told);
    tcase_add_test(tcase, r3_device_days_and_wall_hours_called_device_hours_are_told);
    tcase_add_test(tcase, r4_a_pue_applied_twice_is_told);
    tcase_add_test(tcase, r4_emissions_with_the_pue_twice_or_never_are_told);
    tcase_add_test(tcase, r5_a_rating_said_to_be_adjusted_for_pue_is_told);
    tcase_add_test(tcase, r6_a_stated_intensity_that_is_not_the_implied_one_is_told);
    tcase_add_test(tcase, r7_a_power_beyond_the_named_device_is_told);
    tcase_add_test(tcase, r8_a_zero_without_the_location_figure_is_told);
    tcase_add_test(tcase, r9_a_figure_of_the_final_run_alone_is_told);
    tcase_add_test(tcase, r10_one_default_for_all_places_is_told);
    tcase_add_test(tcase, r11_exchanged_energy_and_emissions_are_told);
    tcase_add_test(tcase, r12_digits_that_the_inputs_do_not_support_are_told);
    tcase_add_test(tcase, r13_an_intensity_of_another_time_is_told);
    tcase_add_test(tcase, r14_an_energy_that_is_not_power_times_time_is_told);
    tcase_add_test(tcase, r15_a_recomputed_search_cited_as_first_published_is_told);
    tcase_add_test(tcase, r16_two_values_of_one_model_are_told_and_kept_apart);
    tcase_add_test(tcase, m14_rows_share_one_factor_or_the_odd_one_is_named);
    tcase_add_test(tcase, r19_a_named_model_is_held_against_each_published_value);
    tcase_add_test(tcase, r20_a_corrected_figure_is_told_with_its_correction);
    tcase_add_test(tcase, r20_a_figure_in_running_text_is_told_at_its_line);
    tcase_add_test(tcase, r20_who_names_the_correction_is_not_told_of_it);
    tcase_add_test(
        tcase, r21_a_published_table_that_contradicts_itself_is_told_with_its_figures);
}

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_set_timeout(tcase, 60);
    add_rules(tcase);
    tcase_add_loop_test(tcase, sound_tables_give_no_findings, 0, 40);
    tcase_add_test(tcase, a_file_without_figures_is_refused);
    tcase_add_test(tcase, an_unclosed_front_matter_is_refused);
}

int main(void)
{
    return test_main("lint", add);
}
