/* What is told of a line of names before its columns are looked at. */
#include "support/support.h"

#include "logs/power/cell.h"
#include "logs/power/columns.h"

static uint64_t chance_state = 1;

static size_t chance(size_t below)
{
    chance_state = chance_state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(chance_state >> 33) % below;
}

/* Names of columns by chance, of parts that power logs have, in any case and with marks
 * between their letters. */
static void make_name(char out[200])
{
    static const char *const parts[] = {
        "power", "watts", "watt", "milliwatts", "gpu",    "card", "device", "accelerator",
        "0",     "12",    "_w",   " w",         "_mw",    " (W)", " [kW]",  "(milliwatt)",
        "total", "_",     "s",    "average",    "input1", "time", "kWh",    "joule",
        "max",   "draw",  "x",    "memory",     "_input", "id",   "usage",  "_instant"
    };
    static const char marks[] = " -_./";
    size_t used = 0;

    for (size_t i = 1 + chance(4); i > 0; i--)
        for (const char *c = parts[chance(sizeof parts / sizeof *parts)]; *c != '\0';
             c++) {
            bool big = chance(4) == 0 && *c >= 'a' && *c <= 'z';

            out[used++] = big ? (char)(*c - 'a' + 'A') : *c;
            if (chance(20) == 0)
                out[used++] = marks[chance(sizeof marks - 1)];
        }
    out[used] = '\0';
}

START_TEST(a_line_that_can_have_no_column_of_watts_has_none)
{
    size_t with = 0, without = 0;

    for (int i = 0; i < 50000; i++) {
        static plume_power_layout layout;
        char name[200];

        make_name(name);
        plume_power_layout_start(&layout);
        plume_power_layout_add(&layout, name, strlen(name));
        plume_power_layout_settle(&layout);
        with += layout.watts_count > 0;
        without += !plume_power_may_be_named(name, strlen(name));
        ck_assert_msg(layout.watts_count == 0 ||
                          plume_power_may_be_named(name, strlen(name)),
                      "'%s'", name);
    }
    ck_assert_uint_gt(with, 5000);
    ck_assert_uint_gt(without, 5000);
    ck_assert(!plume_power_may_be_named("0.05,12:30", 10));
    ck_assert(plume_power_may_be_named("time,G-P-U 0", 12));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_line_that_can_have_no_column_of_watts_has_none);
}

int main(void)
{
    return test_main("power cell", add);
}
