#include "support/support.h"

#include <fcntl.h>
#include <lzma.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "core/sha256.h"
#include "core/input/extent.h"
#include "core/input/source.h"
#include "core/input/source_text.h"
#include "core/input/stamp.h"

static plume_error error;

/* --- packing --- */

typedef struct bytes {
    unsigned char *data;
    size_t length;
} bytes;

static bytes room_for(size_t length)
{
    bytes packed = { malloc(length + 65536), length + 65536 };

    ck_assert_ptr_nonnull(packed.data);
    return packed;
}

static bytes gzipped(const char *text, size_t length)
{
    bytes packed = room_for(length);
    z_stream stream;

    memset(&stream, 0, sizeof stream);
    ck_assert_int_eq(
        deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY),
        Z_OK);
    stream.next_in = (Bytef *)text;
    stream.avail_in = (uInt)length;
    stream.next_out = packed.data;
    stream.avail_out = (uInt)packed.length;
    ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.length = stream.total_out;
    deflateEnd(&stream);
    return packed;
}

static bytes zstded(const char *text, size_t length)
{
    bytes packed = room_for(length);
    ZSTD_CCtx *context = ZSTD_createCCtx();

    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    packed.length = ZSTD_compress2(context, packed.data, packed.length, text, length);
    ck_assert(!ZSTD_isError(packed.length));
    ZSTD_freeCCtx(context);
    return packed;
}

static bytes xzed(const char *text, size_t length)
{
    bytes packed = room_for(length);
    size_t at = 0;

    ck_assert_int_eq(lzma_easy_buffer_encode(1, LZMA_CHECK_CRC64, NULL,
                                             (const uint8_t *)text, length, packed.data,
                                             &at, packed.length),
                     LZMA_OK);
    packed.length = at;
    return packed;
}

typedef bytes (*packer)(const char *text, size_t length);
static const packer packers[] = { gzipped, zstded, xzed };
enum { PACKERS = 3 };

/* --- reading --- */

static plume_status read_all(const unsigned char *data, size_t length, char **out,
                             size_t *out_length)
{
    plume_source_stream *source;
    plume_status status;
    size_t got = 1, used = 0;

    memset(&error, 0, sizeof error);
    ck_ok(plume_source_open_memory(&source, data, length, "a.log", &error), error);
    *out = malloc((size_t)32 << 20);
    do {
        status = plume_source_read(source, *out + used, 70000, &got, &error);
        used += got;
    } while (status == PLUME_OK && got > 0);
    *out_length = used;
    plume_source_close(source);
    return status;
}

/* Text that does not pack to nothing. */
static char *sample_text(size_t length)
{
    char *text = malloc(length + 1);
    uint64_t x = 7;

    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < length; i++) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        text[i] = (char)('a' + (x >> 60));
    }
    text[length] = '\0';
    return text;
}

static void expect_whole(bytes packed, const char *text, size_t length)
{
    size_t got;
    char *out;

    ck_ok(read_all(packed.data, packed.length, &out, &got), error);
    ck_assert_uint_eq(got, length);
    ck_assert_int_eq(memcmp(out, text, length), 0);
    free(out);
}

static void expect_damage(bytes packed, const char *reason)
{
    size_t got;
    char *out;

    ck_assert_int_eq(read_all(packed.data, packed.length, &out, &got), PLUME_ERR_SYNTAX);
    if (reason != NULL)
        ck_assert_msg(strstr(error.message, reason) != NULL, "%s", error.message);
    ck_assert_ptr_nonnull(strstr(error.message, "damaged after "));
    ck_assert_str_eq(error.path, "a.log");
    free(out);
}

START_TEST(plain_bytes_come_as_they_are)
{
    bytes plain = { (unsigned char *)"a\0b", 3 };

    expect_whole(plain, "a\0b", 3);
    plain.length = 0;
    expect_whole(plain, "", 0);
}
END_TEST

START_TEST(packed_bytes_come_unpacked)
{
    char *text = sample_text(300000);
    bytes packed = packers[_i](text, 300000);

    expect_whole(packed, text, 300000);
    free(packed.data);
    packed = packers[_i]("", 0);
    expect_whole(packed, "", 0);
    free(packed.data);
    free(text);
}
END_TEST

START_TEST(streams_one_after_the_other_are_one_text)
{
    char *text = sample_text(100000);
    bytes first = packers[_i](text, 60000), second = packers[_i](text + 60000, 40000);

    memcpy(first.data + first.length, second.data, second.length);
    first.length += second.length;
    expect_whole(first, text, 100000);
    free(first.data);
    free(second.data);
    free(text);
}
END_TEST

START_TEST(a_cut_file_is_an_error)
{
    char *text = sample_text(100000);
    bytes packed = packers[_i](text, 100000);
    size_t whole = packed.length;

    for (size_t cut = 1; cut < 40; cut++) {
        packed.length = whole - cut;
        expect_damage(packed, "the file is cut off");
    }
    packed.length = whole / 2;
    expect_damage(packed, "the file is cut off");
    free(packed.data);
    free(text);
}
END_TEST

START_TEST(bytes_after_the_end_are_an_error)
{
    bytes packed = packers[_i]("hello", 5);

    memcpy(packed.data + packed.length, "junk that is long enough", 24);
    packed.length += 24;
    expect_damage(packed, "there are bytes after the end of the ");
    free(packed.data);
}
END_TEST

/* What a flipped bit may do: nothing to the text (a name in a gzip header), or an error.
 */
START_TEST(no_flipped_bit_changes_the_text_silently)
{
    char *text = sample_text(3000);
    bytes packed = packers[_i](text, 3000);
    int found = 0;

    for (size_t bit = 8 * 6; bit < packed.length * 8; bit += 5) {
        size_t got;
        char *out;

        packed.data[bit / 8] ^= (unsigned char)(1u << bit % 8);
        if (read_all(packed.data, packed.length, &out, &got) != PLUME_OK)
            found++;
        else
            ck_assert(got == 3000 && memcmp(out, text, 3000) == 0);
        packed.data[bit / 8] ^= (unsigned char)(1u << bit % 8);
        free(out);
    }
    ck_assert_int_gt(found, (int)(packed.length * 8 / 5) - 100);
    free(packed.data);
    free(text);
}
END_TEST

START_TEST(what_unpacks_without_end_is_refused)
{
    size_t length = (size_t)80 << 20, got = 1;
    char *zeros = calloc(1, length), *chunk = malloc(1 << 20);
    bytes packed = packers[_i](zeros, length);
    plume_source_stream *source;
    plume_status status;

    ck_ok(plume_source_open_memory(&source, packed.data, packed.length, "a.log", &error),
          error);
    do
        status = plume_source_read(source, chunk, 1 << 20, &got, &error);
    while (status == PLUME_OK && got > 0);
    ck_assert_int_eq(status, PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, "unpacks to more than 200 times its size");
    ck_assert_ptr_nonnull(strstr(error.hint, "unpack it with "));
    plume_source_close(source);
    free(packed.data);
    free(chunk);
    free(zeros);
}
END_TEST

START_TEST(digest_and_size_are_those_of_the_stored_file)
{
    bytes packed = gzipped("hello", 5);
    char *folder = test_folder(), got[65], wanted[65];
    char *path = test_file(folder, "a.gz", packed.data, packed.length);
    plume_source_stream *source;
    plume_sha256 *sha;
    uint64_t size;

    ck_ok(plume_sha256_new(&sha, &error), error);
    plume_sha256_add(sha, packed.data, packed.length);
    plume_sha256_end(sha, wanted);
    plume_sha256_free(sha);
    ck_ok(plume_source_open(&source, path, &error), error);
    ck_assert_str_eq(plume_source_path(source), path);
    ck_ok(plume_source_keep_digest(source, &error), error);
    ck_ok(plume_source_drain(source, &error), error);
    plume_source_digest(source, got, &size);
    ck_assert_str_eq(got, wanted);
    ck_assert_uint_eq(size, packed.length);
    plume_source_close(source);
    free(packed.data);
    free(path);
    free(folder);
}
END_TEST

START_TEST(nobody_who_does_not_ask_gets_a_digest)
{
    char *folder = test_folder(), got[65];
    char *path = test_file(folder, "a", "hello", 5);
    plume_source_stream *source;
    uint64_t size;

    ck_ok(plume_source_open(&source, path, &error), error);
    ck_ok(plume_source_drain(source, &error), error);
    plume_source_digest(source, got, &size);
    ck_assert_str_eq(got, "");
    ck_assert_uint_eq(size, 5);
    plume_source_close(source);
    free(path);
    free(folder);
}
END_TEST

START_TEST(a_file_that_is_written_is_told_from_one_that_grew)
{
    static const struct {
        const char *then;
        plume_source_change change;
    } cases[] = { { "hello", PLUME_SOURCE_SAME },
                  { "hello, world", PLUME_SOURCE_GREW },
                  { "hallo, world", PLUME_SOURCE_WRITTEN },
                  { "hell", PLUME_SOURCE_WRITTEN } };
    char *folder = test_folder();
    char *path = test_file(folder, "a", "hello", 5);
    plume_source_stamp before;
    plume_source_stream *source;

    ck_ok(plume_source_open(&source, path, &error), error);
    before = plume_source_stamp_of(source);
    if (_i > 0)
        free(test_file(folder, "a", cases[_i].then, strlen(cases[_i].then)));
    ck_assert_int_eq(plume_source_change_since(source, &before), cases[_i].change);
    plume_source_close(source);
    free(path);
    free(folder);
}
END_TEST

/* However long it is now, and by whichever way it is read. */
/* xz and zstd pack without a checksum when they are told to. */
START_TEST(a_packed_file_without_a_checksum_is_known)
{
    char text[] = "run_id,hours\na,1\n";
    unsigned char packed[4096];
    size_t length = 0;
    ZSTD_CCtx *context = ZSTD_createCCtx();
    plume_source_stream *source;

    ck_assert_ptr_nonnull(context);
    if (_i < 2) {
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, _i);
        length = ZSTD_compress2(context, packed, sizeof packed, text, sizeof text - 1);
        ck_assert(!ZSTD_isError(length));
    } else {
        ck_assert_int_eq(
            lzma_easy_buffer_encode(6, _i == 2 ? LZMA_CHECK_NONE : LZMA_CHECK_CRC32, NULL,
                                    (const uint8_t *)text, sizeof text - 1, packed,
                                    &length, sizeof packed),
            LZMA_OK);
    }
    ZSTD_freeCCtx(context);
    ck_ok(plume_source_open_memory(&source, packed, length, "a", &error), error);
    ck_assert(plume_source_is_packed(source));
    ck_assert_int_eq(plume_source_is_unchecked(source), _i % 2 == 0);
    plume_source_close(source);
}
END_TEST

START_TEST(a_plain_file_and_one_of_gzip_are_not_without_a_checksum)
{
    bytes packed = gzipped("hello", 5);
    plume_source_stream *source;

    ck_ok(plume_source_open_memory(&source, packed.data, packed.length, "a", &error),
          error);
    ck_assert(!plume_source_is_unchecked(source));
    plume_source_close(source);
    free(packed.data);
    ck_ok(plume_source_open_memory(&source, "hello", 5, "a", &error), error);
    ck_assert(!plume_source_is_unchecked(source));
    plume_source_close(source);
}
END_TEST

START_TEST(a_file_ends_where_it_is_to_end)
{
    static const size_t lengths[] = { 0, 1, 5, 70000, 150000 };
    char *folder = test_folder(), *text = malloc(150000), *path;
    plume_source_stream *source;
    plume_extent extent;
    size_t got = 1, sum = 0;
    char sha256[65];
    uint64_t stored;

    memset(text, 'a', 150000);
    path = test_file(folder, "a", text, 150000);
    ck_ok(plume_source_open(&source, path, &error), error);
    plume_source_read_to(source, lengths[_i]);
    ck_ok(plume_source_keep_digest(source, &error), error);
    ck_ok(plume_extent_open(&extent, source, &error), error);
    ck_assert_uint_eq(extent.length, lengths[_i]);
    plume_extent_dispose(&extent);
    while (got > 0) {
        ck_ok(plume_source_read(source, text, 40000, &got, &error), error);
        sum += got;
    }
    ck_assert_uint_eq(sum, lengths[_i]);
    plume_source_digest(source, sha256, &stored);
    ck_assert_uint_eq(stored, lengths[_i]);
    plume_source_close(source);
    free(text);
    free(path);
    free(folder);
}
END_TEST

/* --- what is no file --- */

static void expect_refusal(const char *path, const char *message)
{
    plume_source_stream *source;

    memset(&error, 0, sizeof error);
    ck_assert_int_eq(plume_source_open(&source, path, &error), PLUME_ERR_IO);
    ck_assert_ptr_null(source);
    ck_assert_str_eq(error.message, message);
    ck_assert_str_eq(error.path, path);
}

START_TEST(pipes_sockets_devices_and_folders_are_never_opened)
{
    char *folder = test_folder(), path[200];
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int listening = socket(AF_UNIX, SOCK_STREAM, 0);

    expect_refusal(folder, "this is a folder, expected a file");
    expect_refusal("/dev/zero", "this is a device, expected a file");
    snprintf(path, sizeof path, "%s/pipe", folder);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    expect_refusal(path, "this is a pipe, expected a file");
    ck_assert_str_eq(error.hint, "use '-' to read from standard input");
    snprintf(address.sun_path, sizeof address.sun_path, "%s/s", folder);
    ck_assert_int_eq(bind(listening, (struct sockaddr *)&address, sizeof address), 0);
    expect_refusal(address.sun_path, "this is a socket, expected a file");
    close(listening);
    free(folder);
}
END_TEST

START_TEST(a_missing_file_is_told_with_its_path)
{
    expect_refusal("/nonexistent/a.csv", "cannot be read: No such file or directory");
}
END_TEST

START_TEST(standard_input_is_read)
{
    char *folder = test_folder();
    char *path = test_file(folder, "in", "one\n", 4);
    plume_source_stream *source;
    const char *text;
    size_t length;
    uint64_t line;

    ck_assert_ptr_nonnull(freopen(path, "rb", stdin));
    ck_ok(plume_source_open(&source, "-", &error), error);
    ck_ok(plume_source_line(source, &text, &length, &line, &error), error);
    ck_assert_str_eq(text, "one");
    plume_source_close(source);
    free(path);
    free(folder);
}
END_TEST

START_TEST(an_open_file_is_read_from_its_start)
{
    char *folder = test_folder();
    char *path = test_file(folder, "in", "one\n", 4);
    int descriptor = open(path, O_RDONLY), ends[2];
    plume_source_stream *source;
    char chunk[64];
    size_t length;

    for (int i = 0; i < 2; i++) {
        ck_ok(plume_source_open_descriptor(&source, descriptor, "-", &error), error);
        ck_ok(plume_source_read_text(source, chunk, sizeof chunk, &length, &error),
              error);
        ck_assert_uint_eq(length, 3);
        plume_source_close(source);
    }
    close(descriptor);
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(plume_source_open_descriptor(&source, ends[0], "-", &error),
                     PLUME_ERR_IO);
    ck_assert_str_eq(error.message, "cannot be read again: Illegal seek");
    free(path);
    free(folder);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, plain_bytes_come_as_they_are);
    tcase_add_loop_test(tcase, packed_bytes_come_unpacked, 0, PACKERS);
    tcase_add_loop_test(tcase, streams_one_after_the_other_are_one_text, 0, PACKERS);
    tcase_add_loop_test(tcase, a_cut_file_is_an_error, 0, PACKERS);
    tcase_add_loop_test(tcase, bytes_after_the_end_are_an_error, 0, PACKERS);
    tcase_add_loop_test(tcase, no_flipped_bit_changes_the_text_silently, 0, PACKERS);
    tcase_add_loop_test(tcase, what_unpacks_without_end_is_refused, 0, PACKERS);
    tcase_add_test(tcase, digest_and_size_are_those_of_the_stored_file);
    tcase_add_test(tcase, nobody_who_does_not_ask_gets_a_digest);
    tcase_add_loop_test(tcase, a_file_that_is_written_is_told_from_one_that_grew, 0, 4);
    tcase_add_loop_test(tcase, a_packed_file_without_a_checksum_is_known, 0, 4);
    tcase_add_test(tcase, a_plain_file_and_one_of_gzip_are_not_without_a_checksum);
    tcase_add_loop_test(tcase, a_file_ends_where_it_is_to_end, 0, 5);
    tcase_add_test(tcase, pipes_sockets_devices_and_folders_are_never_opened);
    tcase_add_test(tcase, a_missing_file_is_told_with_its_path);
    tcase_add_test(tcase, standard_input_is_read);
    tcase_add_test(tcase, an_open_file_is_read_from_its_start);
}

int main(void)
{
    return test_main("source", add);
}
