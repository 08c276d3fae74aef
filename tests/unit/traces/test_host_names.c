/* Names of hosts and lists of them. */
#include "traces/host_names.h"

#include "support/support.h"

START_TEST(a_list_counts_the_hosts_in_its_brackets)
{
    ck_assert_uint_eq(plume_hosts_count(""), 0);
    ck_assert_uint_eq(plume_hosts_count("n1"), 1);
    ck_assert_uint_eq(plume_hosts_count("n[1-2]"), 2);
    ck_assert_uint_eq(plume_hosts_count("n[01-03,7], gpu1"), 5);
    ck_assert_uint_eq(plume_hosts_count("r[1-2]n[1-4]"), 8);
    ck_assert_uint_eq(plume_hosts_count("n["), 1);
}
END_TEST

START_TEST(a_list_names_the_hosts_in_its_brackets)
{
    ck_assert(plume_hosts_have("n[1-2]", "n1"));
    ck_assert(plume_hosts_have("n[1-2]", "N2.cluster.example"));
    ck_assert(!plume_hosts_have("n[1-2]", "n3"));
    ck_assert(!plume_hosts_have("n[1-2]", "n10"));
    ck_assert(plume_hosts_have("n[08-12]", "n10"));
    ck_assert(!plume_hosts_have("n[08-12]", "n9"));
    ck_assert(plume_hosts_have("r[1-2]n[1-4]", "r2n3"));
    ck_assert(plume_hosts_have("a,n[1,3-4]b", "n4b"));
    ck_assert(!plume_hosts_have("a,n[1,3-4]b", "n4"));
    ck_assert(!plume_hosts_have("n[", "n1"));
    ck_assert(!plume_hosts_have("n1", ""));
}
END_TEST

START_TEST(a_host_is_known_by_its_first_label_without_its_port)
{
    ck_assert(plume_hosts_meet("node1.example.org", "Node1:9400"));
    ck_assert(plume_hosts_meet("node1:9400", "node1"));
    ck_assert(!plume_hosts_meet("10.0.0.1:9400", "10.0.0.2"));
    ck_assert(plume_hosts_meet("10.0.0.1:9400", "10.0.0.1"));
    ck_assert(plume_hosts_meet("n2,n3", "n[1-2]"));
    ck_assert(!plume_hosts_meet("n1", ""));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_list_counts_the_hosts_in_its_brackets);
    tcase_add_test(tcase, a_list_names_the_hosts_in_its_brackets);
    tcase_add_test(tcase, a_host_is_known_by_its_first_label_without_its_port);
}

int main(void)
{
    return test_main("host names", add);
}
