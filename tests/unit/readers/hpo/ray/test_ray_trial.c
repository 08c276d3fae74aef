/* What Ray's configurations ask for, and what a companion below a folder may be. */
#include "support/support.h"

#include <unistd.h>

#include "logs/path.h"
#include "readers/hpo/ray/config.h"
#include "readers/hpo/ray/trial.h"

static double config_gpus(const char *json)
{
    plume_value *config;
    plume_error error;
    double gpus;

    ck_ok(plume_json_parse(&config, json, strlen(json), "", NULL, &error), error);
    gpus = plume_ray_config_gpus(config);
    plume_value_free(config);
    return gpus;
}

START_TEST(a_configuration_tells_the_gpus)
{
    ck_assert_double_eq(config_gpus("{\"num_gpus\": 2, \"num_workers\": 32}"), 2.0);
    ck_assert_double_eq(config_gpus("{\"gpu\": true}"), 1.0);
    ck_assert_double_eq(config_gpus("{\"gpu\": false, \"num_gpus\": 0}"), 0.0);
    ck_assert_double_eq(config_gpus("{\"num_gpus\": \"0.25\"}"), 0.25);
    ck_assert_double_eq(
        config_gpus(
            "{\"num_gpus\": 1, \"num_workers\": 4, \"num_gpus_per_worker\": 0.5}"),
        3.0);
    ck_assert_double_eq(
        config_gpus("{\"num_env_runners\": 2, \"num_gpus_per_env_runner\": 1}"), 2.0);
    ck_assert(isnan(config_gpus("{\"lr\": 1}")));
    ck_assert(isnan(config_gpus("{\"num_gpus\": -1}")));
    ck_assert(isnan(config_gpus("{\"num_gpus\": \"many\"}")));
}
END_TEST

START_TEST(a_printed_configuration_tells_the_gpus_of_its_first_level)
{
    ck_assert_double_eq(plume_ray_printed_gpus("{'num_gpus': 2}"), 2.0);
    ck_assert_double_eq(plume_ray_printed_gpus("{'o': {'num_gpus': 8}, 'num_gpus': 1}"),
                        1.0);
    ck_assert_double_eq(plume_ray_printed_gpus("{'gpu': True, 'f': <function f>}"), 1.0);
    ck_assert_double_eq(plume_ray_printed_gpus("{\"it's\": 'a \\' {', 'num_gpus': 0.5}"),
                        0.5);
    ck_assert(isnan(plume_ray_printed_gpus("{'text': \"'num_gpus': 3\"}")));
    ck_assert(isnan(plume_ray_printed_gpus("{'num_gpus': None}")));
    ck_assert(isnan(plume_ray_printed_gpus("{'num_gpus': -2}")));
    ck_assert(isnan(plume_ray_printed_gpus("{'never closed")));
    ck_assert(isnan(plume_ray_printed_gpus("\\")));
    ck_assert(isnan(plume_ray_printed_gpus("")));
}
END_TEST

START_TEST(folders_above_a_file_have_names)
{
    static const struct {
        const char *path, *wanted;
        int above;
    } cases[] = { { "/a/b/c.json", "b", 1 }, { "/a/b/c.json", "a", 2 },
                  { "/a/b/c.json", "", 3 },  { "a/c.json", "a", 1 },
                  { "a/c.json", "", 2 },     { "c.json", "", 1 },
                  { "/c.json", "", 1 } };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        plume_text text;

        plume_text_init(&text);
        plume_path_folder(&text, cases[i].path, cases[i].above);
        ck_assert_msg(strcmp(text.data, cases[i].wanted) == 0, "%s %d: '%s'",
                      cases[i].path, cases[i].above, text.data);
        plume_text_dispose(&text);
    }
}
END_TEST

/* --- companions below --- */

static plume_status count_run(void *state, const plume_run *run, plume_error *error)
{
    (void)error;
    ck_assert_str_eq(run->host, "");
    ++*(int *)state;
    return PLUME_OK;
}

static const char METADATA[] =
    "{\"startedAt\": \"2024-01-01T00:00:00\", \"host\": \"elsewhere\"}";

/* A .wandb file with one record of output, and a folder beside it that is a link to one
 * outside: what stands there is not its companion. */
START_TEST(a_folder_that_is_a_link_has_no_companions)
{
    static const unsigned char record[] = { 0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0x00,
                                            0x61, 0x13, 0x08, 0x6d, 0x0c, 0x00, 0x01,
                                            0x6a, 0x0a, 0x12, 0x08, 0x08, 0x80, 0xe2,
                                            0xcf, 0xaa, 0x06, 0x10, 0x00 };
    char *outside = test_folder(), *folder = test_folder(), link[4096];
    plume_intake *intake;
    plume_error error;
    int runs = 0;

    free(test_file(outside, "wandb-metadata.json", METADATA, sizeof METADATA - 1));
    free(test_file(folder, "run-a.wandb", record, sizeof record));
    snprintf(link, sizeof link, "%s/files", folder);
    ck_assert_int_eq(symlink(outside, link), 0);
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, folder, NULL, &error), error);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ count_run, &runs }, &error), error);
    ck_assert_int_eq(runs, 1);
    for (size_t i = 0; i < plume_intake_count(intake); i++)
        ck_assert_int_ne(plume_intake_at(intake, i)->verdict, PLUME_INPUT_COMPANION);
    plume_intake_free(intake);
    free(outside);
    free(folder);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_configuration_tells_the_gpus);
    tcase_add_test(tcase, a_printed_configuration_tells_the_gpus_of_its_first_level);
    tcase_add_test(tcase, folders_above_a_file_have_names);
    tcase_add_test(tcase, a_folder_that_is_a_link_has_no_companions);
}

int main(void)
{
    return test_main("Ray trials", add);
}
