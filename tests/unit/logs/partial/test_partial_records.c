/* What a partial says of runs and samples reads back as the same bytes and bits. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "logs/partial/put.h"
#include "logs/partial/run_fields.h"
#include "logs/partial/run_record.h"
#include "logs/partial/samples_record.h"

/* The bytes of a run that no field of the list covers: those of its origin and accounts,
 * which no reader fills, and padding. */
START_TEST(every_field_of_a_run_is_written)
{
    unsigned char covered[sizeof(plume_run)] = { 0 };
    size_t bare = 0;

    for (size_t i = 0; i < plume_partial_field_count; i++) {
        const plume_partial_field *field = &plume_partial_field_list[i];
        size_t bytes = field->kind == PLUME_PARTIAL_TEXT     ? sizeof(char *)
                       : field->kind == PLUME_PARTIAL_NUMBER ? sizeof(double)
                                                             : sizeof(plume_role);

        ck_assert(covered[field->at] == 0);
        memset(covered + field->at, 1, bytes);
    }
    memset(covered + offsetof(plume_run, origin), 1, sizeof(plume_origin));
    memset(covered + offsetof(plume_run, kind), 1,
           sizeof(uint64_t)); /* of its log alone */
    memset(covered + offsetof(plume_run, told_by), 1, sizeof(plume_told *));
    memset(covered + offsetof(plume_run, told_count), 1, sizeof(size_t));
    for (size_t i = 0; i < sizeof covered; i++) {
        bare = covered[i] == 0 ? bare + 1 : 0;
        ck_assert(bare < sizeof(double)); /* no more than padding behind a choice */
    }
}
END_TEST

/* The line of the figure alone, and what it reads back as. */
static double through(double value)
{
    plume_record record;
    plume_text line;
    double back;
    bool more;

    plume_record_init(&record);
    plume_text_init(&line);
    plume_text_add(&line, "{\"run\":1");
    plume_put_number(&line, "v", value);
    plume_text_add(&line, "}");
    ck_assert_int_eq(PLUME_OK,
                     plume_record_open(&record, line.data, line.length, "", NULL));
    ck_assert_int_eq(PLUME_OK, plume_record_next(&record, &more, NULL));
    ck_assert_int_eq(PLUME_OK, plume_record_next(&record, &more, NULL));
    back = plume_record_number(&record);
    ck_assert(record.fault == NULL);
    plume_record_dispose(&record);
    plume_text_dispose(&line);
    return back;
}

START_TEST(numbers_read_back_as_the_same_bits)
{
    static const double value[] = { 0.0,
                                    -0.0,
                                    0.1,
                                    1.0 / 3.0,
                                    312.48,
                                    -0.001,
                                    1e-320,
                                    DBL_MIN,
                                    DBL_MAX,
                                    1e22,
                                    1715601600.123,
                                    123456789.001,
                                    1e15,
                                    4503599627370497.5,
                                    0.0005,
                                    5e-324,
                                    1e9 + 0.001 };

    for (size_t i = 0; i < sizeof value / sizeof value[0]; i++) {
        double back = through(value[i]);

        ck_assert(memcmp(&back, &value[i], sizeof back) == 0);
    }
    ck_assert(isnan(through((double)NAN)));
    ck_assert(through((double)INFINITY) == (double)INFINITY);
    ck_assert(through(-(double)INFINITY) == -(double)INFINITY);
}
END_TEST

START_TEST(texts_read_back_whatever_their_bytes)
{
    static const char *const text[] = { "",
                                        "plain",
                                        "\"quoted\"\\",
                                        "\xff\xfe latin",
                                        "\xc3\xa9 caf\xc3\xa9",
                                        "a\nb\tc\x01",
                                        "\xed\xa0\x80" };

    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++) {
        plume_record record;
        plume_text line;
        bool more;

        plume_record_init(&record);
        plume_text_init(&line);
        plume_text_add(&line, "{\"run\":1");
        plume_put_text(&line, "id", text[i]);
        plume_text_add(&line, "}");
        ck_assert_int_eq(PLUME_OK,
                         plume_record_open(&record, line.data, line.length, "", NULL));
        ck_assert_int_eq(PLUME_OK, plume_record_next(&record, &more, NULL));
        ck_assert_int_eq(PLUME_OK, plume_record_next(&record, &more, NULL));
        ck_assert_str_eq(record.key.data, "id");
        plume_record_text(&record, &record.text);
        ck_assert(record.fault == NULL);
        ck_assert_str_eq(record.text.data, text[i]);
        plume_record_dispose(&record);
        plume_text_dispose(&line);
    }
}
END_TEST

static void fill_samples(plume_samples *samples)
{
    memset(samples, 0, sizeof *samples);
    samples->count = 300;
    samples->kind = PLUME_COUNTER_PROCESSOR;
    samples->zoned = true;
    for (size_t i = 0; i < samples->count; i++) {
        for (size_t k = 0; k < PLUME_SAMPLE_FIGURES; k++)
            samples->figure[k][i] = k < 4 ? 1e9 / 7.0 + (double)(i * k) : (double)NAN;
        samples->line[i] = i * i;
        samples->device[i] = (uint32_t)(i % 8);
    }
}

START_TEST(samples_read_back_as_the_same_bits)
{
    static plume_samples samples, back;
    plume_record record;
    plume_text line;
    bool more;

    fill_samples(&samples);
    plume_record_init(&record);
    plume_text_init(&line);
    plume_samples_put(&line, &samples);
    ck_assert_int_eq(PLUME_OK,
                     plume_record_open(&record, line.data, line.length - 1, "", NULL));
    ck_assert_int_eq(PLUME_OK, plume_record_next(&record, &more, NULL));
    ck_assert_int_eq(PLUME_OK, plume_samples_read(&back, &record, NULL));
    ck_assert(back.count == samples.count && back.zoned && back.kind == samples.kind);
    for (size_t i = 0; i < samples.count; i++) {
        ck_assert(back.line[i] == samples.line[i] && back.device[i] == samples.device[i]);
        for (size_t k = 0; k < PLUME_SAMPLE_FIGURES; k++)
            ck_assert(isnan(samples.figure[k][i])
                          ? isnan(back.figure[k][i])
                          : back.figure[k][i] == samples.figure[k][i]);
    }
    plume_record_dispose(&record);
    plume_text_dispose(&line);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, every_field_of_a_run_is_written);
    tcase_add_test(tcase, numbers_read_back_as_the_same_bits);
    tcase_add_test(tcase, texts_read_back_whatever_their_bytes);
    tcase_add_test(tcase, samples_read_back_as_the_same_bits);
}

int main(void)
{
    return test_main("partial records", add);
}
