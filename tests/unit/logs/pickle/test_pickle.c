#include "support/support.h"

#include "logs/pickle/pickle.h"

static plume_pickle *pickle;
static plume_error error;

static plume_status read_bytes(const char *bytes, size_t length)
{
    plume_pickle_free(pickle);
    pickle = NULL;
    memset(&error, 0, sizeof error);
    return plume_pickle_read(&pickle, bytes, length, "info.pkl", &error);
}

/* A literal with NULs in it. */
#define READ(literal) read_bytes(literal, sizeof(literal) - 1)

static const plume_pickle_node *root_of(const char *bytes, size_t length)
{
    plume_status status = read_bytes(bytes, length);

    ck_ok(status, error);
    return plume_pickle_root(pickle);
}

#define ROOT(literal) root_of(literal, sizeof(literal) - 1)

/* Every refusal names the reason, the opcode and the byte. */
static void refuses(const char *bytes, size_t length, plume_status status,
                    const char *message)
{
    ck_assert_int_eq(read_bytes(bytes, length), status);
    ck_assert_str_eq(error.message, message);
    ck_assert_str_eq(error.path, "info.pkl");
    ck_assert_ptr_null(pickle);
}

#define REFUSES(literal, message)                                                        \
    refuses(literal, sizeof(literal) - 1, PLUME_ERR_SYNTAX,                              \
            "the pickle cannot be read: " message)

static const plume_pickle_node *file_root(const char *name)
{
    char *path = test_path(name);
    size_t length;
    char *bytes = test_slurp(path, &length);
    const plume_pickle_node *root;

    ck_assert_msg(bytes != NULL, "no file %s", path);
    root = root_of(bytes, length);
    free(bytes);
    free(path);
    return root;
}

START_TEST(numbers_of_every_width_are_read)
{
    const plume_pickle_node *list = ROOT("\x80\x02]("
                                         "K\x07"
                                         "M\x01\x02"
                                         "J\xfe\xff\xff\xff"
                                         "\x8a\x05\x00\x18\x0d\x8f\x00"
                                         "\x8a\x01\xff"
                                         "\x8b\x02\x00\x00\x00\x00\x01"
                                         "\x8a\x00"
                                         "G\x3f\xf8\x00\x00\x00\x00\x00\x00"
                                         "e.");
    const double wanted[] = { 7, 513, -2, 2400000000.0, -1, 256, 0, 1.5 };

    ck_assert_uint_eq(plume_pickle_count(list), 8);
    for (size_t i = 0; i < 8; i++)
        ck_assert_double_eq(plume_pickle_number(plume_pickle_at(list, i)), wanted[i]);
}
END_TEST

START_TEST(numbers_that_are_no_finite_double_are_unknown)
{
    const plume_pickle_node *list = ROOT("\x80\x02]("
                                         "G\x7f\xf0\x00\x00\x00\x00\x00\x00"
                                         "G\x7f\xf8\x00\x00\x00\x00\x00\x00"
                                         "e.");

    ck_assert(isnan(plume_pickle_number(plume_pickle_at(list, 0))));
    ck_assert(isnan(plume_pickle_number(plume_pickle_at(list, 1))));
}
END_TEST

START_TEST(an_integer_longer_than_a_double_is_unknown)
{
    char bytes[4 + 200 + 1] = "\x80\x02\x8a\xc8";

    memset(bytes + 4, 1, 200);
    bytes[204] = '.';
    ck_assert(isnan(plume_pickle_number(root_of(bytes, sizeof bytes))));
}
END_TEST

START_TEST(strings_of_every_width_are_read)
{
    const plume_pickle_node *list = ROOT("\x80\x04("
                                         "X\x02\x00\x00\x00hi"
                                         "\x8c\x03one"
                                         "\x8d\x01\x00\x00\x00\x00\x00\x00\x00z"
                                         "C\x02"
                                         "by"
                                         "B\x01\x00\x00\x00q"
                                         "\x8e\x01\x00\x00\x00\x00\x00\x00\x00w"
                                         "U\x01u"
                                         "T\x01\x00\x00\x00t"
                                         "t.");
    const char *const wanted[] = { "hi", "one", "z", "by", "q", "w", "u", "t" };

    ck_assert_uint_eq(plume_pickle_count(list), 8);
    for (size_t i = 0; i < 8; i++) {
        const plume_pickle_node *node = plume_pickle_at(list, i);

        ck_assert_str_eq(plume_pickle_text(node), wanted[i]);
        ck_assert_int_eq(plume_pickle_node_kind(node),
                         i < 3 ? PLUME_PICKLE_TEXT : PLUME_PICKLE_BYTES);
    }
}
END_TEST

START_TEST(none_and_truth_are_neither_numbers_nor_text)
{
    const plume_pickle_node *list = ROOT("\x80\x02N\x88\x89\x87.");

    ck_assert_int_eq(plume_pickle_node_kind(plume_pickle_at(list, 0)), PLUME_PICKLE_NONE);
    ck_assert_int_eq(plume_pickle_node_kind(plume_pickle_at(list, 1)), PLUME_PICKLE_BOOL);
    ck_assert(isnan(plume_pickle_number(plume_pickle_at(list, 0))));
    ck_assert_str_eq(plume_pickle_text(plume_pickle_at(list, 2)), "");
}
END_TEST

START_TEST(the_last_of_two_equal_keys_counts)
{
    const plume_pickle_node *dict =
        ROOT("\x80\x02}(X\x01\x00\x00\x00kK\x01uX\x01\x00\x00\x00k"
             "K\x02s.");

    ck_assert_double_eq(plume_pickle_number(plume_pickle_get(dict, "k")), 2);
    ck_assert_ptr_null(plume_pickle_get(dict, "other"));
    ck_assert_uint_eq(plume_pickle_count(dict), 0);
}
END_TEST

START_TEST(a_list_that_holds_itself_is_only_looked_into)
{
    const plume_pickle_node *list = ROOT("\x80\x02]q\x00h\x00"
                                         "a.");

    ck_assert_ptr_eq(plume_pickle_at(list, 0), list);
}
END_TEST

START_TEST(entries_may_be_dropped_doubled_and_remembered)
{
    const plume_pickle_node *list = ROOT("\x80\x04](K\x01\x94K\x09"
                                         "0(K\x08K\x07"
                                         "12h\x00j\x00\x00\x00\x00"
                                         "e.");

    ck_assert_uint_eq(plume_pickle_count(list), 4);
    for (size_t i = 0; i < 4; i++)
        ck_assert_double_eq(plume_pickle_number(plume_pickle_at(list, i)), 1);
}
END_TEST

START_TEST(a_call_stays_data)
{
    const plume_pickle_node *call = ROOT("\x80\x02"
                                         "cos\nsystem\nX\x09\x00\x00\x00touch /x!\x85R.");

    ck_assert_int_eq(plume_pickle_node_kind(call), PLUME_PICKLE_OBJECT);
    ck_assert(isnan(plume_pickle_civil_s(call)));
}
END_TEST

START_TEST(an_object_filled_like_a_dict_is_read_like_one)
{
    const plume_pickle_node *object =
        ROOT("\x80\x02"
             "ccollections\nOrderedDict\n)R(X\x02\x00\x00\x00idX\x02\x00\x00\x00"
             "DEu}b.");

    ck_assert_str_eq(plume_pickle_text(plume_pickle_get(object, "id")), "DE");
}
END_TEST

START_TEST(nothing_is_said_of_a_node_that_is_not_there)
{
    ck_assert_int_eq(plume_pickle_node_kind(NULL), PLUME_PICKLE_NONE);
    ck_assert_ptr_null(plume_pickle_get(NULL, "key"));
    ck_assert_uint_eq(plume_pickle_count(NULL), 0);
    ck_assert_ptr_null(plume_pickle_at(NULL, 0));
    ck_assert_str_eq(plume_pickle_text(NULL), "");
    ck_assert(isnan(plume_pickle_number(NULL)));
    ck_assert(isnan(plume_pickle_civil_s(NULL)));
    ck_assert_ptr_null(plume_pickle_root(NULL));
    plume_pickle_free(NULL);
}
END_TEST

START_TEST(a_datetime_is_read_in_protocols_2_3_and_4)
{
    static const char *const names[] = {
        "tests/samples/impact_tracker/protocol_2/impacttracker/info.pkl",
        "tests/samples/impact_tracker/two_gpus/impacttracker/info.pkl",
        "tests/samples/impact_tracker/protocol_4/impacttracker/info.pkl",
    };

    for (size_t i = 0; i < 3; i++) {
        const plume_pickle_node *root = file_root(names[i]);
        double start_s = plume_pickle_civil_s(plume_pickle_get(root, "experiment_start"));

        /* 2021-03-04 10:59:59.500000, as if it were UTC. */
        ck_assert_double_eq(start_s, 1614855599.5);
    }
}
END_TEST

START_TEST(a_datetime_with_an_impossible_clock_is_unknown)
{
    const plume_pickle_node *node;

    node =
        ROOT("\x80\x03"
             "cdatetime\ndatetime\nC\x0a\x07\xe5\x03\x04\x18\x00\x00\x00\x00\x00\x85R.");
    ck_assert(isnan(plume_pickle_civil_s(node))); /* hour 24 */
    node =
        ROOT("\x80\x03"
             "cdatetime\ndatetime\nC\x0a\x07\xe5\x0d\x04\x01\x00\x00\x00\x00\x00\x85R.");
    ck_assert(isnan(plume_pickle_civil_s(node))); /* month 13 */
    node = ROOT("\x80\x03"
                "cdatetime\ndatetime\nC\x09\x07\xe5\x03\x04\x01\x00\x00\x00\x00\x85R.");
    ck_assert(isnan(plume_pickle_civil_s(node))); /* nine bytes */
    node = ROOT("\x80\x03"
                "cdatetime\ndatetime\n)R.");
    ck_assert(isnan(plume_pickle_civil_s(node))); /* no argument */
}
END_TEST

START_TEST(an_opcode_of_other_protocols_is_refused_with_its_byte)
{
    REFUSES("\x80\x02I12\n.",
            "an opcode that Plume does not read (opcode 0x49 at byte 2)");
    REFUSES("\x80\x02\x97.",
            "an opcode that Plume does not read (opcode 0x97 at byte 2)");
    REFUSES("\x80\x02\x82\x01.",
            "an opcode that Plume does not read (opcode 0x82 at byte 2)");
    REFUSES("\x80\x02Pid\n.",
            "an opcode that Plume does not read (opcode 0x50 at byte 2)");
}
END_TEST

START_TEST(another_protocol_is_refused)
{
    REFUSES("\x80\x06N.", "its protocol is not 2 to 5 (opcode 0x80 at byte 0)");
    REFUSES("\x80\x01N.", "its protocol is not 2 to 5 (opcode 0x80 at byte 0)");
}
END_TEST

START_TEST(a_pickle_that_ends_early_is_refused)
{
    REFUSES("", "it ends in the middle (opcode 0x00 at byte 0)");
    REFUSES("\x80\x02N", "it ends in the middle (opcode 0x4e at byte 3)");
    REFUSES("\x80\x02X\x05\x00\x00\x00hi.",
            "it ends in the middle (opcode 0x58 at byte 2)");
    REFUSES("\x80\x02X\x05\x00", "it ends in the middle (opcode 0x58 at byte 2)");
    REFUSES("\x80\x02G\x00\x00", "it ends in the middle (opcode 0x47 at byte 2)");
    REFUSES("\x80\x02"
            "cdatetime\ndatetime",
            "it ends in the middle (opcode 0x63 at byte 2)");
    REFUSES("\x80\x02"
            "cdatetime",
            "it ends in the middle (opcode 0x63 at byte 2)");
}
END_TEST

START_TEST(an_opcode_without_its_operands_is_refused)
{
    REFUSES("\x80\x02.",
            "an opcode wants more than the stack holds (opcode 0x2e at byte 2)");
    REFUSES("\x80\x02(.",
            "an opcode wants more than the stack holds (opcode 0x2e at byte 3)");
    REFUSES("\x80\x02N(\x86.",
            "an opcode wants more than the stack holds (opcode 0x86 at byte 4)");
    REFUSES("\x80\x02NR.",
            "an opcode wants more than the stack holds (opcode 0x52 at byte 3)");
    REFUSES("\x80\x02(e.",
            "an opcode wants more than the stack holds (opcode 0x65 at byte 3)");
    REFUSES("\x80\x02]a.",
            "an opcode wants more than the stack holds (opcode 0x61 at byte 3)");
    REFUSES("\x80\x02t.",
            "an opcode wants a mark that is not there (opcode 0x74 at byte 2)");
    REFUSES("\x80\x02"
            "1.",
            "an opcode wants a mark that is not there (opcode 0x31 at byte 2)");
    REFUSES("\x80\x04\x8c\x01x\x93.",
            "an opcode wants more than the stack holds (opcode 0x93 at byte 5)");
    REFUSES("\x80\x02Nb.",
            "an opcode wants more than the stack holds (opcode 0x62 at byte 3)");
    REFUSES("\x80\x02"
            "2.",
            "an opcode wants more than the stack holds (opcode 0x32 at byte 2)");
    REFUSES("\x80\x02q\x00.",
            "an opcode wants more than the stack holds (opcode 0x71 at byte 2)");
}
END_TEST

START_TEST(something_put_where_it_cannot_be_is_refused)
{
    REFUSES("\x80\x02N(Ne.",
            "something is put into what cannot hold it (opcode 0x65 at byte 5)");
    REFUSES("\x80\x02](NNu.",
            "something is put into what cannot hold it (opcode 0x75 at byte 6)");
    REFUSES("\x80\x02}(Nu.",
            "something is put into what cannot hold it (opcode 0x75 at byte 5)");
}
END_TEST

START_TEST(a_memo_must_have_been_made)
{
    REFUSES("\x80\x02h\x00.",
            "a memo is asked for that was never made (opcode 0x68 at byte 2)");
    REFUSES("\x80\x02Nr\xff\xff\xff\xff.",
            "a memo is numbered out of turn (opcode 0x72 at byte 3)");
}
END_TEST

START_TEST(a_huge_pickle_is_refused_before_it_is_read)
{
    static char bytes[PLUME_PICKLE_BYTES_MAX + 1];

    refuses(bytes, sizeof bytes, PLUME_ERR_VALUE,
            "the pickle has more than 8388608 bytes");
}
END_TEST

START_TEST(a_pickle_of_too_many_objects_is_refused)
{
    size_t length = PLUME_PICKLE_NODES_MAX + 3;
    char *bytes = malloc(length);
    char message[160];

    ck_assert_ptr_nonnull(bytes);
    memset(bytes, ']', length);
    memcpy(bytes, "\x80\x02", 2);
    snprintf(
        message, sizeof message,
        "the pickle cannot be read: it holds more objects than Plume reads (opcode 0x5d "
        "at byte %d)",
        PLUME_PICKLE_NODES_MAX + 2);
    refuses(bytes, length, PLUME_ERR_VALUE, message);
    free(bytes);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, numbers_of_every_width_are_read);
    tcase_add_test(tcase, numbers_that_are_no_finite_double_are_unknown);
    tcase_add_test(tcase, an_integer_longer_than_a_double_is_unknown);
    tcase_add_test(tcase, strings_of_every_width_are_read);
    tcase_add_test(tcase, none_and_truth_are_neither_numbers_nor_text);
    tcase_add_test(tcase, the_last_of_two_equal_keys_counts);
    tcase_add_test(tcase, a_list_that_holds_itself_is_only_looked_into);
    tcase_add_test(tcase, entries_may_be_dropped_doubled_and_remembered);
    tcase_add_test(tcase, a_call_stays_data);
    tcase_add_test(tcase, an_object_filled_like_a_dict_is_read_like_one);
    tcase_add_test(tcase, nothing_is_said_of_a_node_that_is_not_there);
    tcase_add_test(tcase, a_datetime_is_read_in_protocols_2_3_and_4);
    tcase_add_test(tcase, a_datetime_with_an_impossible_clock_is_unknown);
    tcase_add_test(tcase, an_opcode_of_other_protocols_is_refused_with_its_byte);
    tcase_add_test(tcase, another_protocol_is_refused);
    tcase_add_test(tcase, a_pickle_that_ends_early_is_refused);
    tcase_add_test(tcase, an_opcode_without_its_operands_is_refused);
    tcase_add_test(tcase, something_put_where_it_cannot_be_is_refused);
    tcase_add_test(tcase, a_memo_must_have_been_made);
    tcase_add_test(tcase, a_huge_pickle_is_refused_before_it_is_read);
    tcase_add_test(tcase, a_pickle_of_too_many_objects_is_refused);
}

int main(void)
{
    return test_main("pickle", add);
}
