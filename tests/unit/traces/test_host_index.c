/* Hosts that a list names, found by name and one by one. */
#include "support/support.h"

#include "traces/host_index.h"
#include "traces/host_names.h"

static uint64_t seed;

static unsigned below(unsigned bound)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % bound;
}

/* A plain name or a list, as schedulers and exporters write them. */
static void print_list(char out[64], bool plain)
{
    static const char *const forms[] = {
        "n#",          "N#",       "n0#",       "n#.example.org", "rack1-n#:9400",
        "gpu00#",      "10.0.0.#", "n#-ib",     "n[#-4]",         "n[01-0#],gpu#",
        "n1[#-3]",     "n#,n2,N3", "n[#-9]-ib", "n#,n0#",         "r[1-2]n[1-#]",
        "gpu[001-00#]"
    };
    char number = (char)('1' + below(6));

    snprintf(out, 64, "%s", forms[below(plain ? 8 : 16)]);
    for (char *at = out; *at != '\0'; at++)
        *at = *at == '#' ? number : *at;
}

START_TEST(a_list_names_the_hosts_that_one_by_one_it_names)
{
    static char hosts[40][64];
    plume_host_index *index = plume_host_index_new();
    size_t count, found_count, named;
    const uint32_t *found;
    char list[64];

    seed = (uint64_t)_i + 1;
    count = 1 + below(40);

    for (size_t i = 0; i < count; i++) {
        print_list(hosts[i], below(9) != 0);
        ck_assert(plume_host_index_add(index, hosts[i]));
    }
    for (int k = 0; k < 30; k++) {
        print_list(list, below(2) == 0);
        ck_assert(plume_host_index_find(index, list, &found, &found_count));
        named = 0;
        for (uint32_t i = 0; i < count; i++)
            if (plume_hosts_meet(list, hosts[i])) {
                ck_assert_msg(named < found_count && found[named] == i,
                              "%s is not found of %s", hosts[i], list);
                named++;
            }
        ck_assert_uint_eq(named, found_count);
    }
    plume_host_index_free(index);
}
END_TEST

START_TEST(an_empty_list_names_none)
{
    plume_host_index *index = plume_host_index_new();
    const uint32_t *found;
    size_t count;

    ck_assert(plume_host_index_add(index, "n1"));
    ck_assert(plume_host_index_find(index, "", &found, &count));
    ck_assert_uint_eq(count, 0);
    plume_host_index_free(index);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_list_names_the_hosts_that_one_by_one_it_names, 0, 200);
    tcase_add_test(tcase, an_empty_list_names_none);
}

int main(void)
{
    return test_main("host_index", add);
}
