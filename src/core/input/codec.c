/* zlib then takes what it reads as const. */
#define ZLIB_CONST

#include "core/input/codec.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

/* zlib counts in unsigned int. */
#define ZLIB_STRETCH ((size_t)1 << 30)
/* A file that asks for more to be unpacked is refused; xz -9 needs 65 MiB. */
#define XZ_MEMORY_BYTES ((uint64_t)256 << 20)

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* --- gzip: members one after the other, each with its own checksum --- */

typedef struct gzip_state {
    z_stream stream;
    bool border; /* a member has just ended */
} gzip_state;

static bool gzip_begins(const unsigned char *head, size_t length)
{
    return length >= 3 && head[0] == 0x1f && head[1] == 0x8b && head[2] == 8;
}

/* 16 added to the window bits asks zlib for the gzip format (RFC 1952) with its
 * checksum, and for no other. */
static void *gzip_open(void)
{
    gzip_state *gzip = calloc(1, sizeof *gzip);

    if (gzip != NULL && inflateInit2(&gzip->stream, 16 + MAX_WBITS) != Z_OK) {
        free(gzip);
        return NULL;
    }
    return gzip;
}

static void gzip_close(void *state)
{
    gzip_state *gzip = state;

    inflateEnd(&gzip->stream);
    free(gzip);
}

/* zlib counts in unsigned int: a stretch is cut to what it can count, and the rest
 * follows with the next call. */
static int gzip_inflate(gzip_state *gzip, plume_codec_io *stretch)
{
    z_stream *stream = &gzip->stream;
    size_t in = smaller(stretch->in_left, ZLIB_STRETCH);
    size_t out = smaller(stretch->out_left, ZLIB_STRETCH);
    int result;

    stream->next_in = stretch->in;
    stream->avail_in = (uInt)in;
    stream->next_out = stretch->out;
    stream->avail_out = (uInt)out;
    result = inflate(stream, Z_NO_FLUSH);
    stretch->in += in - stream->avail_in;
    stretch->in_left -= in - stream->avail_in;
    stretch->out += out - stream->avail_out;
    stretch->out_left -= out - stream->avail_out;
    return result;
}

/* Members may follow each other (RFC 1952, section 2.2); what follows and is none is
 * damage. */
static plume_step_result gzip_step(void *state, plume_codec_io *stretch,
                                   const char **reason)
{
    gzip_state *gzip = state;

    if (gzip->border) {
        if (stretch->in_left == 0)
            return PLUME_CODEC_BORDER;
        if (stretch->in[0] != 0x1f) {
            *reason = "there are bytes after the end of the gzip data";
            return PLUME_CODEC_DAMAGED;
        }
        inflateReset(&gzip->stream);
        gzip->border = false;
    }
    switch (gzip_inflate(gzip, stretch)) {
    case Z_STREAM_END:
        gzip->border = true;
        return PLUME_CODEC_BORDER;
    case Z_OK:
    case Z_BUF_ERROR:
        return PLUME_CODEC_MORE;
    case Z_MEM_ERROR:
        return PLUME_CODEC_MEMORY;
    default:
        *reason =
            gzip->stream.msg != NULL ? gzip->stream.msg : "the gzip data is damaged";
        return PLUME_CODEC_DAMAGED;
    }
}

static const plume_codec gzip_codec = { "gzip", gzip_begins, gzip_open, gzip_step,
                                        gzip_close };

/* --- zstd: frames one after the other --- */

typedef struct zstd_state {
    ZSTD_DStream *stream;
    bool border;
} zstd_state;

/* RFC 8878, section 3.1: a frame begins with 0xFD2FB528, a skippable one with any of
 * 0x184D2A50 to 0x184D2A5F, both with the lowest byte first. */
static bool zstd_begins(const unsigned char *head, size_t length)
{
    static const unsigned char frame[] = { 0x28, 0xb5, 0x2f, 0xfd };
    static const unsigned char skippable[] = { 0x2a, 0x4d, 0x18 };

    if (length < sizeof frame)
        return false;
    return memcmp(head, frame, sizeof frame) == 0 ||
           ((head[0] & 0xf0) == 0x50 &&
            memcmp(head + 1, skippable, sizeof skippable) == 0);
}

static void *zstd_open(void)
{
    zstd_state *zstd = calloc(1, sizeof *zstd);

    if (zstd == NULL)
        return NULL;
    zstd->stream = ZSTD_createDStream();
    if (zstd->stream == NULL) {
        free(zstd);
        return NULL;
    }
    return zstd;
}

static void zstd_close(void *state)
{
    zstd_state *zstd = state;

    ZSTD_freeDStream(zstd->stream);
    free(zstd);
}

/* A result of 0 is the end of a frame, of which several may follow each other. */
static plume_step_result zstd_step(void *state, plume_codec_io *stretch,
                                   const char **reason)
{
    zstd_state *zstd = state;
    ZSTD_inBuffer in = { stretch->in, stretch->in_left, 0 };
    ZSTD_outBuffer out = { stretch->out, stretch->out_left, 0 };
    size_t result;

    if (zstd->border && stretch->in_left == 0)
        return PLUME_CODEC_BORDER;
    result = ZSTD_decompressStream(zstd->stream, &out, &in);
    if (ZSTD_isError(result)) {
        *reason = zstd->border ? "there are bytes after the end of the zstd data"
                               : ZSTD_getErrorName(result);
        return PLUME_CODEC_DAMAGED;
    }
    stretch->in += in.pos;
    stretch->in_left -= in.pos;
    stretch->out += out.pos;
    stretch->out_left -= out.pos;
    zstd->border = result == 0;
    return zstd->border ? PLUME_CODEC_BORDER : PLUME_CODEC_MORE;
}

static const plume_codec zstd_codec = { "zstd", zstd_begins, zstd_open, zstd_step,
                                        zstd_close };

/* --- xz --- */

typedef struct xz_state {
    lzma_stream stream;
    bool ended;
} xz_state;

static bool xz_begins(const unsigned char *head, size_t length)
{
    static const unsigned char magic[] = { 0xfd, '7', 'z', 'X', 'Z', 0 };

    return length >= sizeof magic && memcmp(head, magic, sizeof magic) == 0;
}

/* A hostile header may ask for gigabytes of dictionary: the bound turns that into an
 * error. xz allows several streams one after the other, hence CONCATENATED. */
static void *xz_open(void)
{
    xz_state *xz = calloc(1, sizeof *xz);
    lzma_stream fresh = LZMA_STREAM_INIT;

    if (xz == NULL)
        return NULL;
    xz->stream = fresh;
    if (lzma_stream_decoder(&xz->stream, XZ_MEMORY_BYTES,
                            LZMA_CONCATENATED | LZMA_TELL_UNSUPPORTED_CHECK) != LZMA_OK) {
        free(xz);
        return NULL;
    }
    return xz;
}

static void xz_close(void *state)
{
    xz_state *xz = state;

    lzma_end(&xz->stream);
    free(xz);
}

/* The memory limit is ours: a file of xz names the dictionary that it wants, up to 4
 * GiB. */
static plume_step_result xz_result(xz_state *xz, lzma_ret code, const char **reason)
{
    switch (code) {
    case LZMA_STREAM_END:
        xz->ended = true;
        return PLUME_CODEC_BORDER;
    case LZMA_OK:
    case LZMA_BUF_ERROR:
        return PLUME_CODEC_MORE;
    case LZMA_MEM_ERROR:
        return PLUME_CODEC_MEMORY;
    case LZMA_MEMLIMIT_ERROR:
        *reason = "the xz data needs more than 256 MiB to unpack";
        return PLUME_CODEC_DAMAGED;
    case LZMA_UNSUPPORTED_CHECK:
        *reason = "the xz data has a checksum of an unknown kind";
        return PLUME_CODEC_DAMAGED;
    default:
        *reason = "the xz data is damaged, or there are bytes after the end of the data";
        return PLUME_CODEC_DAMAGED;
    }
}

static plume_step_result xz_step(void *state, plume_codec_io *stretch,
                                 const char **reason)
{
    xz_state *xz = state;
    lzma_ret code;

    if (xz->ended)
        return PLUME_CODEC_BORDER;
    xz->stream.next_in = stretch->in;
    xz->stream.avail_in = stretch->in_left;
    xz->stream.next_out = stretch->out;
    xz->stream.avail_out = stretch->out_left;
    code = lzma_code(&xz->stream, stretch->last ? LZMA_FINISH : LZMA_RUN);
    stretch->in = xz->stream.next_in;
    stretch->in_left = xz->stream.avail_in;
    stretch->out = xz->stream.next_out;
    stretch->out_left = xz->stream.avail_out;
    return xz_result(xz, code, reason);
}

static const plume_codec xz_codec = { "xz", xz_begins, xz_open, xz_step, xz_close };

const plume_codec *plume_codec_find(const unsigned char *head, size_t length)
{
    static const plume_codec *const codecs[] = { &gzip_codec, &zstd_codec, &xz_codec };

    for (size_t i = 0; i < sizeof codecs / sizeof codecs[0]; i++)
        if (codecs[i]->begins(head, length))
            return codecs[i];
    return NULL;
}

/* A frame of zstd says in its descriptor whether a checksum stands behind it (RFC 8878,
 * 3.1.1.1.1); a stream of xz says in its flags of which kind it is, 0 for none (the .xz
 * file format, 2.1.1.2). Members of gzip always have one. */
bool plume_codec_is_unchecked(const plume_codec *codec, const unsigned char *head,
                              size_t length)
{
    if (codec == &zstd_codec)
        return length > 4 && head[0] == 0x28 && (head[4] & 0x04) == 0;
    return codec == &xz_codec && length > 7 && (head[7] & 0x0f) == 0;
}
