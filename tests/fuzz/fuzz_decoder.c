/* Bytes that were packed come out as they went in; packed ones with a bit turned, cut or
 * appended to come out or are refused. */
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include "core/input/source.h"
#include "fuzz_bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { ROOM = 1 << 17 };

static size_t gzip(uint8_t *out, const uint8_t *in, size_t length, unsigned level)
{
    z_stream z = { .next_in = (Bytef *)(uintptr_t)in,
                   .avail_in = (uInt)length,
                   .next_out = out,
                   .avail_out = ROOM };

    if (deflateInit2(&z, (int)(level % 10), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) !=
            Z_OK ||
        deflate(&z, Z_FINISH) != Z_STREAM_END)
        abort();
    deflateEnd(&z);
    return ROOM - z.avail_out;
}

static size_t zstd(uint8_t *out, const uint8_t *in, size_t length, unsigned level)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    size_t size;

    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, (int)(level % 5) + 1);
    size = ZSTD_compress2(context, out, ROOM, in, length);
    ZSTD_freeCCtx(context);
    if (ZSTD_isError(size))
        abort();
    return size;
}

static size_t xz(uint8_t *out, const uint8_t *in, size_t length, unsigned level)
{
    size_t size = 0;

    if (lzma_easy_buffer_encode(level % 2, LZMA_CHECK_CRC64, NULL, in, length, out, &size,
                                ROOM) != LZMA_OK)
        abort();
    return size;
}

/* What comes out of a file; false: it was refused. */
static bool unpack(plume_text *out, const uint8_t *file, size_t length, const char *name)
{
    plume_source_stream *source = NULL;
    char piece[1000];
    size_t got = 0;
    plume_status status = plume_source_open_memory(&source, file, length, name, NULL);

    while (status == PLUME_OK) {
        status = plume_source_read(source, piece, sizeof piece, &got, NULL);
        if (status == PLUME_OK && got == 0)
            break;
        if (status == PLUME_OK)
            plume_text_add_n(out, piece, got);
    }
    plume_source_close(source);
    return status == PLUME_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static size_t (*const packs[])(uint8_t *, const uint8_t *, size_t,
                                   unsigned) = { gzip, zstd, xz };
    static const char *const names[] = { "a.csv.gz", "a.csv.zst", "a.csv.xz" };
    fuzz_bytes by = { bytes, length };
    size_t which = fuzz_choice(&by, 3), size, parts = 1 + fuzz_choice(&by, 2);
    unsigned damage = fuzz_byte(&by), level = fuzz_byte(&by);
    size_t at = fuzz_byte(&by) * 256 + fuzz_byte(&by);
    uint8_t *file = malloc(2 * ROOM);
    plume_text out, whole;
    bool taken;

    if (file == NULL)
        abort();
    if (by.left > 60000)
        by.left = 60000;
    plume_text_init(&out);
    plume_text_init(&whole);
    size = packs[which](file, by.at, by.left, level);
    plume_text_add_n(&whole, (const char *)by.at, by.left);
    if (parts == 2) { /* one stream behind another is a file as well */
        size += packs[which](file + size, by.at, by.left, level);
        plume_text_add_n(&whole, (const char *)by.at, by.left);
    }
    if (damage % 4 == 1)
        file[at % size] ^= (uint8_t)(1u << damage % 8);
    if (damage % 4 == 2)
        size -= at % size;
    if (damage % 4 == 3)
        file[size++] = (uint8_t)level;
    taken = unpack(&out, file, size, names[which]);
    if (damage % 4 == 0 &&
        (!taken || out.length != whole.length ||
         (out.length > 0 && memcmp(out.data, whole.data, out.length) != 0)))
        abort();
    plume_text_dispose(&out);
    plume_text_dispose(&whole);
    free(file);
    return 0;
}
