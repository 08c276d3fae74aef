/* Runs that were killed, resumed and tried again by chance: the hours that Plume makes of
 * each tool's logs lie between what they prove and the truth.
 * PLUME_PROPERTIES_SEED, PLUME_PROPERTIES_COUNT and PLUME_PROPERTIES_SHOW as in
 * test_properties. */
#include "support/support.h"

#include "properties/folders.h"
#include "properties/histories.h"

/* Of a build for release; others are slower by as much. */
#ifdef NDEBUG
enum { HISTORIES = 1000 };
#else
enum { HISTORIES = 50 };
#endif

static uint64_t number_from(const char *name, uint64_t otherwise)
{
    const char *given = getenv(name);

    return given != NULL && given[0] != '\0' ? strtoull(given, NULL, 10) : otherwise;
}

/* Of runs that have no end a note states how long they ran at least. */
static double noted_s(const outcome *from)
{
    static const char words[] = "the last signs of life of ";
    const char *at = from->notes.data;
    double sum_s = 0.0;

    while ((at = strstr(at, words)) != NULL) {
        const char *are = strstr(at, " are ");

        if (are != NULL)
            sum_s += strtod(are + strlen(" are "), NULL) * 3600.0;
        at += strlen(words);
    }
    return sum_s;
}

static double hours_of(const outcome *from)
{
    double sum_s = noted_s(from);

    for (size_t i = 0; i < from->runs; i++)
        sum_s += isnan(from->run[i].duration_s) ? 0.0 : from->run[i].duration_s;
    return sum_s;
}

static bool holds(history_writer write, uint64_t seed, const char *name)
{
    const char *folder = folders_empty();
    const char *paths[] = { folder };
    chance by = { seed ^ UINT64_C(0x5bd1e995) };
    static outcome got;
    histories made;
    span wanted;
    double hours_s, slack_s;
    bool held;

    histories_make(&made, seed);
    wanted = write(&made, &by, folder);
    outcome_read(&got, paths, 1, NULL);
    hours_s = hours_of(&got);
    /* hours in a note have four digits */
    slack_s = 1e-6 + 0.0006 * noted_s(&got);
    held = hours_s >= wanted.least_s - slack_s && hours_s <= wanted.most_s + slack_s;
    if (!held) {
        fprintf(stderr, "%s, seed %llu: %.3f s, not between %.3f and %.3f\n", name,
                (unsigned long long)seed, hours_s, wanted.least_s, wanted.most_s);
        if (getenv("PLUME_PROPERTIES_SHOW") != NULL) {
            outcome_print(&got);
            fprintf(stderr, "%s%s", got.decisions.data, got.notes.data);
        }
    }
    outcome_dispose(&got);
    return held;
}

static void hold(history_writer write, const char *name)
{
    uint64_t first = number_from("PLUME_PROPERTIES_SEED", 1);
    uint64_t count = number_from("PLUME_PROPERTIES_COUNT", HISTORIES), failures = 0;

    for (uint64_t i = 0; i < count; i++)
        failures += !holds(write, first + i, name);
    printf("%s: %llu folders, %llu fail\n", name, (unsigned long long)count,
           (unsigned long long)failures);
    fflush(stdout);
    if (getenv("PLUME_PROPERTIES_SHOW") == NULL)
        folders_clear();
    ck_assert_uint_eq(failures, 0);
}

START_TEST(attempts_of_slurm_have_the_hours_that_it_accounts)
{
    hold(history_slurm, "Slurm");
}
END_TEST

START_TEST(trials_of_optuna_end_with_their_last_sign_of_life)
{
    hold(history_optuna, "Optuna");
}
END_TEST

START_TEST(restored_trials_of_ray_have_the_hours_of_all_sessions)
{
    hold(history_ray, "Ray");
}
END_TEST

START_TEST(resumed_runs_of_mlflow_end_with_their_last_sign_of_life)
{
    hold(history_mlflow, "MLflow");
}
END_TEST

START_TEST(killed_runs_of_wandb_end_with_their_last_sign_of_life)
{
    hold(history_wandb, "W&B");
}
END_TEST

START_TEST(trainings_that_went_on_never_have_more_hours_than_they_took)
{
    hold(history_trainer, "Trainer");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, NULL, outcome_close);
    tcase_add_test(tcase, attempts_of_slurm_have_the_hours_that_it_accounts);
    tcase_add_test(tcase, trials_of_optuna_end_with_their_last_sign_of_life);
    tcase_add_test(tcase, restored_trials_of_ray_have_the_hours_of_all_sessions);
    tcase_add_test(tcase, resumed_runs_of_mlflow_end_with_their_last_sign_of_life);
    tcase_add_test(tcase, killed_runs_of_wandb_end_with_their_last_sign_of_life);
    tcase_add_test(tcase, trainings_that_went_on_never_have_more_hours_than_they_took);
}

int main(void)
{
    return test_main("histories", add);
}
