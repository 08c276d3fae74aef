/* What a thread reads ahead is what would have been read without it. */
#include "core/input/ahead.h"
#include "core/input/source.h"
#include "support/support.h"

#include <plume/threads.h>
#include <zlib.h>

enum { LINES = 150000 };

static plume_error error;

/* Gives the numbers from 0 on as bytes, in short pieces, and then fails. */
typedef struct counting {
    size_t at, end;
    plume_status last;
} counting;

static plume_status count_on(void *state, void *buffer, size_t capacity, size_t *length,
                             plume_error *told)
{
    counting *own = state;
    unsigned char *bytes = buffer;

    *length = 0;
    if (own->at == own->end && own->last != PLUME_OK)
        return plume_fail(told, own->last, "behind %zu bytes", own->end);
    while (*length < capacity && *length < 1000 && own->at < own->end)
        bytes[(*length)++] = (unsigned char)(own->at++ % 251);
    return PLUME_OK;
}

static plume_status take_all(plume_ahead *ahead, size_t *taken)
{
    unsigned char piece[777];
    size_t length = 1;
    plume_status status = PLUME_OK;

    *taken = 0;
    while (status == PLUME_OK && length > 0) {
        status = plume_ahead_read(ahead, piece, sizeof piece, &length, &error);
        for (size_t i = 0; status == PLUME_OK && i < length; i++)
            ck_assert_uint_eq(piece[i], (*taken)++ % 251);
    }
    return status;
}

START_TEST(all_bytes_come_in_order_and_the_end_comes_again)
{
    static const size_t lengths[] = { 0, 1, 131072, 131073, 600000 };

    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        counting own = { .end = lengths[i] };
        plume_ahead *ahead = plume_ahead_start(count_on, &own);
        size_t taken;

        ck_assert_ptr_nonnull(ahead);
        ck_ok(take_all(ahead, &taken), error);
        ck_assert_uint_eq(taken, lengths[i]);
        ck_ok(take_all(ahead, &taken), error);
        ck_assert_uint_eq(taken, 0);
        plume_ahead_free(ahead);
    }
}
END_TEST

START_TEST(a_failure_comes_behind_the_bytes_that_were_read)
{
    static const size_t lengths[] = { 0, 1500, 131072, 900000 };

    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        counting own = { .end = lengths[i], .last = PLUME_ERR_IO };
        plume_ahead *ahead = plume_ahead_start(count_on, &own);
        char message[64];
        size_t taken;

        ck_assert_int_eq(take_all(ahead, &taken), PLUME_ERR_IO);
        ck_assert_uint_eq(taken, lengths[i]);
        snprintf(message, sizeof message, "behind %zu bytes", lengths[i]);
        ck_assert_str_eq(error.message, message);
        plume_ahead_free(ahead);
    }
}
END_TEST

START_TEST(who_wants_no_more_may_leave_at_any_time)
{
    for (size_t pieces = 0; pieces < 700; pieces += 99) {
        counting own = { .end = SIZE_MAX };
        plume_ahead *ahead = plume_ahead_start(count_on, &own);
        unsigned char piece[1024];
        size_t length;

        for (size_t i = 0; i < pieces; i++)
            ck_ok(plume_ahead_read(ahead, piece, sizeof piece, &length, &error), error);
        plume_ahead_stop(ahead);
        plume_ahead_free(ahead);
    }
    plume_ahead_free(NULL);
}
END_TEST

/* --- a source --- */

typedef struct packed {
    unsigned char *data;
    size_t length;
} packed;

static packed pack(void)
{
    z_stream stream;
    plume_text text;
    packed out;

    plume_text_init(&text);
    for (int i = 0; i < LINES; i++)
        plume_text_printf(&text, "%d,%u\n", i, (unsigned)i * 2654435761u);
    memset(&stream, 0, sizeof stream);
    ck_assert_int_eq(
        deflateInit2(&stream, 1, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY),
        Z_OK);
    out.length = text.length + 65536;
    out.data = malloc(out.length);
    ck_assert_ptr_nonnull(out.data);
    stream.next_in = (Bytef *)text.data;
    stream.avail_in = (uInt)text.length;
    stream.next_out = out.data;
    stream.avail_out = (uInt)out.length;
    ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.length = stream.total_out;
    deflateEnd(&stream);
    plume_text_dispose(&text);
    return out;
}

typedef struct outcome {
    plume_status status;
    char message[sizeof error.message], digest[65];
    uint64_t bytes, taken, sum;
} outcome;

static outcome read_with(size_t threads, const packed *bytes)
{
    outcome of = { .status = PLUME_OK };
    plume_source_stream *source;
    unsigned char piece[5000];
    size_t length = 1;

    plume_threads_allow(threads);
    memset(&error, 0, sizeof error);
    ck_ok(plume_source_open_memory(&source, bytes->data, bytes->length, "a.gz", &error),
          error);
    ck_ok(plume_source_keep_digest(source, &error), error);
    while (of.status == PLUME_OK && length > 0) {
        of.status = plume_source_read(source, piece, sizeof piece, &length, &error);
        for (size_t i = 0; of.status == PLUME_OK && i < length; i++)
            of.sum = of.sum * 31 + piece[i];
        of.taken += of.status == PLUME_OK ? length : 0;
    }
    snprintf(of.message, sizeof of.message, "%s", error.message);
    plume_source_digest(source, of.digest, &of.bytes);
    plume_source_close(source);
    plume_threads_allow(0);
    return of;
}

START_TEST(a_file_reads_the_same_with_any_number_of_threads)
{
    packed bytes = pack();

    for (size_t cut = 0; cut < 2000; cut += 1000) {
        packed part = { bytes.data, bytes.length - cut };
        outcome one = read_with(1, &part), more = read_with(4, &part);

        ck_assert_int_eq(one.status, cut > 0 ? PLUME_ERR_SYNTAX : PLUME_OK);
        ck_assert_int_eq(more.status, one.status);
        ck_assert_str_eq(more.message, one.message);
        ck_assert_uint_eq(more.taken, one.taken);
        ck_assert_uint_eq(more.sum, one.sum);
        ck_assert_str_eq(more.digest, one.digest);
        ck_assert_uint_eq(more.bytes, one.bytes);
    }
    free(bytes.data);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, all_bytes_come_in_order_and_the_end_comes_again);
    tcase_add_test(tcase, a_failure_comes_behind_the_bytes_that_were_read);
    tcase_add_test(tcase, who_wants_no_more_may_leave_at_any_time);
    tcase_add_test(tcase, a_file_reads_the_same_with_any_number_of_threads);
}

int main(void)
{
    return test_main("ahead", add);
}
