/* The difference of two reports for machines: raw values, no wording. */
#include <plume/difference.h>

#include <math.h>

static double value_of(const plume_value *map, const char *key)
{
    return plume_value_number(plume_value_get(plume_value_get(map, key), "value"));
}

static void set_pair(plume_value *out, const plume_value *tree, const char *from,
                     const char *key)
{
    const plume_value *map = plume_value_get(tree, from);
    plume_value *pair = plume_value_set_map(out, key);

    plume_value_set_number(pair, "before", value_of(map, "before"));
    plume_value_set_number(pair, "after", value_of(map, "after"));
}

static void set_report(plume_value *root, const plume_value *tree, const char *key)
{
    const plume_value *from = plume_value_get(tree, key);
    plume_value *map = plume_value_set_map(root, key);

    plume_value_set_known(map, "folder",
                          plume_value_string(plume_value_get(from, "folder")));
    plume_value_set_known(map, "version",
                          plume_value_string(plume_value_get(from, "version")));
    plume_value_set_known(map, "factors",
                          plume_value_string(plume_value_get(from, "factors")));
    plume_value_set_number(map, "known_runs", value_of(from, "known_runs"));
    plume_value_set_number(map, "runs", value_of(from, "runs"));
    plume_value_set_number(map, "at_most_runs", value_of(from, "at_most_runs"));
    plume_value_set_number(map, "logs_not_read", value_of(from, "unread"));
}

static void set_runs(plume_value *root, const plume_value *tree)
{
    const plume_value *runs = plume_value_get(tree, "runs"),
                      *list = plume_value_get(runs, "list");
    plume_value *map = plume_value_set_map(root, "runs"), *examples;
    static const char *const counts[] = { "before", "after", "added", "gone", "changed" };

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        plume_value_set_number(map, counts[i], value_of(runs, counts[i]));
    examples = plume_value_set_list(map, "examples");
    for (size_t i = 0; i < plume_value_count(list); i++) {
        const plume_value *from = plume_value_at(list, i);
        plume_value *one = plume_value_set_map(examples, NULL);
        const plume_value *ends = plume_value_get(from, "energy_kwh");
        double kwh[] = { plume_value_number(plume_value_at(ends, 0)),
                         plume_value_number(plume_value_at(ends, 1)) };

        plume_value_set_known(one, "name",
                              plume_value_string(plume_value_get(from, "name")));
        plume_value_set_known(one, "run_id",
                              plume_value_string(plume_value_get(from, "run_id")));
        plume_value_set_known(one, "change",
                              plume_value_string(plume_value_get(from, "change")));
        plume_value_set_known(one, "fields",
                              plume_value_string(plume_value_get(from, "fields")));
        plume_value_set_ends(one, "energy_kwh", kwh);
    }
}

static void set_causes(plume_value *root, const plume_value *tree)
{
    const plume_value *causes = plume_value_get(tree, "because");
    plume_value *list = plume_value_set_list(root, "because");

    for (size_t i = 0; i < plume_value_count(causes); i++) {
        const plume_value *from = plume_value_at(causes, i);
        plume_value *one = plume_value_set_map(list, NULL);

        plume_value_set_known(one, "factor",
                              plume_value_string(plume_value_get(from, "key")));
        plume_value_set_number(one, "before", value_of(from, "before"));
        plume_value_set_number(one, "after", value_of(from, "after"));
        plume_value_set_number(one, "effect_kg", value_of(from, "effect"));
    }
}

plume_status plume_difference_results(plume_value **out, const plume_value *tree,
                                      plume_error *error)
{
    plume_value *root = plume_value_map();
    plume_status status;

    *out = NULL;
    plume_value_set_string(root, "schema", "plume.difference/1");
    set_report(root, tree, "before");
    set_report(root, tree, "after");
    plume_value_set_bool(root, "differ", plume_difference_any(tree));
    set_runs(root, tree);
    set_pair(root, tree, "hours", "device_hours");
    set_pair(root, tree, "energy", "it_kwh");
    set_pair(root, tree, "carbon", "co2e_kg");
    set_pair(root, tree, "strubell", "strubell2019_co2e_kg");
    set_causes(root, tree);
    status = root == NULL ? plume_fail_memory(error) : plume_value_status(root, error);
    if (status == PLUME_OK)
        *out = root;
    else
        plume_value_free(root);
    return status;
}
