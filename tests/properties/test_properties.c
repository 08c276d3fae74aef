/* What holds of every folder: each property on folders made by chance.
 * PLUME_PROPERTIES_SEED and PLUME_PROPERTIES_COUNT say which and how many,
 * PLUME_PROPERTIES_SHOW prints what was made of those that fail. */
#include "support/support.h"

#include "properties/folders.h"
#include "properties/judge.h"
#include "properties/said.h"

/* Of a build for release; others are slower by as much. */
#ifdef NDEBUG
enum { FOLDERS = 1000 };
#else
enum { FOLDERS = 50 };
#endif

static uint64_t number_from(const char *name, uint64_t otherwise)
{
    const char *given = getenv(name);

    return given != NULL && given[0] != '\0' ? strtoull(given, NULL, 10) : otherwise;
}

/* --- what failed --- */

static size_t failures;

static void begin(void)
{
    failures = 0;
}

static void object(const world *from, const char *what, const outcome *before,
                   const outcome *after)
{
    failures++;
    fprintf(stderr, "seed %llu (%s): %s\n", (unsigned long long)from->seed, from->kind,
            what);
    if (getenv("PLUME_PROPERTIES_SHOW") == NULL)
        return;
    outcome_print(before);
    fprintf(stderr, "%s%s", before->decisions.data, before->notes.data);
    if (after != NULL) {
        fprintf(stderr, "--- then\n");
        outcome_print(after);
        fprintf(stderr, "%s%s", after->decisions.data, after->notes.data);
    }
}

typedef void (*property)(const world *from, chance *by);

static void hold(property which, const char *name)
{
    uint64_t first = number_from("PLUME_PROPERTIES_SEED", 1);
    uint64_t count = number_from("PLUME_PROPERTIES_COUNT", FOLDERS);

    for (uint64_t i = 0; i < count; i++) {
        static world made;
        chance by = { first + i };

        world_make(&made, first + i);
        which(&made, &by);
    }
    printf("%s: %llu folders, %zu fail\n", name, (unsigned long long)count, failures);
    fflush(stdout);
    folders_clear();
    ck_assert_uint_eq(failures, 0);
}

static outcome before, after;

static bool near(double left, double right)
{
    return fabs(left - right) <= 1e-9 * fmax(fabs(left), fabs(right)) + 1e-12;
}

static const char *changed(const outcome *left, const outcome *right)
{
    if (left->runs != right->runs)
        return "the number of runs changed";
    if (!near(left->device_hours, right->device_hours))
        return "the device-hours changed";
    if (!near(left->kwh, right->kwh) || !near(left->gpu_kwh, right->gpu_kwh) ||
        !near(left->cpu_kwh, right->cpu_kwh) || !near(left->ram_kwh, right->ram_kwh))
        return "the energy changed";
    return NULL;
}

/* --- 1, 2: accounts more and fewer --- */

/* An account that is there, and that others tell again; SIZE_MAX when none is found. */
static size_t some_account(const world *from, chance *by)
{
    for (int tried = 0; tried < 20; tried++) {
        size_t i = (size_t)chance_of(by, (int)from->count);

        if (!from->told[i].left_out && from->told[i].session < 0 &&
            judge_is_told_again(from, i))
            return i;
    }
    return SIZE_MAX;
}

static void leave_out(world *from, size_t account)
{
    const told *one = &from->told[account];

    from->told[account].left_out = true;
    for (size_t i = 0; i < from->count; i++) /* tasks lie beside their run */
        if (one->tool == TOOL_CODECARBON && from->told[i].tool == TOOL_TASKS &&
            from->told[i].run == one->run)
            from->told[i].left_out = true;
}

/* More runs are right only where two pieces of work had been taken for one, since nothing
 * that the logs tell kept them apart. */
static bool raised(const world *from)
{
    return after.runs > before.runs &&
           !(from->strange && (judge_mixed(&before) || judge_mixed(&after)));
}

/* What changed though the account stands lower than others of its run: NULL nothing.
 * Where nothing told two runs apart the account may have. */
static const char *moved(const world *from, size_t account)
{
    taken may = judge_taken(from, account);
    const char *what = changed(&before, &after);
    bool mixed = from->strange && (judge_mixed(&before) || judge_mixed(&after));

    if (what == NULL || mixed || may.link || may.hours || after.runs < before.runs)
        return NULL;
    return strcmp(what, "the energy changed") == 0 && may.energy ? NULL : what;
}

static void adding(const world *from, chance *by)
{
    static world less;
    size_t account = some_account(from, by);
    const char *what;

    if (account == SIZE_MAX)
        return;
    less = *from;
    leave_out(&less, account);
    folders_read(&before, &less);
    folders_read(&after, from);
    what = raised(from) ? "one more account made one more run" : moved(from, account);
    if (what != NULL)
        object(from, what, &before, &after);
    outcome_dispose(&before);
    outcome_dispose(&after);
}

START_TEST(one_more_account_of_a_run_makes_no_run_and_changes_only_what_it_knows_better)
{
    hold(adding, "adding");
}
END_TEST

/* --- 2: order --- */

static bool same_bytes(const outcome *left, const outcome *right)
{
    for (size_t i = 0; i < left->runs + left->others; i++) {
        const outcome_run *a = &left->run[i], *b = &right->run[i];

        if (memcmp(&a->duration_s, &b->duration_s, sizeof a->duration_s) != 0 ||
            memcmp(&a->total_kwh, &b->total_kwh, sizeof a->total_kwh) != 0 ||
            memcmp(&a->gpu_kwh, &b->gpu_kwh, sizeof a->gpu_kwh) != 0)
            return false;
    }
    return left->runs == right->runs && left->others == right->others;
}

static void ordering(const world *from, chance *by)
{
    static world turned;

    turned = *from;
    for (size_t i = 0; i < turned.count; i++)
        turned.told[i].place = (uint32_t)chance_bits(by);
    folders_read(&before, from);
    folders_read(&after, &turned);
    if (!same_bytes(&before, &after))
        object(from, "another order of rows, another result", &before, &after);
    outcome_dispose(&before);
    outcome_dispose(&after);
}

START_TEST(the_order_of_rows_changes_nothing)
{
    hold(ordering, "order of rows");
}
END_TEST

/* Each tool's logs lie in one of two folders; what a tool's convention joins stays. */
static void part(world *from, chance *by)
{
    from->parts = 2;
    for (int i = 0; i < TOOL_COUNT; i++)
        from->part[i] = chance_of(by, 2);
    from->part[TOOL_TASKS] = from->part[TOOL_CODECARBON];
    from->part[TOOL_TRAINER] = from->part[TOOL_EVENTS];
}

static void arguments(const world *from, chance *by)
{
    static world parted;

    parted = *from;
    part(&parted, by);
    folders_read(&before, &parted);
    folders_read_again(&after, &parted, true, NULL);
    if (!same_bytes(&before, &after) ||
        strcmp(before.decisions.data, after.decisions.data) != 0 ||
        strcmp(before.notes.data, after.notes.data) != 0)
        object(from, "another order of arguments, another result", &before, &after);
    outcome_dispose(&before);
    outcome_dispose(&after);
}

START_TEST(the_order_of_arguments_changes_no_byte)
{
    hold(arguments, "order of arguments");
}
END_TEST

/* A pattern for the file of an account, wherever its folder lies; "": it is of a trace.
 */
static void name_file(char out[160], const outcome_told *account)
{
    const char *slash = strrchr(account->where, '/');

    snprintf(out, 160, "*%s", slash != NULL ? slash : account->where);
}

/* ... of one of its accounts; "" where no log tells of the run that was drawn. */
static void name_some(char out[160], const outcome *from, chance *by)
{
    const outcome_run *run = &from->run[chance_of(by, (int)from->runs)];

    out[0] = '\0';
    if (run->tolds > 0)
        name_file(out, &run->told[chance_of(by, (int)run->tolds)]);
}

/* Whether an account of the left is one of the right, or a part of it: two parts of one
 * run may well be distinct from each other. */
static bool holds_both(const outcome *from, const char *left, const char *right)
{
    for (size_t i = 0; i < from->runs; i++) {
        bool has[2] = { false, false }, whole[2] = { false, false };

        for (size_t k = 0; k < from->run[i].tolds; k++) {
            const outcome_told *one = &from->run[i].told[k];
            char name[160];

            name_file(name, one);
            for (int side = 0; side < 2; side++)
                if (strcmp(name, side == 0 ? left : right) == 0) {
                    has[side] = true;
                    whole[side] = whole[side] || !one->part;
                }
        }
        if (has[0] && has[1] && (whole[0] || whole[1]))
            return true;
    }
    return false;
}

/* Two files that the user calls the same, or distinct. */
static void saying_so(const world *from, chance *by)
{
    static world parted;
    char left[160], right[160];
    bool same = chance_of(by, 2) == 0;

    parted = *from;
    part(&parted, by);
    folders_read(&before, &parted);
    if (before.runs == 0) {
        outcome_dispose(&before);
        return;
    }
    name_some(left, &before, by);
    name_some(right, &before, by);
    outcome_dispose(&before);
    if (left[0] == '\0' || right[0] == '\0' || strcmp(left, right) == 0)
        return;
    outcome_say(same, left, right);
    folders_read_again(&before, &parted, false, NULL);
    folders_read_again(&after, &parted, true, NULL);
    outcome_say(same, NULL, NULL);
    if (!same_bytes(&before, &after) ||
        strcmp(before.decisions.data, after.decisions.data) != 0 ||
        strcmp(before.notes.data, after.notes.data) != 0)
        object(from,
               same ? "same: in another order, another result"
                    : "distinct: in another order, another result",
               &before, &after);
    if (!same && holds_both(&before, left, right))
        object(from, "what is distinct is one run", &before, NULL);
    outcome_dispose(&before);
    outcome_dispose(&after);
}

START_TEST(what_the_user_says_holds_in_any_order)
{
    hold(saying_so, "the user's word");
}
END_TEST

/* --- 3: what is no log --- */

static void no_logs(const world *from, chance *by)
{
    (void)by;
    folders_read(&before, from);
    folders_put("README.md", "# Train on one GPU\n\nRun `train.py`, energy 3 kWh.\n");
    folders_put("train.py", "import torch\nepochs = 3\n");
    folders_put("code/config.yaml", "lr: 0.1\ngpus: 2\noutput_dir: /out\n");
    folders_put("data/table.csv", "name,value\na,1\nb,2\n");
    folders_put("data/params.json", "{\"lr\": 0.1, \"epochs\": 3}\n");
    folders_put("a.ipynb", "{\"cells\": [], \"nbformat\": 4, \"metadata\": {}}\n");
    folders_put("empty.log", "");
    folders_put(".git/config", "[core]\n");
    folders_read_again(&after, from, false, NULL);
    if (!same_bytes(&before, &after) ||
        strcmp(before.decisions.data, after.decisions.data) != 0 ||
        strcmp(before.notes.data, after.notes.data) != 0)
        object(from, "files that are no logs changed the result", &before, &after);
    outcome_dispose(&before);
    outcome_dispose(&after);
}

START_TEST(files_that_are_no_logs_change_no_byte)
{
    hold(no_logs, "files that are no logs");
}
END_TEST

/* --- 4: energy --- */

static void bounded(const world *from, chance *by)
{
    bounds most = judge_bounds(from);

    (void)by;
    folders_read(&before, from);
    if (before.gpu_kwh > most.gpu_kwh * 1.001 || before.cpu_kwh > most.cpu_kwh * 1.001 ||
        before.ram_kwh > most.ram_kwh * 1.001) {
        object(from, "more energy than the logs tell", &before, NULL);
        if (getenv("PLUME_PROPERTIES_SHOW") != NULL)
            fprintf(stderr, "at most gpu %.9f cpu %.9f ram %.9f\n", most.gpu_kwh,
                    most.cpu_kwh, most.ram_kwh);
    }
    outcome_dispose(&before);
}

START_TEST(no_component_has_more_energy_than_traces_and_accounts_that_no_trace_covers)
{
    hold(bounded, "energy");
}
END_TEST

/* --- 5: there and back --- */

static void round_trip(const world *from, chance *by)
{
    char table[256];
    const char *paths[] = { table };

    (void)by;
    folders_read(&before, from);
    outcome_dispose(&before);
    snprintf(table, sizeof table, "%s/table.csv", folders_root());
    folders_read_again(&before, from, false, table);
    outcome_read(&after, paths, 1, NULL);
    if (memcmp(before.facility_kwh, after.facility_kwh, sizeof before.facility_kwh) !=
            0 ||
        memcmp(before.co2e_kg, after.co2e_kg, sizeof before.co2e_kg) != 0 ||
        before.runs != after.runs || before.others != after.others)
        object(from, "another estimate of runs.csv", &before, &after);
    outcome_dispose(&before);
    outcome_dispose(&after);
}

START_TEST(an_estimate_of_the_table_of_runs_is_that_of_their_logs)
{
    hold(round_trip, "round trip");
}
END_TEST

/* --- 6: splitting, and what is never one --- */

/* A trace that names neither host nor devices stays whole: beside another such one
 * nothing tells which of them goes on in a third file (docs/evidence.md). */
static void splitting(const world *from, chance *by)
{
    static world split;
    const char *what;

    split = *from;
    for (size_t i = 0; i < split.count; i++)
        split.told[i].file =
            split.told[i].tool == TOOL_SMI && !split.hosts && !split.uuids
                ? 0
                : chance_of(by, 2);
    folders_read(&before, from);
    folders_read(&after, &split);
    what = changed(&before, &after);
    if (what != NULL)
        object(from, what, &before, &after);
    outcome_dispose(&after);
    split = *from;
    part(&split, by);
    folders_read(&after, &split);
    what = changed(&before, &after);
    if (what != NULL)
        object(from, what, &before, &after);
    outcome_dispose(&before);
    outcome_dispose(&after);
}

START_TEST(a_log_or_a_folder_in_two_changes_no_total)
{
    hold(splitting, "splitting");
}
END_TEST

static void merging(const world *from, chance *by)
{
    const char *what;

    (void)by;
    folders_read(&before, from);
    what = judge_merged(from, &before);
    if (what != NULL)
        object(from, what, &before, NULL);
    outcome_dispose(&before);
}

START_TEST(runs_whose_hosts_or_identifiers_differ_are_never_one)
{
    hold(merging, "known to differ");
}
END_TEST

/* --- 7: all of it is said --- */

static void saying(const world *from, chance *by)
{
    plume_value *results = NULL;
    const char *what = NULL;

    (void)by;
    folders_read(&before, from);
    if (before.unsaid > 0)
        what = "a match without rule, path or value";
    if (from->seed / 4 % 2 == 0) { /* half of them: a report takes longer than all else */
        results = folders_report(from);
        what = what != NULL ? what : said_lacks(results, &before);
    }
    if (what != NULL)
        object(from, what, &before, NULL);
    plume_value_free(results);
    outcome_dispose(&before);
}

START_TEST(each_account_that_is_merged_is_told_with_its_rule_both_paths_and_values)
{
    hold(saying, "matches");
}
END_TEST

/* --- how much of each --- */

static uint64_t made[16], untied;

static void counting(const world *from, chance *by)
{
    (void)by;
    folders_read(&before, from);
    for (size_t i = 0; i < plume_evidence_rules(); i++)
        made[i] += before.pairs[i];
    for (size_t i = 0; i < before.runs; i++)
        untied += before.run[i].tolds <= 1;
    outcome_dispose(&before);
}

static bool is_counted(const char *rule)
{
    return strcmp(rule, "key") == 0 || strcmp(rule, "layout") == 0 ||
           strcmp(rule, "times") == 0 || strcmp(rule, "inside") == 0;
}

/* As many of fewer folders as there are of a thousand. */
START_TEST(each_rule_ties_a_hundred_pairs_in_a_thousand_folders)
{
    uint64_t least = number_from("PLUME_PROPERTIES_COUNT", FOLDERS) / 10;

    least = least < 100 ? least / 2 : 100;
    hold(counting, "pairs");
    printf("pairs by rule:");
    for (size_t i = 0; i < plume_evidence_rules(); i++)
        printf(" %s %llu,", plume_evidence_rule(i), (unsigned long long)made[i]);
    printf(" none %llu\n", (unsigned long long)untied);
    for (size_t i = 0; i < plume_evidence_rules(); i++)
        if (is_counted(plume_evidence_rule(i)))
            ck_assert_uint_ge(made[i], least);
    ck_assert_uint_ge(untied, least);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, begin, outcome_close);
    tcase_add_test(
        tcase,
        one_more_account_of_a_run_makes_no_run_and_changes_only_what_it_knows_better);
    tcase_add_test(tcase, the_order_of_rows_changes_nothing);
    tcase_add_test(tcase, the_order_of_arguments_changes_no_byte);
    tcase_add_test(tcase, what_the_user_says_holds_in_any_order);
    tcase_add_test(tcase, files_that_are_no_logs_change_no_byte);
    tcase_add_test(
        tcase,
        no_component_has_more_energy_than_traces_and_accounts_that_no_trace_covers);
    tcase_add_test(tcase, an_estimate_of_the_table_of_runs_is_that_of_their_logs);
    tcase_add_test(tcase, a_log_or_a_folder_in_two_changes_no_total);
    tcase_add_test(tcase, runs_whose_hosts_or_identifiers_differ_are_never_one);
    tcase_add_test(
        tcase, each_account_that_is_merged_is_told_with_its_rule_both_paths_and_values);
    tcase_add_test(tcase, each_rule_ties_a_hundred_pairs_in_a_thousand_folders);
}

int main(void)
{
    return test_main("properties", add);
}
