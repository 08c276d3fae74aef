/* What the program `date` prints. */
#include "logs/power/shell_date.h"

#include <string.h>

#include "support/support.h"

static const struct {
    const char *text, *iso; /* NULL: it is none */
    size_t length;          /* 0: all of it */
} cases[] = {
    { "Sun Nov 29 23:51:22 UTC 2026", "2026-11-29 23:51:22Z", 0 },
    { "Sun Nov  9 23:51:22 2026", "2026-11-09 23:51:22", 0 },
    { "Sun Nov 29 23:51:22 EST 2026 ups.realpower: 100", "2026-11-29 23:51:22", 28 },
    { "Sun Nov 29 23:51:22 2026,PSU Input,100", "2026-11-29 23:51:22", 24 },
    { "Sun Nov 29 23:51:22 2026 CPU Power", "2026-11-29 23:51:22", 24 },
    { "Sun Nov 29 11:51:22 PM UTC 2026", "2026-11-29 23:51:22Z", 0 },
    { "Sun 29 Nov 2026 12:51:22 AM EST", "2026-11-29 00:51:22", 0 },
    { "Sun, 29 Nov 2026 23:51:22 -0500", "2026-11-29 23:51:22-0500", 0 },
    { "Sun, 29 Nov 2026 23:51:22 +0530;100", "2026-11-29 23:51:22+0530", 31 },
    { "20261129T235122Z", "2026-11-29 23:51:22Z", 0 },
    { "20261129-235122 100", "2026-11-29 23:51:22", 15 },
    { "Sun Nov 29 23:51:22", NULL, 0 },
    { "Sun Nov 29 23:51 2026", NULL, 0 },
    { "Xun Nov 29 23:51:22 2026", NULL, 0 },
    { "20261129T2351229", NULL, 0 },
    { "20261129 235122", NULL, 0 },
    { "", NULL, 0 },
};

START_TEST(what_date_prints_in_words_or_bare_digits_is_a_time)
{
    plume_shell_date date;
    size_t length = strlen(cases[_i].text);

    ck_assert_msg(plume_shell_date_at(&date, cases[_i].text, length) ==
                      (cases[_i].iso != NULL),
                  "'%s'", cases[_i].text);
    if (cases[_i].iso == NULL)
        return;
    ck_assert_str_eq(date.iso, cases[_i].iso);
    ck_assert_uint_eq(date.length, cases[_i].length > 0 ? cases[_i].length : length);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, what_date_prints_in_words_or_bare_digits_is_a_time, 0,
                        sizeof cases / sizeof *cases);
}

int main(void)
{
    return test_main("dates of the shell", add);
}
