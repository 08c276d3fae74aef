#include "support/support.h"

#include "core/hash.h"
#include "core/sha256.h"

static void digest(char hexadecimal[65], const char *text, size_t step)
{
    plume_sha256 *sha;
    plume_error error;
    size_t length = strlen(text), i;

    ck_ok(plume_sha256_new(&sha, &error), error);
    for (i = 0; i < length; i += step)
        plume_sha256_add(sha, text + i, length - i < step ? length - i : step);
    plume_sha256_end(sha, hexadecimal);
    plume_sha256_free(sha);
}

/* FIPS 180-4, the examples. */
START_TEST(sha256_gives_the_published_digests)
{
    char hexadecimal[65];

    digest(hexadecimal, "", 1);
    ck_assert_str_eq(hexadecimal,
                     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    digest(hexadecimal, "abc", 2);
    ck_assert_str_eq(hexadecimal,
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest(hexadecimal, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 7);
    ck_assert_str_eq(hexadecimal,
                     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    plume_sha256_free(NULL);
}
END_TEST

static int bits(uint64_t x)
{
    int count = 0;

    for (; x != 0; x &= x - 1)
        count++;
    return count;
}

START_TEST(one_changed_bit_changes_about_half_of_the_hash)
{
    unsigned char bytes[40];
    uint64_t before;
    size_t length, i;
    double changed = 0, count = 0;

    for (i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 37);
    for (length = 1; length <= sizeof bytes; length++) {
        before = plume_hash64(bytes, length, 1);
        for (i = 0; i < 8 * length; i++) {
            int differs;

            bytes[i / 8] ^= (unsigned char)(1u << i % 8);
            differs = bits(before ^ plume_hash64(bytes, length, 1));
            ck_assert_int_ge(differs, 8);
            changed += differs;
            count++;
            bytes[i / 8] ^= (unsigned char)(1u << i % 8);
        }
    }
    ck_assert(changed / count > 31 && changed / count < 33);
}
END_TEST

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

START_TEST(similar_names_do_not_meet)
{
    enum { NAMES = 200000 };
    uint64_t *hash = malloc(NAMES * sizeof *hash);
    char name[32];
    size_t i;

    ck_assert_ptr_nonnull(hash);
    for (i = 0; i < NAMES; i++) {
        snprintf(name, sizeof name, "trial_%zu", i);
        hash[i] = plume_hash64(name, strlen(name), i % 2);
    }
    qsort(hash, NAMES, sizeof *hash, compare);
    for (i = 1; i < NAMES; i++)
        ck_assert(hash[i] != hash[i - 1]);
    free(hash);
    ck_assert(plume_hash64("a\0", 2, 0) != plume_hash64("a", 1, 0));
    ck_assert(plume_hash64("a", 1, 0) != plume_hash64("a", 1, 1));
}
END_TEST

/* Partial summaries of different machines hold hashes: the value is part of the format.
 */
START_TEST(the_hash_is_the_same_on_every_machine)
{
    ck_assert_uint_eq(plume_hash64("", 0, 0), 0x994fe69d440493aau);
    ck_assert_uint_eq(plume_hash64("run-1 of a study", 16, 42), 0x58874015c0d43d38u);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, sha256_gives_the_published_digests);
    tcase_add_test(tcase, one_changed_bit_changes_about_half_of_the_hash);
    tcase_add_test(tcase, similar_names_do_not_meet);
    tcase_add_test(tcase, the_hash_is_the_same_on_every_machine);
}

int main(void)
{
    return test_main("hash", add);
}
