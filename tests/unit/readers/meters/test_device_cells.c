/* Names of devices are made once for each, whatever order the rows come in. */
#include "readers/meters/gpu/device_cells.h"
#include "support/support.h"

static plume_field field(const char *text)
{
    return (plume_field){ text, strlen(text) };
}

/* As a reader does: what is new gets the name of its number. */
static const char *name_of(plume_device_cells *known, const char *index, const char *host,
                           size_t *made)
{
    plume_field cell[] = { field(index), field(host) };
    const plume_known_device *device = plume_device_cells_find(known, cell);
    char name[32], key[32];

    if (device == NULL) {
        snprintf(name, sizeof name, "device %zu", (*made)++);
        snprintf(key, sizeof key, "%s of %s", index, host);
        device = plume_device_cells_add(known, cell, name, key);
    }
    ck_assert_ptr_nonnull(device);
    ck_assert_int_eq(strncmp(device->key, index, strlen(index)), 0);
    return device->name;
}

static void begin(plume_device_cells *known)
{
    plume_device_cells_tell(known, 0);
    plume_device_cells_tell(known, 1);
}

START_TEST(each_device_is_named_once_in_any_order)
{
    plume_device_cells known = { .pool = NULL };
    size_t made = 0;

    begin(&known);
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < 50; i++) {
            char index[16], name[32];
            int device = round == 1 ? 49 - i : i;

            snprintf(index, sizeof index, "%d", device);
            snprintf(name, sizeof name, "device %d", device);
            ck_assert_str_eq(name_of(&known, index, "n1", &made), name);
        }
    ck_assert_uint_eq(made, 50);
    plume_device_cells_forget(&known);
}
END_TEST

/* "1" of "2n" and "12" of "n" are written alike when they are put together. */
START_TEST(devices_differ_by_each_of_their_cells)
{
    plume_device_cells known = { .pool = NULL };
    size_t made = 0;

    begin(&known);
    ck_assert_str_eq(name_of(&known, "1", "2n", &made), "device 0");
    ck_assert_str_eq(name_of(&known, "12", "n", &made), "device 1");
    ck_assert_str_eq(name_of(&known, "1", "n", &made), "device 2");
    ck_assert_str_eq(name_of(&known, "1", "2n", &made), "device 0");
    ck_assert_str_eq(name_of(&known, "1", "", &made), "device 3");
    ck_assert_str_eq(name_of(&known, "1", "n", &made), "device 2");
    plume_device_cells_forget(&known);
    begin(&known);
    ck_assert_str_eq(name_of(&known, "1", "n", &made), "device 4");
    plume_device_cells_forget(&known);
}
END_TEST

START_TEST(rows_that_tell_no_device_are_of_one)
{
    plume_device_cells known = { .pool = NULL };
    const plume_known_device *device;

    ck_assert_ptr_null(plume_device_cells_find(&known, NULL));
    device = plume_device_cells_add(&known, NULL, "", "");
    ck_assert_ptr_nonnull(device);
    ck_assert_ptr_eq(plume_device_cells_find(&known, NULL), device);
    plume_device_cells_forget(&known);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, each_device_is_named_once_in_any_order);
    tcase_add_test(tcase, devices_differ_by_each_of_their_cells);
    tcase_add_test(tcase, rows_that_tell_no_device_are_of_one);
}

int main(void)
{
    return test_main("device_cells", add);
}
