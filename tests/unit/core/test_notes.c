#include "support/support.h"

#include "core/notes.h"

static plume_notes *notes;
static plume_error error;

static void begin(void)
{
    ck_ok(plume_notes_new(&notes, &error), error);
}

static void end(void)
{
    plume_notes_free(notes);
}

static void note(const char *code, const char *path, uint64_t line, const char *message)
{
    plume_notes_add(notes, PLUME_WARNING, code, path, line, "%s", message);
    ck_ok(plume_notes_status(notes, &error), error);
}

START_TEST(notes_keep_their_order_and_fields)
{
    char code[] = "negative-duration";

    plume_notes_add(notes, PLUME_REJECTED, code, "a.csv", 7, "it is %d", -3);
    memset(code, 'x', sizeof code - 1);
    note("pue", NULL, 0, "PUE 1.58 was assumed");
    ck_assert_uint_eq(plume_notes_count(notes), 2);
    ck_assert_int_eq(plume_notes_at(notes, 0)->severity, PLUME_REJECTED);
    ck_assert_str_eq(plume_notes_at(notes, 0)->code, "negative-duration");
    ck_assert_str_eq(plume_notes_at(notes, 0)->message, "it is -3");
    ck_assert_str_eq(plume_notes_at(notes, 0)->path, "a.csv");
    ck_assert_uint_eq(plume_notes_at(notes, 0)->line, 7);
    ck_assert_str_eq(plume_notes_at(notes, 1)->path, "");
    ck_assert_ptr_null(plume_notes_at(notes, 2));
}
END_TEST

START_TEST(an_equal_note_is_kept_and_counted_once)
{
    note("c", "p", 1, "m");
    note("c", "p", 1, "m");
    note("c", "p", 2, "m");
    note("c", "q", 1, "m");
    note("d", "p", 1, "m");
    note("c", "p", 1, "n");
    plume_notes_add(notes, PLUME_INFO, "c", "p", 1, "m");
    ck_assert_uint_eq(plume_notes_count(notes), 6);
    ck_assert_uint_eq(plume_notes_tally(notes, "c"), 5);
    ck_assert_uint_eq(plume_notes_tally(notes, "d"), 1);
    ck_assert_uint_eq(plume_notes_tally(notes, "e"), 0);
    ck_assert_uint_eq(plume_notes_tally(notes, ""), 0);
}
END_TEST

START_TEST(beyond_a_thousand_places_notes_are_only_counted)
{
    uint64_t i;

    for (i = 0; i < 5000; i++)
        note("bad-row", "a.csv", i, "torn");
    note("bad-row", "b.csv", 1, "torn");
    note("other", "a.csv", 1, "torn");
    ck_assert_uint_eq(plume_notes_count(notes), PLUME_NOTES_KEPT + 2);
    ck_assert_uint_eq(plume_notes_tally(notes, "bad-row"), 5001);
    ck_assert_uint_eq(plume_notes_tally(notes, ""), 4000);
    ck_assert_uint_eq(plume_notes_at(notes, 999)->line, 999);
}
END_TEST

START_TEST(a_null_list_takes_and_holds_nothing)
{
    plume_notes_add(NULL, PLUME_INFO, "c", "p", 1, "m");
    ck_assert_int_eq(plume_notes_status(NULL, NULL), PLUME_OK);
    ck_assert_uint_eq(plume_notes_count(NULL), 0);
    ck_assert_ptr_null(plume_notes_at(NULL, 0));
    ck_assert_uint_eq(plume_notes_tally(NULL, "c"), 0);
    plume_notes_free(NULL);
}
END_TEST

START_TEST(a_message_that_failed_sticks_and_is_told_when_asked)
{
    plume_text message;

    plume_text_init(&message);
    plume_text_add(&message, "half of it");
    message.status = PLUME_ERR_MEMORY;
    plume_notes_add_text(notes, PLUME_INFO, "c", "p", 1, &message);
    plume_notes_add(notes, PLUME_INFO, "c", "p", 2, "after it");
    ck_assert_int_eq(plume_notes_status(notes, &error), PLUME_ERR_MEMORY);
    ck_assert_str_eq(error.message, "out of memory");
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(severities_have_names)
{
    ck_assert_str_eq(plume_severity_name(PLUME_INFO), "info");
    ck_assert_str_eq(plume_severity_name(PLUME_ASSUMED), "assumed");
    ck_assert_str_eq(plume_severity_name(PLUME_WARNING), "warning");
    ck_assert_str_eq(plume_severity_name(PLUME_REJECTED), "rejected");
}
END_TEST

START_TEST(machine_output_has_one_note_of_a_kind_with_its_count)
{
    plume_value *list = plume_value_list();

    for (int i = 0; i < 100; i++) {
        char path[32];

        snprintf(path, sizeof path, "run%d.events", i);
        plume_notes_add(notes, PLUME_ASSUMED, "span", path, 0, "span of %d events", i);
        plume_notes_add(notes, PLUME_WARNING, "energy", path, 0, "run 'a%c' has none",
                        'a' + i % 26);
        plume_notes_add(notes, PLUME_REJECTED, "bad", path, 3, "no number");
    }
    plume_notes_add(notes, PLUME_WARNING, "energy", "", 0, "it is another sentence");
    plume_notes_to_value(notes, list);
    ck_assert_uint_eq(plume_value_count(list), 103);
    ck_assert_str_eq(plume_value_string(plume_value_get(plume_value_at(list, 0), "path")),
                     "run0.events");
    for (size_t i = 0; i < 2; i++)
        ck_assert(plume_value_number(plume_value_get(plume_value_at(list, i), "count")) ==
                  100.0);
    plume_value_free(list);
}
END_TEST

START_TEST(what_was_told_lately_is_known_by_its_code_path_and_key)
{
    ck_assert(!plume_notes_was_told(notes, "power", "a.csv", 1));
    ck_assert(plume_notes_was_told(notes, "power", "a.csv", 1));
    ck_assert(!plume_notes_was_told(notes, "power", "b.csv", 1));
    ck_assert(!plume_notes_was_told(notes, "hours", "a.csv", 1));
    ck_assert(!plume_notes_was_told(notes, "power", "a.csv", 2));
    ck_assert(plume_notes_was_told(NULL, "power", "a.csv", 1));
}
END_TEST

/* Beyond the first thousand an equal one is counted once more. */
START_TEST(where_notes_are_only_counted_none_was_told)
{
    for (uint64_t line = 1; line <= PLUME_NOTES_KEPT + 1; line++)
        plume_notes_add(notes, PLUME_WARNING, "bad", "a.csv", line, "it is bad");
    ck_assert(!plume_notes_was_told(notes, "power", "a.csv", 1));
    ck_assert(!plume_notes_was_told(notes, "power", "a.csv", 1));
}
END_TEST

START_TEST(notes_that_are_taken_back_are_as_they_were)
{
    plume_notes *copy;

    ck_ok(plume_notes_new(&copy, &error), error);
    plume_notes_add(notes, PLUME_INFO, "old", "a.csv", 3, "it was there");
    plume_notes_join(copy, notes);
    ck_assert(!plume_notes_was_told(notes, "power", "a.csv", 1));
    for (uint64_t line = 1; line <= PLUME_NOTES_KEPT + 5; line++)
        plume_notes_add(notes, PLUME_WARNING, "new", "a.csv", line, "it came");
    plume_notes_take_back(notes, copy);
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_assert_str_eq(plume_notes_at(notes, 0)->message, "it was there");
    ck_assert_uint_eq(plume_notes_tally(notes, "old"), 1);
    ck_assert_uint_eq(plume_notes_tally(notes, "new"), 0);
    ck_assert_uint_eq(plume_notes_tally(notes, ""), 0);
    ck_assert(!plume_notes_was_told(notes, "power", "a.csv", 1));
    plume_notes_add(notes, PLUME_WARNING, "new", "a.csv", 1, "it came");
    ck_assert_uint_eq(plume_notes_count(notes), 2);
    plume_notes_free(copy);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(tcase, machine_output_has_one_note_of_a_kind_with_its_count);
    tcase_add_test(tcase, notes_keep_their_order_and_fields);
    tcase_add_test(tcase, an_equal_note_is_kept_and_counted_once);
    tcase_add_test(tcase, beyond_a_thousand_places_notes_are_only_counted);
    tcase_add_test(tcase, a_null_list_takes_and_holds_nothing);
    tcase_add_test(tcase, a_message_that_failed_sticks_and_is_told_when_asked);
    tcase_add_test(tcase, severities_have_names);
    tcase_add_test(tcase, what_was_told_lately_is_known_by_its_code_path_and_key);
    tcase_add_test(tcase, where_notes_are_only_counted_none_was_told);
    tcase_add_test(tcase, notes_that_are_taken_back_are_as_they_were);
}

int main(void)
{
    return test_main("notes", add);
}
