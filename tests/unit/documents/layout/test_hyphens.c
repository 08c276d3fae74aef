/* Where words are parted. */
#include "support/support.h"

#include "documents/layout/hyphens.h"

/* "hy-phen-ation", or the word itself. */
static const char *parted(const char *word)
{
    static char out[128];
    bool may[PLUME_HYPHENS_LETTERS_MAX];
    size_t at = 0;
    bool any = plume_hyphens_find(may, word, strlen(word));

    for (size_t i = 0; word[i] != '\0'; i++) {
        if (any && may[i])
            out[at++] = '-';
        out[at++] = word[i];
    }
    out[at] = '\0';
    return out;
}

/* As TeX's \showhyphens has them. */
START_TEST(plain_words_are_parted_as_tex_does)
{
    ck_assert_str_eq(parted("hyphenation"), "hy-phen-ation");
    ck_assert_str_eq(parted("concatenation"), "con-cate-na-tion");
    ck_assert_str_eq(parted("supercalifragilistic"), "su-per-cal-ifrag-ilis-tic");
    ck_assert_str_eq(parted("Electricity"), "Elec-tric-ity");
    ck_assert_str_eq(parted("measurements"), "mea-sure-ments");
    ck_assert_str_eq(parted("algorithm"), "al-go-rithm");
}
END_TEST

START_TEST(short_words_stay_whole)
{
    ck_assert_str_eq(parted("into"), "into");
    ck_assert_str_eq(parted("often"), "often");
    ck_assert_str_eq(parted("project"), "project");
    ck_assert_str_eq(parted(""), "");
}
END_TEST

START_TEST(names_and_identifiers_stay_whole)
{
    ck_assert_str_eq(parted("CodeCarbon"), "CodeCarbon");
    ck_assert_str_eq(parted("emissions.csv"), "emissions.csv");
    ck_assert_str_eq(parted("PATTERSON"), "PATTERSON");
    ck_assert_str_eq(parted("caf\xC3\xA9terias"), "caf\xC3\xA9terias");
    ck_assert_str_eq(parted("pneumonoultramicroscopicsilicovolcanoconiosis"),
                     "pneumonoultramicroscopicsilicovolcanoconiosis");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, plain_words_are_parted_as_tex_does);
    tcase_add_test(tcase, short_words_stay_whole);
    tcase_add_test(tcase, names_and_identifiers_stay_whole);
}

int main(void)
{
    return test_main("hyphens", add);
}
