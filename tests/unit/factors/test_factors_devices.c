/* Look-ups of devices by the names that tools print and people write. */
#include "support/factors_fixture.h"

#include "factors/datasets.h"

static plume_device device_of(const char *name)
{
    plume_device device;

    ck_ok(plume_factors_device(factors, name, &device, notes, &error), error);
    return device;
}

static void ck_note(size_t i, plume_severity severity, const char *code,
                    const char *message)
{
    const plume_note *note;

    ck_assert_uint_gt(plume_notes_count(notes), i);
    note = plume_notes_at(notes, i);
    ck_assert_int_eq(note->severity, severity);
    ck_assert_str_eq(note->code, code);
    ck_assert_str_eq(note->message, message);
}

START_TEST(devices_go_by_what_nvidia_smi_prints)
{
    ck_assert_double_eq(device_of("NVIDIA GeForce RTX 4070").rated_w, 200);
    ck_assert_double_eq(device_of("Tesla V100-SXM2-16GB").rated_w, 300);
    ck_assert_double_eq(device_of("Tesla V100-PCIE-16GB").rated_w, 250);
    ck_assert_double_eq(device_of("Tesla P100-PCIE-16GB").rated_w, 250);
    ck_assert_double_eq(device_of("NVIDIA A100-SXM4-80GB").rated_w, 400);
    ck_assert_double_eq(device_of("NVIDIA A100-PCIE-40GB").rated_w, 250);
    ck_assert_double_eq(device_of("NVIDIA A100 80GB PCIe").rated_w, 300);
    ck_assert_double_eq(device_of("NVIDIA H100 80GB HBM3").rated_w, 700);
    ck_assert_double_eq(device_of("NVIDIA H100 PCIe").rated_w, 350);
    ck_assert_double_eq(device_of("NVIDIA RTX A6000").rated_w, 300);
    ck_assert_double_eq(device_of("GeForce GTX 1080 Ti").rated_w, 250);
    ck_assert_double_eq(device_of("GeForce GTX 750").rated_w, 55);
    ck_assert_double_eq(device_of("Tesla T4").rated_w, 70);
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(case_blanks_and_hyphens_do_not_matter_in_a_device)
{
    ck_assert_str_eq(device_of("rtx3090").name, "NVIDIA GeForce RTX 3090");
    ck_assert_str_eq(device_of("RTX 2080Ti").name, "NVIDIA GeForce RTX 2080 Ti");
    ck_assert_str_eq(device_of("2080 Ti").name, "NVIDIA GeForce RTX 2080 Ti");
    ck_assert_str_eq(device_of("TPUv3").name, "Google TPU v3");
    ck_assert_str_eq(device_of("tpu-v3").name, "Google TPU v3");
}
END_TEST

START_TEST(a_leading_count_is_not_part_of_a_device)
{
    ck_assert_str_eq(device_of("8 x NVIDIA A40").name, "NVIDIA A40");
    ck_assert_str_eq(device_of("1 x NVIDIA GeForce RTX 4070").name,
                     "NVIDIA GeForce RTX 4070");
    ck_assert_str_eq(device_of("8xNVIDIA A40").name, "NVIDIA A40");
    ck_assert_str_eq(device_of("16 × TPU v3").name, "Google TPU v3");
}
END_TEST

START_TEST(a_name_that_boards_share_is_the_usual_board_and_says_so)
{
    plume_device device = device_of("A100");

    ck_assert_str_eq(device.name, "NVIDIA A100 SXM4 40GB");
    ck_assert_double_eq(device.rated_w, 400);
    ck_note(0, PLUME_ASSUMED, "device-ambiguous",
            "several boards are called 'A100': NVIDIA A100 SXM4 40GB (400 W) is taken");
    device = device_of("4 x V100");
    ck_assert_double_eq(device.rated_w, 300);
    ck_assert_double_eq(device.system_average_w, 325);
    ck_assert_str_eq(device.system_average_source, "patterson_2021");
    ck_note(
        1, PLUME_ASSUMED, "device-ambiguous",
        "several boards are called 'V100': NVIDIA Tesla V100 SXM2 16GB (300 W) is taken");
}
END_TEST

START_TEST(a_device_tells_what_is_known_of_it_and_nan_for_the_rest)
{
    plume_device device = device_of("TPU v3");

    ck_assert_str_eq(device.kind, "tpu");
    ck_assert_str_eq(device.vendor, "Google");
    ck_assert_double_eq(device.rated_w, 450);
    ck_assert_double_eq(device.system_average_w, 283);
    ck_assert_double_eq(device.memory_gb, 32);
    ck_assert_double_eq(device.peak_flops[PLUME_PRECISION_16BIT], 123e12);
    ck_assert_double_nan(device.peak_flops[PLUME_PRECISION_32BIT]);
    ck_assert_double_nan(device_of("NVIDIA A40").system_average_w);
    ck_assert_str_eq(device_of("NVIDIA A40").system_average_source, "");
}
END_TEST

START_TEST(processors_are_found_as_the_system_names_them)
{
    plume_device device = device_of("Intel(R) Xeon(R) CPU E5-2690 v4 @ 2.60GHz");

    ck_assert_str_eq(device.name, "Intel Xeon E5-2690 v4");
    ck_assert_str_eq(device.kind, "cpu");
    ck_assert_double_eq(device.rated_w, 135);
    ck_assert_double_nan(device.system_average_w);
    ck_assert_str_eq(device_of("AMD Ryzen 7 5700X 8-Core Processor").name,
                     "AMD Ryzen 7 5700X");
    ck_assert_str_eq(device_of("13th Gen Intel(R) Core(TM) i7-13700E").name,
                     "Intel Core i7-13700E");
}
END_TEST

START_TEST(an_unknown_device_is_refused_with_the_nearest_ones)
{
    plume_device device;

    ck_assert_int_eq(
        plume_factors_device(factors, "8 x RTX 4077", &device, notes, &error),
        PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "unknown device 'RTX 4077'");
    ck_assert_ptr_nonnull(strstr(error.hint, "did you mean 'RTX 4070'"));
    ck_assert_ptr_nonnull(strstr(error.hint, "`plume factors devices rtx`"));
    ck_assert_int_eq(plume_factors_device(factors, "8 x", &device, notes, &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "unknown device '8 x'");
    ck_assert_str_eq(error.hint, "`plume factors devices` lists what is known");
    ck_assert_int_eq(plume_factors_device(factors, "NVIDIA GeForce RTX 4077 Laptop GPU",
                                          &device, notes, &error),
                     PLUME_ERR_UNKNOWN);
}
END_TEST

START_TEST(a_processor_in_no_list_takes_the_median_of_its_class_with_its_range)
{
    plume_device found = device_of("AMD EPYC 7B13"), arm = device_of("Neoverse-V2");

    ck_assert_str_eq(found.name, "AMD EPYC");
    ck_assert(found.guessed && arm.guessed && found.on_chip);
    ck_assert_str_eq(found.kind, "cpu");
    ck_assert_double_gt(found.rated_w, found.rated_low_w);
    ck_assert_double_lt(found.rated_w, found.rated_high_w);
    ck_assert_double_ge(found.rated_high_w, 300);
    ck_assert_uint_eq(plume_notes_count(notes), 2);
    ck_assert_str_eq(plume_notes_at(notes, 0)->code, "processor-guessed");
    ck_assert_int_eq(plume_notes_at(notes, 0)->severity, PLUME_WARNING);
    ck_assert(!device_of("AMD EPYC 7742").guessed);
    ck_assert_str_eq(device_of("Intel(R) Xeon(R) CPU @ 2.20GHz").name, "Intel Xeon");
    ck_assert(!device_of("Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz").guessed);
}
END_TEST

/* The names between apostrophes in "did you mean 'A', 'B' or 'C'?". */
static size_t accepted(const char *hint)
{
    const char *at = hint, *end = strchr(hint, '?');
    size_t count = 0;

    while (end != NULL && (at = strchr(at, '\'')) != NULL && at < end) {
        size_t length = strcspn(++at, "'");
        char name[80];
        plume_device device;

        snprintf(name, sizeof name, "%.*s", (int)length, at);
        ck_assert_msg(plume_factors_device(factors, name, &device, NULL, NULL) ==
                          PLUME_OK,
                      "'%s' is proposed and refused", name);
        at += length + 1;
        count++;
    }
    return count;
}

START_TEST(every_name_that_a_hint_proposes_is_accepted)
{
    const plume_dataset_table *table;
    size_t proposed = 0;

    ck_ok(plume_factors_table(factors, &plume_dataset_accelerators, &table, &error),
          error);
    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        char name[80];
        plume_device device;

        snprintf(name, sizeof name, "%sq7",
                 plume_dataset_table_text(table, row, DEVICE_NAME));
        if (plume_factors_device(factors, name, &device, NULL, &error) ==
            PLUME_ERR_UNKNOWN)
            proposed += accepted(error.hint);
    }
    ck_assert_uint_gt(proposed, 300);
}
END_TEST

START_TEST(a_name_is_searched_for_once_whether_it_is_known_or_not)
{
    plume_error again;
    plume_device device;

    for (int i = 0; i < 100; i++) {
        ck_assert_double_eq(device_of("8 x Tesla V100-SXM2-16GB").rated_w, 300);
        ck_assert_double_eq(device_of("Tesla V100-SXM2-16GB").rated_w, 300);
        ck_assert_int_eq(
            plume_factors_device(factors, "RTX 4077", &device, notes, &again),
            PLUME_ERR_UNKNOWN);
    }
    ck_assert_uint_eq(plume_device_memory_searched(factors->devices), 2);
    ck_assert_str_eq(again.message, "unknown device 'RTX 4077'");
    ck_assert_ptr_nonnull(strstr(again.hint, "did you mean 'RTX 4070'"));
    ck_assert_int_eq(again.status, PLUME_ERR_UNKNOWN);
}
END_TEST

START_TEST(names_that_never_come_again_fill_no_memory)
{
    char name[32];
    plume_device device;

    for (int i = 0; i < 1100; i++) {
        snprintf(name, sizeof name, "%dQ", i);
        ck_assert_int_eq(plume_factors_device(factors, name, &device, notes, NULL),
                         PLUME_ERR_UNKNOWN);
    }
    ck_assert_uint_eq(plume_device_memory_searched(factors->devices), 1100);
    ck_assert_ptr_null(plume_device_memory_find(factors->devices, "0Q"));
    ck_assert_ptr_nonnull(plume_device_memory_find(factors->devices, "1099Q"));
    ck_assert_double_eq(device_of("Tesla V100-SXM2-16GB").rated_w, 300);
}
END_TEST

START_TEST(a_name_that_boards_share_says_so_each_time_it_is_told)
{
    plume_device device;
    plume_error failure;
    plume_notes *second;

    device_of("A100");
    ck_ok(plume_notes_new(&second, &error), error);
    ck_ok(plume_factors_device(factors, "A100", &device, second, &failure), failure);
    ck_assert_uint_eq(plume_notes_count(second), plume_notes_count(notes));
    plume_notes_free(second);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_test(tcase, devices_go_by_what_nvidia_smi_prints);
    tcase_add_test(tcase, case_blanks_and_hyphens_do_not_matter_in_a_device);
    tcase_add_test(tcase, a_leading_count_is_not_part_of_a_device);
    tcase_add_test(tcase, a_name_that_boards_share_is_the_usual_board_and_says_so);
    tcase_add_test(tcase, a_device_tells_what_is_known_of_it_and_nan_for_the_rest);
    tcase_add_test(tcase, processors_are_found_as_the_system_names_them);
    tcase_add_test(tcase, an_unknown_device_is_refused_with_the_nearest_ones);
    tcase_add_test(tcase, a_name_is_searched_for_once_whether_it_is_known_or_not);
    tcase_add_test(tcase,
                   a_processor_in_no_list_takes_the_median_of_its_class_with_its_range);
    tcase_add_test(tcase, every_name_that_a_hint_proposes_is_accepted);
    tcase_add_test(tcase, names_that_never_come_again_fill_no_memory);
    tcase_add_test(tcase, a_name_that_boards_share_says_so_each_time_it_is_told);
}

int main(void)
{
    return test_main("factors_devices", add_tests);
}
