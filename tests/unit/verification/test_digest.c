/* The canonical digest and its code. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/support.h"
#include "verification/digest.h"

static char digest[PLUME_DIGEST_BYTES], other[PLUME_DIGEST_BYTES];
static plume_error error;

START_TEST(the_digest_of_no_bytes_is_the_one_of_the_standard)
{
    ck_ok(plume_digest_of(digest, "", 0, &error), error);
    ck_assert_str_eq(digest, "e3b0c44298fc1c149afbf4c8996fb924"
                             "27ae41e4649b934ca495991b7852b855");
}
END_TEST

/* The values are those of Python's base64.b32encode of the first 60 bits. */
START_TEST(the_code_is_sixty_bits_in_base_32)
{
    char code[PLUME_CODE_BYTES];

    plume_digest_code(code, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b785"
                            "2b855");
    ck_assert_str_eq(code, "4OYMIQUY7QOB");
    plume_digest_code(code, "0000000000000000000000000000000000000000000000000000000000"
                            "000000");
    ck_assert_str_eq(code, "AAAAAAAAAAAA");
    plume_digest_code(code, "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                            "ffffff");
    ck_assert_str_eq(code, "777777777777");
}
END_TEST

START_TEST(a_sealed_object_states_the_digest_of_what_it_was)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "{\n  \"a\": 1\n}\n");
    ck_ok(plume_digest_of(other, text.data, text.length, &error), error);
    ck_ok(plume_digest_seal(&text, digest, &error), error);
    ck_assert_str_eq(digest, other);
    ck_ok(plume_digest_unseal(digest, other, text.data, text.length, &error), error);
    ck_assert_str_eq(digest, other);
    text.data[7] = '2';
    ck_ok(plume_digest_unseal(digest, other, text.data, text.length, &error), error);
    ck_assert_str_ne(digest, other);
    plume_text_dispose(&text);
}
END_TEST

START_TEST(what_has_no_seal_says_so)
{
    const char *text = "{\n  \"a\": 1\n}\n";
    plume_text bare;

    ck_assert_int_eq(plume_digest_unseal(digest, other, text, strlen(text), &error),
                     PLUME_ERR_MISSING);
    plume_text_init(&bare);
    plume_text_add(&bare, "[]");
    ck_assert_int_eq(plume_digest_seal(&bare, digest, &error), PLUME_ERR_VALUE);
    plume_text_dispose(&bare);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_missing)
{
    ck_assert_int_eq(plume_digest_file(digest, "/nowhere/at/all", &error),
                     PLUME_ERR_MISSING);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_digest_of_no_bytes_is_the_one_of_the_standard);
    tcase_add_test(tcase, the_code_is_sixty_bits_in_base_32);
    tcase_add_test(tcase, a_sealed_object_states_the_digest_of_what_it_was);
    tcase_add_test(tcase, what_has_no_seal_says_so);
    tcase_add_test(tcase, a_file_that_is_not_there_is_missing);
}

int main(void)
{
    return test_main("digest", add);
}
