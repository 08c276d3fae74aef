#include "support/support.h"

#include "logs/run_table.h"
#include "logs/read_log.h"

static plume_error error;

/* --- a format that is nothing but a table --- */

static const plume_run_column columns[] = {
    { "job", PLUME_FIELD_ID, 1, PLUME_REQUIRED },
    { "seconds", PLUME_FIELD_DURATION_S, 1, PLUME_REQUIRED },
    { "minutes", PLUME_FIELD_DURATION_S, 60, PLUME_OPTIONAL },
    { "joules", PLUME_FIELD_ENERGY_KWH, 1 / 3.6e6, PLUME_OPTIONAL },
    { "printed", PLUME_FIELD_LOGGED_KWH, 1, PLUME_OPTIONAL },
    { "card", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "gpu", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "begin", PLUME_FIELD_START, 1, PLUME_OPTIONAL },
    { "role", PLUME_FIELD_ROLE, 1, PLUME_OPTIONAL },
    { "state", PLUME_FIELD_STATE, 1, PLUME_OPTIONAL },
    { "scope", PLUME_FIELD_SCOPE, 1, PLUME_OPTIONAL },
    { "evidence", PLUME_FIELD_EVIDENCE, 1, PLUME_OPTIONAL },
    { "pue", PLUME_FIELD_PUE_INCLUDED, 1, PLUME_OPTIONAL },
    { "coverage", PLUME_FIELD_COVERAGE, 0.01, PLUME_OPTIONAL },
    { "repeat", PLUME_FIELD_REPEAT, 1, PLUME_OPTIONAL },
    { "loss", PLUME_FIELD_OBJECTIVE, 1, PLUME_OPTIONAL },
    { "=note for all", PLUME_FIELD_NOTE, 1, PLUME_OPTIONAL },
    { "=device", PLUME_FIELD_SCOPE, 1, PLUME_OPTIONAL },
    { "colour", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { NULL, PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
};

static int confidence(const plume_head *head)
{
    static const char *const names[] = { "job", "seconds", NULL };

    return plume_head_has_columns(head, ';', names) ? 90 : 0;
}

static plume_status read(plume_log *log, plume_error *failure)
{
    return plume_columns_read(log, columns, ';', failure);
}

static const plume_reader jobs = {
    .name = "jobs", .title = "a table of jobs", .confidence = confidence, .read = read
};

/* --- what comes of it --- */

typedef struct outcome {
    size_t runs;
    plume_run last; /* numbers only */
    char id[64], device[64], note[64];
} outcome;

static plume_status take(void *state, const plume_run *run, plume_error *unused)
{
    outcome *got = state;

    (void)unused;
    got->runs++;
    got->last = *run;
    snprintf(got->id, sizeof got->id, "%s", run->id);
    snprintf(got->device, sizeof got->device, "%s", run->device);
    snprintf(got->note, sizeof got->note, "%s", run->note);
    return PLUME_OK;
}

static plume_status read_text(const char *text, outcome *got, plume_notes **notes,
                              plume_records *records)
{
    memset(got, 0, sizeof *got);
    memset(&error, 0, sizeof error);
    ck_ok(plume_notes_new(notes, &error), error);
    return plume_log_read_bytes(&jobs,
                                (plume_log_bytes){ "jobs.csv", text, strlen(text) },
                                (plume_run_sink){ take, got }, *notes, records, &error);
}

static outcome expect_run(const char *text)
{
    plume_records records;
    plume_notes *notes;
    outcome got;

    ck_ok(read_text(text, &got, &notes, &records), error);
    ck_assert_uint_eq(got.runs, 1);
    plume_notes_free(notes);
    return got;
}

/* One row that is rejected with this note. */
static void expect_rejected(const char *text, const char *code, const char *message)
{
    plume_records records;
    plume_notes *notes;
    const plume_note *note = NULL;
    outcome got;

    ck_ok(read_text(text, &got, &notes, &records), error);
    ck_assert_uint_eq(got.runs, 0);
    ck_assert_uint_eq(records.read, 1);
    ck_assert_uint_eq(records.rejected, 1);
    for (size_t i = 0; i < plume_notes_count(notes); i++)
        if (plume_notes_at(notes, i)->severity == PLUME_REJECTED)
            note = plume_notes_at(notes, i);
    ck_assert_ptr_nonnull(note);
    ck_assert_str_eq(note->code, code);
    ck_assert_str_eq(note->message, message);
    ck_assert_str_eq(note->path, "jobs.csv");
    ck_assert_uint_eq(note->line, 2);
    plume_notes_free(notes);
}

static void expect_note(const char *text, const char *code, const char *message)
{
    plume_records records;
    plume_notes *notes;
    outcome got;

    ck_ok(read_text(text, &got, &notes, &records), error);
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_assert_str_eq(plume_notes_at(notes, 0)->code, code);
    ck_assert_str_eq(plume_notes_at(notes, 0)->message, message);
    plume_notes_free(notes);
}

START_TEST(columns_fill_a_run_with_their_scale)
{
    outcome got = expect_run("job;card;seconds;joules;coverage;begin;loss;repeat\n"
                             "j1;A100;7200;3.6e6;50;2024-01-01T00:00:00Z;-2;3\n");

    ck_assert_str_eq(got.id, "j1");
    ck_assert_str_eq(got.device, "A100");
    ck_assert(got.last.duration_s == 7200.0);
    ck_close(got.last.energy.total_kwh, 1.0, 1e-12);
    ck_assert(got.last.energy.coverage == 0.5);
    ck_assert(got.last.start_s == 1704067200.0);
    ck_assert(got.last.objective == -2.0);
    ck_assert(got.last.repeat == 3.0);
    ck_assert_uint_eq(got.last.origin.line, 2);
    ck_assert_str_eq(got.last.origin.reader, "jobs");
    ck_assert(isnan(got.last.power_w));
}
END_TEST

START_TEST(a_value_may_stand_for_every_row)
{
    outcome got = expect_run("job;seconds\nj1;1\n");

    ck_assert_int_eq(got.last.energy.scope, PLUME_SCOPE_DEVICE);
    ck_assert_str_eq(got.note, "note for all");
    got = expect_run("job;seconds;scope\nj1;1;it\n");
    ck_assert_int_eq(got.last.energy.scope, PLUME_SCOPE_IT);
}
END_TEST

START_TEST(an_energy_is_known_with_and_without_its_pue)
{
    outcome got = expect_run("job;seconds;joules;pue\nj1;1;3.6e6;1.5\n");

    ck_close(got.last.energy.total_kwh, 1.0, 1e-12);
    ck_close(got.last.energy.logged_kwh, 1.5, 1e-12);
    got = expect_run("job;seconds;printed;pue\nj1;1;3;1.5\n");
    ck_close(got.last.energy.total_kwh, 2.0, 1e-12);
}
END_TEST

START_TEST(words_are_understood)
{
    outcome got =
        expect_run("job;seconds;role;state;scope;evidence\nj1;1;tune;failed;it;tdp\n");

    ck_assert_int_eq(got.last.role, PLUME_ROLE_SEARCH);
    ck_assert_int_eq(got.last.state, PLUME_STATE_FAILED);
    ck_assert_int_eq(got.last.energy.scope, PLUME_SCOPE_IT);
    ck_assert_int_eq(got.last.energy.evidence, PLUME_EVIDENCE_RATED);
}
END_TEST

START_TEST(of_two_columns_for_one_field_the_first_with_a_value_counts)
{
    outcome got = expect_run("job;seconds;gpu;card;minutes\nj1;60;V100;;5\n");

    ck_assert_str_eq(got.device, "V100");
    ck_assert(got.last.duration_s == 60.0);
    got = expect_run("job;seconds;gpu;card\nj1;60;V100;A100\n");
    ck_assert_str_eq(got.device, "A100");
}
END_TEST

static const plume_run_column wall_columns[] = {
    { "job", PLUME_FIELD_ID, 1, PLUME_REQUIRED },
    { "wall", PLUME_FIELD_HOURS, 1, PLUME_REQUIRED },
    { "seconds", PLUME_FIELD_DURATION_S, 1, PLUME_OPTIONAL },
    { NULL, PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
};

static plume_status read_walls(plume_log *log, plume_error *failure)
{
    return plume_columns_read(log, wall_columns, ',', failure);
}

static outcome read_wall(const char *cells, plume_records *records)
{
    static const plume_reader walls = {
        .name = "walls", .title = "hours", .confidence = confidence, .read = read_walls
    };
    outcome got = { .runs = 0 };
    char text[100];

    snprintf(text, sizeof text, "job,seconds,wall\nj1,%s\n", cells);
    ck_ok(plume_log_read_bytes(&walls, (plume_log_bytes){ "a.csv", text, strlen(text) },
                               (plume_run_sink){ take, &got }, NULL, records, &error),
          error);
    return got;
}

START_TEST(hours_may_be_written_in_several_ways)
{
    static const char *const ways[] = { "1.5", "1:30", "1:30:00", "0-01:30:00",
                                        "90 min" };
    static const char *const wrong[] = { "abc", "-1", "1:75", "1.5 kg", "1,5" };
    plume_records records;
    char cells[50];

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        snprintf(cells, sizeof cells, ",%s", ways[i]);
        ck_assert(read_wall(cells, &records).last.duration_s == 5400.0);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        snprintf(cells, sizeof cells, ",\"%s\"", wrong[i]);
        ck_assert_uint_eq(read_wall(cells, &records).runs, 0);
        ck_assert_uint_eq(records.rejected, 1);
    }
}
END_TEST

START_TEST(a_second_column_for_a_figure_is_checked_all_the_same)
{
    plume_records records;

    ck_assert(read_wall("60,1", &records).last.duration_s == 3600.0);
    ck_assert_uint_eq(read_wall("soon,1", &records).runs, 0);
    ck_assert_uint_eq(records.rejected, 1);
}
END_TEST

START_TEST(a_cell_that_is_not_what_its_column_holds_rejects_its_row)
{
    expect_rejected(
        "job;seconds\nj1;soon\n", "bad-value",
        "column 2: seconds is 'soon', expected a number that is not negative");
    expect_rejected("job;seconds\nj1;-5\n", "bad-value",
                    "column 2: seconds is '-5', expected a number that is not negative");
    expect_rejected("job;seconds\nj1;1,5\n", "bad-value",
                    "column 2: seconds is '1,5', expected a number that is not negative");
    expect_rejected("job;seconds;begin\nj1;1;yesterday\n", "bad-value",
                    "column 3: begin is 'yesterday', expected a time such as "
                    "2024-01-02T03:04:05Z");
    expect_rejected("job;seconds;pue\nj1;1;0.87\n", "bad-value",
                    "column 3: pue is '0.87', expected a ratio of at least 1");
    expect_rejected("job;seconds;coverage\nj1;1;101\n", "bad-value",
                    "column 3: coverage is '101', expected a number from 0 to 1");
    expect_rejected("job;seconds;repeat\nj1;1;0\n", "bad-value",
                    "column 3: repeat is '0', expected a whole number of at least 1");
    expect_rejected("job;seconds;loss\nj1;1;nan\n", "bad-value",
                    "column 3: loss is 'nan', expected a number");
    expect_rejected("job;seconds;role\nj1;1;king\n", "bad-value",
                    "column 3: role is 'king', expected a role such as final, search or "
                    "evaluation");
    expect_rejected(
        "job;seconds;state\nj1;1;sleepy\n", "bad-value",
        "column 3: state is 'sleepy', expected a state such as complete, failed "
        "or pruned");
    expect_rejected("job;seconds;scope\nj1;1;moon\n", "bad-value",
                    "column 3: scope is 'moon', expected device or it");
    expect_rejected(
        "job;seconds;evidence\nj1;1;hearsay\n", "bad-value",
        "column 3: evidence is 'hearsay', expected evidence such as metered or "
        "tracker");
}
END_TEST

START_TEST(a_required_cell_must_not_be_empty)
{
    expect_rejected("job;seconds\nj1;\n", "missing-value", "column 2: seconds is empty");
    expect_rejected("job;seconds\n;7\n", "missing-value", "column 1: job is empty");
}
END_TEST

START_TEST(a_row_of_another_length_is_torn)
{
    expect_rejected("job;seconds;card\nj1;1\n", "torn-row",
                    "the row has 2 fields, expected 3");
    expect_rejected("job;seconds\nj1;1;A100\n", "torn-row",
                    "the row has 3 fields, expected 2");
    expect_run("job;seconds\nj1;1;;\n");
}
END_TEST

static void expect_refused(const char *text, const char *message, const char *hint)
{
    plume_records records;
    plume_notes *notes;
    outcome got;

    ck_assert_int_ne(read_text(text, &got, &notes, &records), PLUME_OK);
    ck_assert_str_eq(error.message, message);
    ck_assert_str_eq(error.hint, hint);
    ck_assert_str_eq(error.path, "jobs.csv");
    plume_notes_free(notes);
}

START_TEST(a_missing_required_column_refuses_the_log_and_names_the_nearest)
{
    expect_refused("job;second\nj1;1\n", "there is no column 'seconds'",
                   "did you mean 'second'?");
    ck_assert_uint_eq(error.line, 1);
    expect_refused("\n", "there is no header", "");
}
END_TEST

START_TEST(columns_that_are_not_used_are_noted_once)
{
    expect_note("job;seconds;mood;colour;\nj1;1;;;\nj2;1;;;\n", "unused-columns",
                "columns not used: mood");
    expect_note("job;seconds;seconds\nj1;1;2\n", "repeated-column",
                "column 'seconds' occurs twice; the first is used");
}
END_TEST

START_TEST(repeated_headers_and_blank_rows_are_no_records)
{
    plume_records records;
    plume_notes *notes;
    outcome got;

    ck_ok(read_text("job;seconds\nj1;1\n;\njob;seconds\nj2;1\njob;seconds\nj3;1\n", &got,
                    &notes, &records),
          error);
    ck_assert_uint_eq(records.read, 3);
    ck_assert_uint_eq(got.runs, 3);
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_assert_str_eq(plume_notes_at(notes, 0)->message,
                     "the header occurs again: files were joined");
    ck_assert_uint_eq(plume_notes_at(notes, 0)->line, 4);
    plume_notes_free(notes);
}
END_TEST

START_TEST(a_log_knows_its_columns_by_its_head)
{
    static const char text[] = "\n \"job\" ; seconds\r\n1;2\n";
    static const char *const names[] = { "seconds", "job", NULL }, *const more[] = {
        "job", "sec", NULL
    };
    plume_head head = { text, sizeof text - 1, "jobs.csv", "jobs.csv", NULL };

    ck_assert(plume_head_has_columns(&head, ';', names));
    ck_assert(!plume_head_has_columns(&head, ',', names));
    ck_assert(!plume_head_has_columns(&head, ';', more));
    head.length = 0;
    ck_assert(!plume_head_has_columns(&head, ';', names));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, columns_fill_a_run_with_their_scale);
    tcase_add_test(tcase, a_value_may_stand_for_every_row);
    tcase_add_test(tcase, an_energy_is_known_with_and_without_its_pue);
    tcase_add_test(tcase, words_are_understood);
    tcase_add_test(tcase, of_two_columns_for_one_field_the_first_with_a_value_counts);
    tcase_add_test(tcase, hours_may_be_written_in_several_ways);
    tcase_add_test(tcase, a_second_column_for_a_figure_is_checked_all_the_same);
    tcase_add_test(tcase, a_cell_that_is_not_what_its_column_holds_rejects_its_row);
    tcase_add_test(tcase, a_required_cell_must_not_be_empty);
    tcase_add_test(tcase, a_row_of_another_length_is_torn);
    tcase_add_test(tcase,
                   a_missing_required_column_refuses_the_log_and_names_the_nearest);
    tcase_add_test(tcase, columns_that_are_not_used_are_noted_once);
    tcase_add_test(tcase, repeated_headers_and_blank_rows_are_no_records);
    tcase_add_test(tcase, a_log_knows_its_columns_by_its_head);
}

int main(void)
{
    return test_main("columns", add);
}
