/* Traces come together by their hosts, and each is held against few others. */
#include "support/support.h"

#include "evidence/covers/untaken.h"

static plume_error error;

typedef struct world {
    plume_meterings all;
    plume_trace *trace;
    char (*host)[24];
    plume_metered_device *device;
} world;

/* Each host has two traces, whose one device it calls as all others do. */
static void begin(world *own, size_t count)
{
    plume_input_options options;

    plume_input_options_init(&options);
    ck_ok(plume_trace_new(&own->trace, &options, &error), error);
    own->all.one = calloc(count, sizeof *own->all.one);
    own->host = calloc(count, sizeof *own->host);
    own->device = calloc(count, sizeof *own->device);
    ck_assert(own->all.one != NULL && own->host != NULL && own->device != NULL);
    own->all.count = count;
    for (size_t i = 0; i < count; i++) {
        plume_metering *one = &own->all.one[i];

        snprintf(own->host[i], sizeof own->host[i], "n%zu", i % (count / 2));
        own->device[i].label = (plume_power_label){ "0", "", own->host[i] };
        one->device = &own->device[i];
        one->devices = 1;
        one->host = own->host[i];
        one->trace = own->trace;
        one->runs.is_explicit = true;
    }
}

static void end(world *own)
{
    plume_trace_free(own->trace);
    free(own->all.one);
    free(own->host);
    free(own->device);
}

/* How often one was held against another until all were taken. */
static size_t looks(size_t count)
{
    world own;
    plume_untaken *untaken;
    size_t looked;

    begin(&own, count);
    ck_ok(plume_untaken_new(&untaken, &own.all, &error), error);
    for (size_t i = 0; i < count / 2; i++) {
        size_t *member, members;

        ck_assert(plume_untaken_has(untaken, i));
        ck_ok(plume_untaken_take(untaken, i, &member, &members, &error), error);
        ck_assert_uint_eq(members, 2);
        ck_assert_uint_eq(member[0], i);
        ck_assert_uint_eq(member[1], i + count / 2);
        ck_assert(!plume_untaken_has(untaken, i + count / 2));
        free(member);
    }
    looked = plume_untaken_looked(untaken);
    plume_untaken_free(untaken);
    end(&own);
    return looked;
}

START_TEST(traces_are_held_against_those_of_their_host_alone)
{
    ck_assert_uint_eq(looks(100), 50);
    ck_assert_uint_eq(looks(400), 200);
}
END_TEST

START_TEST(a_trace_of_no_known_host_is_held_against_all)
{
    plume_untaken *untaken;
    size_t *member, members;
    world own;

    begin(&own, 10);
    own.all.one[0].host = "";
    ck_ok(plume_untaken_new(&untaken, &own.all, &error), error);
    ck_ok(plume_untaken_take(untaken, 0, &member, &members, &error), error);
    ck_assert_uint_eq(plume_untaken_looked(untaken), 9);
    ck_assert_uint_eq(members, 2);
    free(member);
    plume_untaken_free(untaken);
    end(&own);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, traces_are_held_against_those_of_their_host_alone);
    tcase_add_test(tcase, a_trace_of_no_known_host_is_held_against_all);
}

int main(void)
{
    return test_main("untaken", add);
}
