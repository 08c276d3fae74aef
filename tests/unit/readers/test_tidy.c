/* Runs written as runs.csv and read back are the same runs. */
#include "support/support.h"

#include "core/hash.h"
#include "logs/reader.h"

static plume_error error;

/* The n-th of a stream of numbers, the same on every machine. */
static uint64_t nth(uint64_t n)
{
    return plume_hash64(&n, sizeof n, 11);
}

static double maybe(uint64_t n, double value)
{
    return nth(n) % 4 == 0 ? (double)NAN : value;
}

/* A number that has as many digits as a double can have. */
static double some_number(uint64_t n)
{
    return maybe(n, (double)(nth(n + 1) % 1000000007) / 977.0);
}

static const char *some_text(uint64_t n)
{
    static const char *const texts[] = {
        "",      "plain",    "two words", "a,b",   "say \"hi\"",
        "=1+1",  "+cmd",     "-5",        "@sum",  "'=x",
        "''-y",  "'quoted'", "it's",      "'",     "\xc3\xa9\xe4\xb8\xad",
        "a;b|c", "#REF!",    "{}[]\\",    "100 %", "x\xf0\x9f\x98\x80",
    };

    return texts[nth(n) % (sizeof texts / sizeof texts[0])];
}

static void fill_numbers(plume_run *run, uint64_t seed)
{
    double *const numbers[] = { &run->device_count,
                                &run->energy.logged_kwh,
                                &run->energy.total_kwh,
                                &run->energy.cpu_kwh,
                                &run->energy.gpu_kwh,
                                &run->energy.ram_kwh,
                                &run->logged_co2e_kg,
                                &run->logged_intensity_kg_per_kwh,
                                &run->flops,
                                &run->objective };

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        *numbers[i] = some_number(seed + 2 * i);
    run->logged_intensity_kg_per_kwh /= 128.0; /* below 1e4, which bounds it */
    run->energy.pue_included = 1.0 + (double)(nth(seed + 40) % 1000) / 999.0;
    run->energy.coverage = maybe(seed + 41, (double)(nth(seed + 42) % 1000) / 999.0);
    run->start_s = maybe(seed + 43, 1.6e9 + (double)(nth(seed + 44) % 100000000) / 8.0);
    run->end_s =
        maybe(seed + 45, run->start_s + (double)(nth(seed + 46) % 1000000) / 8.0);
    run->duration_s =
        isnan(run->end_s) ? some_number(seed + 47) : run->end_s - run->start_s;
}

static void fill_run(plume_run *run, char id[32], uint64_t i)
{
    uint64_t seed = i * 100;
    const char **const texts[] = { &run->study,   &run->name,   &run->device,
                                   &run->host,    &run->region, &run->location,
                                   &run->provider };

    plume_run_init(run);
    snprintf(id, 32, "%s%llu", i % 3 == 0 ? "=" : "run ", (unsigned long long)i);
    run->id = id;
    for (size_t j = 0; j < sizeof texts / sizeof texts[0]; j++)
        *texts[j] = some_text(seed + 60 + j);
    run->warnings = i % 2 == 0 ? "" : "low-coverage no-gpu";
    run->role = (plume_role)(nth(seed + 70) % PLUME_ROLE_COUNT);
    run->state = (plume_state)(nth(seed + 71) % PLUME_STATE_COUNT);
    run->energy.scope = (plume_scope)(nth(seed + 72) % PLUME_SCOPE_COUNT);
    run->energy.evidence = (plume_evidence)(nth(seed + 73) % PLUME_EVIDENCE_COUNT);
    fill_numbers(run, seed);
    run->origin.reader = "codecarbon";
    run->origin.path = "a.csv";
    run->origin.line = i + 2;
}

/* A run whose energy is known only with its PUE gets the one without. */
static double expected_total(const plume_run *run)
{
    return isnan(run->energy.total_kwh)
               ? run->energy.logged_kwh / run->energy.pue_included
               : run->energy.total_kwh;
}

static void expect_same(double got, double wanted, const char *what, uint64_t i)
{
    ck_assert_msg(got == wanted || (isnan(got) && isnan(wanted)),
                  "run %llu: %s is %.17g, not %.17g", (unsigned long long)i, what, got,
                  wanted);
}

static plume_status compare(void *state, const plume_run *got, plume_error *unused)
{
    uint64_t *i = state;
    plume_run run;
    char id[32];

    (void)unused;
    fill_run(&run, id, *i);
    ck_assert_str_eq(got->id, run.id);
    ck_assert_str_eq(got->study, run.study);
    ck_assert_str_eq(got->name, run.name);
    ck_assert_str_eq(got->device, run.device);
    ck_assert_str_eq(got->host, run.host);
    ck_assert_str_eq(got->location, run.location);
    ck_assert_str_eq(got->provider, run.provider);
    ck_assert_str_eq(got->region, run.region);
    ck_assert_str_eq(got->warnings, run.warnings);
    ck_assert(got->role == run.role && got->state == run.state);
    ck_assert(got->energy.scope == run.energy.scope);
    ck_assert(got->energy.evidence == run.energy.evidence);
    expect_same(got->start_s, run.start_s, "start", *i);
    expect_same(got->end_s, run.end_s, "end", *i);
    expect_same(got->duration_s, run.duration_s, "duration_s", *i);
    expect_same(got->device_count, run.device_count, "device_count", *i);
    expect_same(got->energy.logged_kwh, run.energy.logged_kwh, "logged_kwh", *i);
    expect_same(got->energy.total_kwh, expected_total(&run), "total_kwh", *i);
    expect_same(got->energy.cpu_kwh, run.energy.cpu_kwh, "cpu_kwh", *i);
    expect_same(got->energy.gpu_kwh, run.energy.gpu_kwh, "gpu_kwh", *i);
    expect_same(got->energy.ram_kwh, run.energy.ram_kwh, "ram_kwh", *i);
    expect_same(got->energy.pue_included, run.energy.pue_included, "pue_included", *i);
    expect_same(got->energy.coverage, run.energy.coverage, "coverage", *i);
    expect_same(got->logged_co2e_kg, run.logged_co2e_kg, "co2e_kg", *i);
    expect_same(got->logged_intensity_kg_per_kwh, run.logged_intensity_kg_per_kwh,
                "intensity", *i);
    expect_same(got->flops, run.flops, "flops", *i);
    expect_same(got->objective, run.objective, "objective", *i);
    ck_assert_uint_eq(got->origin.line, *i + 2);
    ck_assert_str_eq(got->origin.reader, "tidy");
    ++*i;
    return PLUME_OK;
}

START_TEST(our_own_runs_read_back_as_they_were)
{
    enum { RUNS = 3000 };
    char *folder = test_folder(), path[200], id[32];
    plume_output *output;
    plume_intake *intake;
    uint64_t read = 0;

    snprintf(path, sizeof path, "%s/runs.csv", folder);
    ck_ok(plume_output_open(&output, path, &error), error);
    ck_ok(plume_runs_csv_header(output, &error), error);
    for (uint64_t i = 0; i < RUNS; i++) {
        plume_run run;

        fill_run(&run, id, i);
        ck_ok(plume_runs_csv_write(output, &run, &error), error);
    }
    ck_ok(plume_output_finish(output, &error), error);
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ compare, &read }, &error), error);
    ck_assert_uint_eq(read, RUNS);
    plume_intake_free(intake);
    free(folder);
}
END_TEST

/* --- energies that hold a PUE --- */

static plume_status keep(void *state, const plume_run *run, plume_error *unused)
{
    (void)unused;
    *(plume_run *)state = *run;
    return PLUME_OK;
}

static plume_run read_row(const char *header, const char *row, const char *code,
                          const char *message)
{
    char *folder = test_folder(), text[500], *path;
    plume_notes *notes;
    plume_intake *intake;
    plume_run run;

    snprintf(text, sizeof text, "run_id,state,%s\na,complete,%s\n", header, row);
    path = test_file(folder, "a.csv", text, strlen(text));
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_intake_new(&intake, notes, &error), error);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ keep, &run }, &error), error);
    ck_assert_uint_eq(plume_notes_count(notes), message[0] != '\0');
    if (message[0] != '\0') {
        ck_assert_str_eq(plume_notes_at(notes, 0)->code, code);
        ck_assert_str_eq(plume_notes_at(notes, 0)->message, message);
        ck_assert_uint_eq(plume_notes_at(notes, 0)->line, 2);
    }
    plume_intake_free(intake);
    plume_notes_free(notes);
    free(path);
    free(folder);
    return run;
}

START_TEST(a_pue_inside_a_logged_energy_is_divided_out)
{
    plume_run run = read_row("logged_energy_kwh,pue_included", "3,1.5", "", "");

    ck_assert(run.energy.total_kwh == 2.0 && run.energy.logged_kwh == 3.0);
}
END_TEST

START_TEST(an_energy_beside_a_pue_is_taken_without_it_and_told)
{
    plume_run run =
        read_row("energy_kwh,pue_included", "2,1.5", "energy-without-pue",
                 "energy_kwh is taken as not holding the PUE of pue_included; an "
                 "energy that holds it belongs into logged_energy_kwh");

    ck_assert(run.energy.total_kwh == 2.0 && run.energy.logged_kwh == 3.0);
}
END_TEST

START_TEST(energies_that_disagree_are_told)
{
    plume_run run = read_row("energy_kwh,logged_energy_kwh,pue_included", "2,4,1.5",
                             "energy-disagrees",
                             "logged_energy_kwh is not energy_kwh times pue_included; "
                             "energy_kwh is used");

    ck_assert(run.energy.total_kwh == 2.0 && run.energy.logged_kwh == 4.0);
}
END_TEST

START_TEST(durations_that_disagree_are_told)
{
    plume_run run =
        read_row("hours,start,end", "2,2024-01-01T00:00:00Z,2024-01-01T03:00:00Z",
                 "duration-disagrees",
                 "the duration is 2.00000 h, but start and end make 3.00000 h; "
                 "the first is used");

    ck_assert(run.duration_s == 7200.0);
    run =
        read_row("duration_s,hours", "3600,2", "duration-disagrees",
                 "the duration is 1.00000 h, but the hours make 2.00000 h; the first is "
                 "used");
    ck_assert(run.duration_s == 3600.0);
    run = read_row("hours,start,end", "3.01,2024-01-01T00:00:00Z,2024-01-01T03:00:00Z",
                   "", "");
    ck_assert(run.duration_s == 3.01 * 3600.0);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, our_own_runs_read_back_as_they_were);
    tcase_add_test(tcase, a_pue_inside_a_logged_energy_is_divided_out);
    tcase_add_test(tcase, an_energy_beside_a_pue_is_taken_without_it_and_told);
    tcase_add_test(tcase, energies_that_disagree_are_told);
    tcase_add_test(tcase, durations_that_disagree_are_told);
}

int main(void)
{
    return test_main("tidy", add);
}
