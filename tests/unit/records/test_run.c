#include "support/support.h"

#include <stdint.h>

#include <unistd.h>

#include "core/data/csv.h"
#include "core/input/source.h"
#include "core/data/formula.h"

static plume_error error;
static char *folder;

#define HEADER                                                                           \
    "run_id,study,name,role,state,start,end,duration_s,device,device_count,host,"        \
    "logged_energy_kwh,energy_kwh,energy_scope,pue_included,energy_cpu_kwh,energy_gpu_"  \
    "kwh,"                                                                               \
    "energy_ram_kwh,evidence,coverage,co2e_kg,intensity_kg_per_kwh,location,provider,"   \
    "region,flops,objective,warnings,reader,path,line,pue,processor,memory_gb,"          \
    "tool_version\n"

static void begin(void)
{
    folder = test_folder();
}

static void end(void)
{
    free(folder);
}

/* Writes runs; the caller frees the path. */
static char *written(const plume_run *runs, size_t count)
{
    char *path = test_file(folder, "runs.csv", "", 0);
    plume_output *output;
    size_t i;

    ck_ok(plume_output_open(&output, path, &error), error);
    ck_ok(plume_runs_csv_header(output, &error), error);
    for (i = 0; i < count; i++)
        ck_ok(plume_runs_csv_write(output, &runs[i], &error), error);
    ck_ok(plume_output_finish(output, &error), error);
    return path;
}

static void writes(const plume_run *run, const char *wanted)
{
    char *path = written(run, 1), *bytes = test_slurp(path, NULL);

    ck_assert_int_eq(strncmp(bytes, HEADER, strlen(HEADER)), 0);
    ck_assert_str_eq(bytes + strlen(HEADER), wanted);
    free(bytes);
    free(path);
}

static plume_run full_run(void)
{
    plume_run run;

    plume_run_init(&run);
    run.id = "bert-1";
    run.study = "adapters, v2";
    run.name = "the \"large\" one";
    run.device = "NVIDIA A100-SXM4-80GB";
    run.host = "node 7";
    run.location = "US-VA";
    run.provider = "gcp";
    run.region = "us-east4";
    run.warnings = "overlap  short";
    run.role = PLUME_ROLE_SEARCH;
    run.state = PLUME_STATE_FAILED;
    run.start_s = 1684312200;
    run.end_s = 1684312260.5;
    run.duration_s = 60.5;
    run.device_count = 0.5;
    run.flops = 3.14e23;
    run.energy.logged_kwh = 1.58;
    run.energy.total_kwh = 1;
    run.energy.cpu_kwh = 0.1;
    run.energy.gpu_kwh = 0.8;
    run.energy.ram_kwh = 0.1;
    run.energy.pue_included = 1.58;
    run.energy.coverage = 0.97;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_TRACKER;
    run.logged_co2e_kg = 0.4;
    run.logged_intensity_kg_per_kwh = 0.25;
    run.objective = -1.5;
    run.origin.path = "logs/emissions.csv";
    run.origin.reader = "codecarbon";
    run.origin.line = 7;
    run.site_pue = 1.2;
    run.compute.processor = "AMD EPYC 7513";
    run.compute.memory_gb = 503.5;
    return run;
}

START_TEST(a_run_without_keys_is_known_by_none)
{
    plume_run run;

    plume_run_init(&run);
    ck_assert_str_eq(run.keys.job, "");
    ck_assert_str_eq(run.keys.program, "");
    ck_assert(isnan(run.keys.pid) && isnan(run.keys.first_step));
    ck_assert_int_eq(run.keys.clock, PLUME_CLOCK_UNKNOWN);
}
END_TEST

START_TEST(a_fresh_run_knows_nothing)
{
    plume_run run;

    plume_run_init(&run);
    ck_assert_str_eq(run.id, "");
    ck_assert_str_eq(run.identity, "");
    ck_assert_str_eq(run.note, "");
    ck_assert_str_eq(run.machine, "");
    ck_assert_str_eq(run.origin.path, "");
    ck_assert_str_eq(run.origin.reader, "");
    ck_assert(run.repeat == 1 && run.energy.pue_included == 1);
    ck_assert(isnan(run.duration_s) && isnan(run.progress) && isnan(run.power_w));
    ck_assert(isnan(run.energy.total_kwh) && isnan(run.predicted.co2e_kg));
    ck_assert(isnan(run.utilization) && isnan(run.flops) && isnan(run.energy.coverage));
    writes(&run, ",,,unknown,unknown,,,,,,,,,,1,,,,,,,,,,,,,,,,,,,,\n");
}
END_TEST

START_TEST(a_run_is_written_in_the_canonical_order)
{
    plume_run run = full_run();

    writes(&run,
           "bert-1,\"adapters, v2\",\"the \"\"large\"\" one\",search,failed,"
           "2023-05-17T08:30:00Z,2023-05-17T08:31:00.500Z,60.5,NVIDIA A100-SXM4-80GB,0.5,"
           "node 7,1.58,1,it,1.58,0.1,0.8,0.1,tracker,0.97,0.4,0.25,US-VA,gcp,us-east4,"
           "3.14e23,-1.5,overlap  short,codecarbon,logs/emissions.csv,7,1.2,"
           "AMD EPYC 7513,503.5,\n");
}
END_TEST

START_TEST(text_that_a_spreadsheet_would_run_is_defused_and_numbers_are_not)
{
    plume_run run;

    plume_run_init(&run);
    run.id = "=cmd|' /C calc'!A0";
    run.study = "+1";
    run.name = "-x, y";
    run.device = "@SUM(A1)";
    run.host = "\tx";
    run.objective = -0.5;
    run.origin.path = "'=1";
    writes(
        &run,
        "'=cmd|' /C calc'!A0,'+1,\"'-x, y\",unknown,unknown,,,,'@SUM(A1),,\"'\tx\",,,,1,"
        ",,,,,,,,,,,-0.5,,,''=1,,,,,\n");
}
END_TEST

/* Through libcsv and without its apostrophe every text comes back. */
START_TEST(ten_thousand_texts_come_back)
{
    static const char letters[] = "=+-@'\"',;a b\r\n\xc3\xa9";
    enum { RUNS = 10000, ROOM = 12 };
    char(*id)[ROOM] = malloc(RUNS * sizeof *id);
    plume_run *runs = malloc(RUNS * sizeof *runs);
    plume_source_stream *source;
    plume_csv *csv;
    plume_row row;
    uint64_t x = 3;
    char *path;
    size_t i, j;

    for (i = 0; i < RUNS; i++) {
        for (j = 0; j + 2 < 1 + i % ROOM; j++) {
            x = x * 6364136223846793005u + 1442695040888963407u;
            id[i][j] = letters[(x >> 33) % (sizeof letters - 1)];
        }
        id[i][j] = '\0';
        plume_run_init(&runs[i]);
        runs[i].id = id[i];
    }
    path = written(runs, RUNS);
    ck_ok(plume_source_open(&source, path, &error), error);
    ck_ok(plume_csv_open(&csv, source, ',', &error), error);
    ck_ok(plume_csv_next(csv, &row, &error), error);
    for (i = 0; i < RUNS; i++) {
        ck_ok(plume_csv_next(csv, &row, &error), error);
        ck_assert_uint_eq(row.count, 35);
        ck_assert_str_eq(plume_formula_bare(row.field[0].text), id[i]);
    }
    plume_csv_close(csv);
    plume_source_close(source);
    free(path);
    free(runs);
    free(id);
}
END_TEST

START_TEST(a_formula_in_full_width_is_disarmed_too)
{
    static const char *const formulas[] = { "\xef\xbc\x9d"
                                            "1",
                                            "\xef\xbc\x8b"
                                            "1",
                                            "\xef\xbc\x8d"
                                            "1",
                                            "\xef\xbc\xa0x",
                                            "=1",
                                            "'=1" };

    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        plume_text text;

        plume_text_init(&text);
        plume_csv_add_text(&text, formulas[i]);
        ck_assert_int_eq(text.data[0], '\'');
        ck_assert_str_eq(plume_formula_bare(text.data), formulas[i]);
        plume_text_dispose(&text);
    }
    ck_assert(!plume_formula_is_one("\xef\xbc\xa1")); /* a full-width A */
}
END_TEST

START_TEST(a_failing_output_is_told)
{
    plume_run run = full_run();
    plume_output *output;
    plume_status status;
    int i;

    if (access("/dev/full", W_OK) != 0 || freopen("/dev/full", "w", stdout) == NULL) {
        fprintf(stderr, "\n*** SKIPPED: no /dev/full ***\n\n");
        return;
    }
    ck_ok(plume_output_open(&output, "-", &error), error);
    for (i = 0, status = PLUME_OK; i < 10000 && status == PLUME_OK; i++)
        status = plume_runs_csv_write(output, &run, &error);
    ck_assert_int_eq(status, PLUME_ERR_IO);
    ck_assert_ptr_nonnull(strstr(error.message, "No space left"));
    plume_output_abandon(output);
}
END_TEST

START_TEST(a_run_as_a_value_has_the_same_fields_and_who_tells_it)
{
    plume_run run = full_run();
    plume_value *map = plume_value_map();
    char names[sizeof HEADER] = "";
    size_t i;

    plume_run_to_value(map, &run);
    ck_ok(plume_value_status(map, &error), error);
    for (i = 0; i + 2 < plume_value_count(map); i++) {
        strcat(names, i > 0 ? "," : "");
        strcat(names, plume_value_key_at(map, i));
    }
    strcat(names, "\n");
    ck_assert_str_eq(names, HEADER);
    ck_assert_str_eq(plume_value_key_at(map, i), "told_by");
    ck_assert_str_eq(plume_value_key_at(map, i + 1), "used_s");
    ck_assert_str_eq(plume_value_string(plume_value_get(map, "role")), "search");
    ck_assert_str_eq(plume_value_string(plume_value_get(map, "start")),
                     "2023-05-17T08:30:00Z");
    ck_assert(plume_value_number(plume_value_get(map, "energy_kwh")) == 1);
    ck_assert(plume_value_number(plume_value_get(map, "line")) == 7);
    ck_assert_uint_eq(plume_value_count(plume_value_get(map, "warnings")), 2);
    ck_assert_str_eq(
        plume_value_string(plume_value_at(plume_value_get(map, "warnings"), 1)), "short");
    plume_value_free(map);
}
END_TEST

START_TEST(unknown_fields_are_null)
{
    static const char *const unknown[] = { "run_id",       "start",      "duration_s",
                                           "energy_scope", "energy_kwh", "line",
                                           "evidence",     NULL };
    plume_value *map = plume_value_map();
    plume_run run;
    size_t i;

    plume_run_init(&run);
    plume_run_to_value(map, &run);
    for (i = 0; unknown[i] != NULL; i++)
        ck_assert_int_eq(plume_value_kind(plume_value_get(map, unknown[i])), PLUME_NULL);
    ck_assert_str_eq(plume_value_string(plume_value_get(map, "state")), "unknown");
    ck_assert_uint_eq(plume_value_count(plume_value_get(map, "warnings")), 0);
    plume_value_free(map);
}
END_TEST

START_TEST(every_word_is_found_by_its_name)
{
    plume_evidence evidence;
    plume_scope scope;
    plume_state state;
    plume_role role;
    int i;

    for (i = 0; i < PLUME_ROLE_COUNT; i++)
        ck_assert(plume_role_find(&role, plume_role_name((plume_role)i)) &&
                  (int)role == i);
    for (i = 0; i < PLUME_STATE_COUNT; i++)
        ck_assert(plume_state_find(&state, plume_state_name((plume_state)i)) &&
                  (int)state == i);
    for (i = 0; i < PLUME_SCOPE_COUNT; i++)
        ck_assert(plume_scope_find(&scope, plume_scope_name((plume_scope)i)) &&
                  (int)scope == i);
    for (i = 0; i < PLUME_EVIDENCE_COUNT; i++)
        ck_assert(
            plume_evidence_find(&evidence, plume_evidence_name((plume_evidence)i)) &&
            (int)evidence == i);
}
END_TEST

START_TEST(usual_spellings_are_found_and_others_are_not)
{
    plume_evidence evidence;
    plume_scope scope;
    plume_state state;
    plume_role role;

    ck_assert(plume_role_find(&role, "Train") && role == PLUME_ROLE_FINAL);
    ck_assert(plume_role_find(&role, "HPO") && role == PLUME_ROLE_SEARCH);
    ck_assert(plume_role_find(&role, "hyper-parameter_search") &&
              role == PLUME_ROLE_SEARCH);
    ck_assert(plume_role_find(&role, "eval") && role == PLUME_ROLE_EVALUATION);
    ck_assert(plume_role_find(&role, "debug") && role == PLUME_ROLE_DEVELOPMENT);
    ck_assert(plume_role_find(&role, "") && role == PLUME_ROLE_UNKNOWN);
    ck_assert(!plume_role_find(&role, "holiday") && role == PLUME_ROLE_UNKNOWN);
    ck_assert(plume_state_find(&state, "KILLED") && state == PLUME_STATE_CANCELLED);
    ck_assert(plume_state_find(&state, "OUT_OF_MEMORY") && state == PLUME_STATE_FAILED);
    ck_assert(plume_state_find(&state, "finished") && state == PLUME_STATE_COMPLETE);
    ck_assert(plume_state_find(&state, "EARLY_STOPPED") && state == PLUME_STATE_PRUNED);
    ck_assert(!plume_state_find(&state, "3") && state == PLUME_STATE_UNKNOWN);
    ck_assert(plume_scope_find(&scope, "GPU") && scope == PLUME_SCOPE_DEVICE);
    ck_assert(plume_scope_find(&scope, "node") && scope == PLUME_SCOPE_IT);
    ck_assert(!plume_scope_find(&scope, "facility"));
    ck_assert(plume_evidence_find(&evidence, "TDP") && evidence == PLUME_EVIDENCE_RATED);
    ck_assert(!plume_evidence_find(&evidence, "guess"));
}
END_TEST

START_TEST(records_add_up_and_balance)
{
    plume_records sum = { 12, 6, 2, 1, 2, 1 }, more = { 8, 1, 1, 1, 3, 2 };

    plume_records_add(&sum, &more);
    ck_assert_uint_eq(sum.read, 20);
    ck_assert_uint_eq(sum.used, 7);
    ck_assert_uint_eq(sum.superseded, 3);
    ck_assert_uint_eq(sum.duplicate, 2);
    ck_assert_uint_eq(sum.told_again, 5);
    ck_assert_uint_eq(sum.rejected, 3);
    ck_assert(plume_records_balance(&sum));
    sum.rejected--;
    ck_assert(!plume_records_balance(&sum));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(tcase, a_formula_in_full_width_is_disarmed_too);
    tcase_add_test(tcase, a_fresh_run_knows_nothing);
    tcase_add_test(tcase, a_run_without_keys_is_known_by_none);
    tcase_add_test(tcase, a_run_is_written_in_the_canonical_order);
    tcase_add_test(tcase,
                   text_that_a_spreadsheet_would_run_is_defused_and_numbers_are_not);
    tcase_add_test(tcase, ten_thousand_texts_come_back);
    tcase_add_test(tcase, a_failing_output_is_told);
    tcase_add_test(tcase, a_run_as_a_value_has_the_same_fields_and_who_tells_it);
    tcase_add_test(tcase, unknown_fields_are_null);
    tcase_add_test(tcase, every_word_is_found_by_its_name);
    tcase_add_test(tcase, usual_spellings_are_found_and_others_are_not);
    tcase_add_test(tcase, records_add_up_and_balance);
}

int main(void)
{
    return test_main("run", add);
}
