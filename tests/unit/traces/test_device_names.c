/* Names of devices: lists of them, and whether a trace's device is one. */
#include "traces/device_names.h"
#include "support/support.h"

START_TEST(a_list_gives_its_names_without_blanks_and_empty_ones)
{
    const char *list = " 0, 1 ,,GPU-5f1c ,node1:3,cuda:2";
    static const char *const wanted[] = { "0", "1", "GPU-5f1c", "3", "2" };
    plume_device_name name;

    for (size_t i = 0; i < 5; i++) {
        ck_assert(plume_device_names_next(&name, &list));
        ck_assert_uint_eq(name.length, strlen(wanted[i]));
        ck_assert_int_eq(strncmp(name.text, wanted[i], name.length), 0);
        ck_assert((name.host != NULL) == (i == 3));
    }
    ck_assert(!plume_device_names_next(&name, &list));
}
END_TEST

/* As some exporters leave it: without "GPU-". */
#define BARE "01234567-89ab-cdef-0123-456789abcdef"

static const struct {
    const char *name, *host, *id;
    plume_device_match match;
} cases[] = {
    { "0", "", "0", PLUME_DEVICE_SAME },
    { "0", "", "1", PLUME_DEVICE_OTHER },
    { "1", "", "11", PLUME_DEVICE_OTHER },
    { "01", "", "1", PLUME_DEVICE_SAME },
    { "0", "", "gpu0", PLUME_DEVICE_SAME },
    { "cuda:0", "", "card0", PLUME_DEVICE_SAME },
    { "0", "", "gpu0_power_w", PLUME_DEVICE_SAME },
    { "0", "node1", "node1 0", PLUME_DEVICE_SAME },
    { "0", "node2", "node1 0", PLUME_DEVICE_OTHER },
    { "node1:0", "node2", "node1 0", PLUME_DEVICE_SAME },
    { "node1:0", "", "node2 0", PLUME_DEVICE_OTHER },
    { "0", "", "node1 0", PLUME_DEVICE_SAME },
    { "0", "", "GPU-5f1c-aa", PLUME_DEVICE_INCOMPARABLE },
    { "0", "", "", PLUME_DEVICE_INCOMPARABLE },
    { "GPU-5f1c", "", "0", PLUME_DEVICE_INCOMPARABLE },
    { "GPU-5f1c", "", "GPU-5f1c-aa", PLUME_DEVICE_SAME },
    { "gpu-5F1C", "x", "y GPU-5f1c-aa", PLUME_DEVICE_SAME },
    { "GPU-5f1c-ab", "", "GPU-5f1c-aa", PLUME_DEVICE_OTHER },
    { "GPU-5f1c-aab", "", "GPU-5f1c-aa", PLUME_DEVICE_OTHER },
    { BARE, "", "GPU-" BARE, PLUME_DEVICE_SAME },
    { "GPU-" BARE, "", "n1 " BARE, PLUME_DEVICE_SAME },
    { "GPU-0123", "", BARE, PLUME_DEVICE_SAME },
    { BARE, "", "0", PLUME_DEVICE_INCOMPARABLE },
    { "package-0", "", "package-0", PLUME_DEVICE_SAME },
    { "package-0", "", "0", PLUME_DEVICE_INCOMPARABLE },
};

START_TEST(a_name_is_matched_by_place_and_host_or_by_uuid)
{
    const char *list = cases[_i].name;
    plume_power_label device = { cases[_i].id, "", "" };
    plume_device_name name;

    ck_assert(plume_device_names_next(&name, &list));
    ck_assert_msg(
        plume_device_names_match(&name, cases[_i].host, &device) == cases[_i].match,
        "'%s' on '%s' against '%s'", cases[_i].name, cases[_i].host, cases[_i].id);
}
END_TEST

START_TEST(a_name_is_matched_by_the_key_and_the_host_of_a_device)
{
    static const plume_power_label device = { "0", "GPU-5f1c-aa", "n1.example" };
    const char *list = "GPU-5f1c,0,n1:0,n2:0,GPU-77,1";
    static const plume_device_match wanted[] = { PLUME_DEVICE_SAME,  PLUME_DEVICE_SAME,
                                                 PLUME_DEVICE_SAME,  PLUME_DEVICE_OTHER,
                                                 PLUME_DEVICE_OTHER, PLUME_DEVICE_OTHER };
    plume_device_name name;

    for (size_t i = 0; i < 6; i++) {
        ck_assert(plume_device_names_next(&name, &list));
        ck_assert_int_eq(plume_device_names_match(&name, "n[1-2]", &device), wanted[i]);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_list_gives_its_names_without_blanks_and_empty_ones);
    tcase_add_test(tcase, a_name_is_matched_by_the_key_and_the_host_of_a_device);
    tcase_add_loop_test(tcase, a_name_is_matched_by_place_and_host_or_by_uuid, 0,
                        sizeof cases / sizeof *cases);
}

int main(void)
{
    return test_main("device names", add);
}
