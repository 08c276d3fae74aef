/* The report folder: what is in it, and when it is refused. */
#include "support/support.h"

#include <dirent.h>
#include <sys/stat.h>

#define HEAD                                                                             \
    "run_id,role,state,hours,device,device_count,energy_kwh,energy_scope,location,"      \
    "note\n"

static const char runs[] = HEAD "a,final,complete,10,A100,1,4,it,DE,\n"
                                "b,search,complete,20,A100,1,12,it,FR,\n"
                                "c,search,failed,5,A100,2,4,it,DE,\n"
                                "d,search,failed,-5,A100,2,4,it,DE,\n";

typedef struct bench {
    char *folder, *log, *study_file, *report;
    const char *templates; /* NULL: ours */
    plume_text summary;
    plume_error error;
} bench;

static char *below(const char *folder, const char *name)
{
    plume_text path;
    char *taken;

    plume_text_init(&path);
    plume_text_printf(&path, "%s/%s", folder, name);
    taken = plume_text_take(&path);
    ck_assert_ptr_nonnull(taken);
    return taken;
}

static void bench_init(bench *b, const char *log, const char *study)
{
    memset(b, 0, sizeof *b);
    b->folder = test_folder();
    b->log = test_file(b->folder, "runs.csv", log, strlen(log));
    b->study_file = test_file(b->folder, "plume.yaml", study, strlen(study));
    b->report = below(b->folder, "report");
    plume_text_init(&b->summary);
}

static void bench_dispose(bench *b)
{
    plume_text_dispose(&b->summary);
    free(b->report);
    free(b->study_file);
    free(b->log);
    free(b->folder);
}

static plume_status bench_write(bench *b, bool force)
{
    char *templates = test_path("templates"), *datasets = test_path("datasets");
    plume_report_options options = { .directory = b->report,
                                     .force = force,
                                     .command = "plume report runs.csv",
                                     .creation_s = NAN };
    plume_notes *notes = NULL;
    plume_factors *factors = NULL;
    plume_study *study = NULL;
    plume_intake *intake = NULL;
    plume_status status;

    options.templates = b->templates == NULL ? templates : b->templates;
    plume_text_clear(&b->summary);
    ck_ok(plume_notes_new(&notes, &b->error), b->error);
    ck_ok(plume_factors_open(&factors, datasets, &b->error), b->error);
    ck_ok(plume_study_load(&study, b->study_file, factors, &b->error), b->error);
    ck_ok(plume_intake_new(&intake, notes, &b->error), b->error);
    ck_ok(plume_intake_add(intake, b->log, NULL, &b->error), b->error);
    status = plume_report_write(intake, study, factors, notes, &options, &b->summary,
                                &b->error);
    plume_intake_free(intake);
    plume_study_free(study);
    plume_factors_free(factors);
    plume_notes_free(notes);
    free(datasets);
    free(templates);
    return status;
}

static bool has_file(const bench *b, const char *name)
{
    char *path = below(b->report, name);
    struct stat status;
    bool found = stat(path, &status) == 0 && status.st_size > 0;

    free(path);
    return found;
}

static char *slurp(const bench *b, const char *name)
{
    char *path = below(b->report, name), *text = test_slurp(path, NULL);

    ck_assert_msg(text != NULL, "%s is not there", path);
    free(path);
    return text;
}

static void ck_holds(const bench *b, const char *name, const char *wanted)
{
    char *text = slurp(b, name);

    ck_assert_msg(strstr(text, wanted) != NULL, "%s lacks \"%s\":\n%s", name, wanted,
                  text);
    free(text);
}

/* How many entries a folder has, hidden ones too. */
static size_t count_entries(const char *folder)
{
    DIR *open = opendir(folder);
    size_t count = 0;

    ck_assert_ptr_nonnull(open);
    while (readdir(open) != NULL)
        count++;
    closedir(open);
    return count - 2;
}

START_TEST(a_report_has_all_its_files)
{
    static const char *const files[] = {
        "appendix.pdf",       "appendix.tex",       "statement.tex",
        "short.tex",          "macros.tex",         "references.bib",
        "checklist.md",       "model-card.yaml",    "statement.md",
        "runs.csv",           "rejected.csv",       "results.json",
        "figures/phases.pdf", "figures/phases.svg", "figures/phases.csv",
        "figures/models.pdf", "figures/methods.csv"
    };
    bench b;

    bench_init(&b, runs, "title: Sparse adapters\n");
    ck_ok(bench_write(&b, false), b.error);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        ck_assert_msg(has_file(&b, files[i]), "%s is not there", files[i]);
    ck_holds(&b, "appendix.tex", "Sparse adapters");
    ck_holds(&b, "rejected.csv", "runs.csv,5,");
    ck_holds(&b, "macros.tex", "\\newcommand{\\plumeRuns}{3}");
    ck_holds(&b, "model-card.yaml", "emissions: ");
    bench_dispose(&b);
}
END_TEST

START_TEST(the_formats_of_the_study_choose_what_is_written)
{
    bench b;

    bench_init(&b, runs, "report: {formats: [latex]}\n");
    ck_ok(bench_write(&b, false), b.error);
    ck_assert(has_file(&b, "appendix.tex"));
    ck_assert(has_file(&b, "results.json"));
    ck_assert(!has_file(&b, "appendix.pdf"));
    ck_assert(!has_file(&b, "checklist.md"));
    ck_assert(!has_file(&b, "statement.md"));
    bench_dispose(&b);
}
END_TEST

START_TEST(an_older_report_is_replaced_only_when_forced)
{
    bench b;

    bench_init(&b, runs, "title: x\n");
    ck_ok(bench_write(&b, false), b.error);
    ck_assert_int_eq(bench_write(&b, false), PLUME_ERR_VALUE);
    ck_assert_msg(strstr(b.error.hint, "--force") != NULL, "%s", b.error.hint);
    ck_ok(bench_write(&b, true), b.error);
    bench_dispose(&b);
}
END_TEST

START_TEST(a_failure_leaves_nothing_behind)
{
    bench b;

    bench_init(&b, runs, "title: x\n");
    b.templates = b.folder; /* no templates there */
    ck_assert_int_eq(bench_write(&b, false), PLUME_ERR_IO);
    ck_assert_msg(strstr(b.error.path, "words.yaml") != NULL, "%s", b.error.path);
    ck_assert_uint_eq(count_entries(b.folder), 2); /* the log and the study */
    bench_dispose(&b);
}
END_TEST

START_TEST(references_are_exactly_what_is_cited)
{
    bench b;
    char *bibliography;

    bench_init(&b, runs, "compare: [bert-base]\n");
    ck_ok(bench_write(&b, false), b.error);
    bibliography = slurp(&b, "references.bib");
    ck_assert_int_eq(strncmp(bibliography, "@preamble{\"\\providecommand", 25), 0);
    ck_assert_ptr_nonnull(strstr(bibliography, "{strubell2019energy,"));
    ck_assert_ptr_nonnull(strstr(bibliography, "{patterson2021carbon,"));
    ck_assert_ptr_null(strstr(bibliography, "{zhang2022opt,"));
    free(bibliography);
    bench_dispose(&b);
}
END_TEST

START_TEST(one_run_is_not_called_runs)
{
    bench b;

    bench_init(&b, HEAD "a,final,complete,10,A100,1,4,it,DE,\n", "title: x\n");
    ck_ok(bench_write(&b, false), b.error);
    ck_holds(&b, "statement.tex", "comprised 1 run (none was recorded as failed)");
    ck_holds(&b, "short.tex", "over 1 run: ");
    bench_dispose(&b);
}
END_TEST

/* What an interrupted run saved is needed to repeat the work, and is no final model. */
START_TEST(final_models_are_the_same_in_table_statement_and_checklist)
{
    bench b;

    bench_init(&b,
               HEAD "a,final,complete,10,A100,1,6,it,DE,\n"
                    "b,final,preempted,5,A100,1,3,it,DE,\n"
                    "c,search,complete,1,A100,1,1,it,DE,\n",
               "title: x\nsite: {pue: 1.0, intensity_kg_per_kwh: 0.1}\n"
               "search: {lost_share: 0.1}\n");
    ck_ok(bench_write(&b, false), b.error);
    ck_holds(&b, "statement.tex", "final models account for 60~\\% of the energy");
    ck_holds(&b, "appendix.tex", "Final models took 60.0~\\% of the energy.");
    ck_holds(&b, "appendix.tex",
             "Final models & 1 & \\plumenumber{2.1}{10.0} & \\textendash{} & "
             "\\plumenumber{2.3}{6.000} & ");
    ck_holds(&b, "checklist.md", "| 2. Time to train the final models | 10.0 device");
    ck_holds(&b, "checklist.md",
             "| 7. CO2e of the final models | 600\302\240g\302\240CO2e |");
    ck_holds(
        &b, "statement.tex",
        "with what interrupted runs saved in checkpoints, would need about 8.70~kWh");
    bench_dispose(&b);
}
END_TEST

START_TEST(the_finding_of_the_inventory_quotes_its_largest_row)
{
    bench b;

    bench_init(&b,
               HEAD "a,final,complete,10,A100,1,2,it,DE,\n"
                    "b,search,timeout,5,A100,1,5,it,DE,\n"
                    "c,search,complete,1,A100,1,1,it,DE,\n",
               "title: x\n");
    ck_ok(bench_write(&b, false), b.error);
    ck_holds(&b, "appendix.tex",
             "Runs that ran out of time took 62.5~\\% of the energy.");
    ck_holds(&b, "appendix.tex", "Ran out of time & 1 & \\plumenumber{2.1}{5.0} & ");
    bench_dispose(&b);
}
END_TEST

START_TEST(what_failed_is_unknown_where_no_state_is_recorded)
{
    bench b;

    bench_init(&b, HEAD "a,final,unknown,10,A100,1,2,it,DE,\n", "title: x\n");
    ck_ok(bench_write(&b, false), b.error);
    ck_holds(&b, "figures/phases.csv", "Runs,cut short,,runs,,1,1,0\n");
    ck_holds(&b, "macros.tex", "\\plumeFailedRuns}{not available}");
    ck_holds(&b, "statement.tex", "(whether any failed is not recorded)");
    bench_dispose(&b);
}
END_TEST

/* To the digits that its interval supports, in prose and macros alike. */
START_TEST(the_emissions_of_the_study_have_one_rounding_in_prose)
{
    static const char *const places[] = { "statement.tex", "short.tex", "macros.tex",
                                          "checklist.md" };
    bench b;

    bench_init(&b, HEAD "a,final,complete,10,A100,1,23.64,it,DE,\n",
               "title: x\nsite: {pue: 1.0, intensity_kg_per_kwh: 1.0}\n"
               "inference: {energy_per_query_kwh: 0.001, queries: 1000}\n"
               "include: {inference_queries: 1000}\n");
    ck_ok(bench_write(&b, false), b.error);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        ck_holds(&b, places[i],
                 i == 3 ? "CO2e of all experiments | 24\302\240kg" : "24~kg~CO");
    ck_holds(&b, "checklist.md", "final models | 24\302\240kg");
    ck_holds(&b, "appendix.tex", "and the second 24~kg~CO");
    ck_holds(&b, "appendix.tex", "as much as all logged runs, 24~kg~CO");
    bench_dispose(&b);
}
END_TEST

/* One short run of four that nobody metered: 60 of 61 device-hours are known. */
START_TEST(what_is_known_of_most_device_hours_is_printed_as_a_lower_bound)
{
    bench b;

    bench_init(&b,
               HEAD
               "a,final,complete,10,,2,6.5,it,DE,\nb,final,complete,10,,2,6.5,it,DE,\n"
               "c,final,complete,10,,2,6.5,it,DE,\nd,final,complete,1,,1,,,DE,\n",
               "title: x\n");
    ck_ok(bench_write(&b, false), b.error);
    ck_holds(&b, "short.tex", "(known for 3 of 4 runs)");
    ck_holds(&b, "model-card.yaml", "\n  emissions: ");
    bench_dispose(&b);
    bench_init(&b,
               HEAD
               "a,final,complete,10,,2,6.5,it,DE,\nb,final,complete,10,,2,6.5,it,DE,\n"
               "c,final,complete,10,,2,6.5,it,DE,\nd,final,complete,10,,1,,,DE,\n",
               "title: x\n");
    ck_ok(bench_write(&b, false), b.error);
    ck_holds(&b, "short.tex", "not available (energy is known for 3 of 4 runs)");
    bench_dispose(&b);
}
END_TEST

START_TEST(the_power_of_hosts_is_told_with_what_it_added_or_not_at_all)
{
    static const char study[] =
        "title: x\nhardware: {host_power_w: 500, devices_per_host: 4}\n";
    bench b;

    bench_init(&b,
               HEAD "a,final,complete,100,A100,20,600,device,FR,\n"
                    "b,search,complete,10,A100,4,12,it,FR,\n",
               study);
    ck_ok(bench_write(&b, false), b.error);
    ck_holds(&b, "statement.tex",
             "drew 862~kWh, with 250~kWh for hosts at 500~W (as the authors state)");
    bench_dispose(&b);
    bench_init(&b, HEAD "b,search,complete,10,A100,4,12,it,FR,\n", study);
    ck_ok(bench_write(&b, false), b.error);
    ck_holds(&b, "statement.tex", "The IT equipment drew 12.0~kWh; with a PUE");
    bench_dispose(&b);
}
END_TEST

START_TEST(the_short_statement_has_at_most_45_words)
{
    bench b;
    char *text;
    size_t words = 0;

    bench_init(&b, runs, "title: x\n");
    ck_ok(bench_write(&b, false), b.error);
    text = slurp(&b, "short.tex");
    for (const char *c = text; *c != '\0'; c++)
        words += (*c == ' ' || *c == '\n' || *c == '~') && c[1] != ' ' && c[1] != '\0';
    ck_assert_uint_le(words + 1, 45);
    free(text);
    bench_dispose(&b);
}
END_TEST

START_TEST(no_text_promises_what_no_figure_can)
{
    static const char *const files[] = { "appendix.tex", "statement.tex", "short.tex",
                                         "checklist.md", "statement.md" };
    static const char *const words[] = { "carbon neutral", "zero emission", "green ",
                                         " nan",           "inf ",          "(null)" };
    bench b;

    bench_init(&b, HEAD "a,,,2,,,,,,\n", "title: x\n");
    ck_ok(bench_write(&b, false), b.error);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *text = slurp(&b, files[i]);

        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            ck_assert_msg(strstr(text, words[k]) == NULL, "%s says \"%s\"", files[i],
                          words[k]);
        free(text);
    }
    ck_holds(&b, "statement.tex", "are not available");
    ck_holds(&b, "macros.tex", "\\newcommand{\\plumeCarbonTonnes}{not available}");
    bench_dispose(&b);
}
END_TEST

START_TEST(the_summary_ends_with_what_was_written)
{
    bench b;

    bench_init(&b, runs, "title: x\n");
    ck_ok(bench_write(&b, false), b.error);
    ck_assert_ptr_nonnull(strstr(
        b.summary.data, "Read       4 records = 3 used + 0 superseded + 0 duplicate\n"
                        "           + 0 told again + 1 rejected\n"));
    ck_assert_ptr_nonnull(strstr(b.summary.data, "Runs       3: 1 final and 2 search; 1 "
                                                 "failed\n"));
    ck_assert_ptr_nonnull(strstr(b.summary.data, "report/ appendix.pdf, report.html"));
    for (const char *line = b.summary.data; *line != '\0'; line++) {
        size_t length = strcspn(line, "\n");

        if (strncmp(line, "Wrote", 5) != 0) /* a path may be long */
            ck_assert_msg(length <= 80, "%.*s", (int)length, line);
        line += length;
    }
    bench_dispose(&b);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_report_has_all_its_files);
    tcase_add_test(tcase, the_formats_of_the_study_choose_what_is_written);
    tcase_add_test(tcase, an_older_report_is_replaced_only_when_forced);
    tcase_add_test(tcase, a_failure_leaves_nothing_behind);
    tcase_add_test(tcase, references_are_exactly_what_is_cited);
    tcase_add_test(tcase, one_run_is_not_called_runs);
    tcase_add_test(tcase, final_models_are_the_same_in_table_statement_and_checklist);
    tcase_add_test(tcase, the_finding_of_the_inventory_quotes_its_largest_row);
    tcase_add_test(tcase, what_failed_is_unknown_where_no_state_is_recorded);
    tcase_add_test(tcase, the_emissions_of_the_study_have_one_rounding_in_prose);
    tcase_add_test(tcase, what_is_known_of_most_device_hours_is_printed_as_a_lower_bound);
    tcase_add_test(tcase, the_power_of_hosts_is_told_with_what_it_added_or_not_at_all);
    tcase_add_test(tcase, the_short_statement_has_at_most_45_words);
    tcase_add_test(tcase, no_text_promises_what_no_figure_can);
    tcase_add_test(tcase, the_summary_ends_with_what_was_written);
}

int main(void)
{
    return test_main("report", add);
}
