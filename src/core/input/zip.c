/* Reads the list at the end of a zip archive, and inflates files that it names. */
#include "core/input/zip.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16. */
enum {
    LOCAL_BYTES = 30,
    ENTRY_BYTES = 46,
    END_BYTES = 22,
    COMMENT_MAX = 65535,
    STORED = 0,
    DEFLATED = 8,
    PIECE_BYTES = 65536
};
#define LOCAL_MAGIC 0x04034b50u
#define ENTRY_MAGIC 0x02014b50u
#define END_MAGIC   0x06054b50u

struct plume_zip {
    plume_text bytes; /* of the whole archive */
    const char *path;
    size_t list, end; /* of the entries */
};

static uint32_t small_at(const char *bytes, size_t at)
{
    const unsigned char *b = (const unsigned char *)bytes + at;

    return (uint32_t)b[0] | (uint32_t)b[1] << 8;
}

static uint32_t large_at(const char *bytes, size_t at)
{
    return small_at(bytes, at) | small_at(bytes, at + 2) << 16;
}

/* Where a file's length stands behind it the next one is not found. */
bool plume_zip_begins(const char *bytes, size_t length, const char *wanted)
{
    size_t name = strlen(wanted), at = 0;

    while (length - at >= LOCAL_BYTES && large_at(bytes, at) == LOCAL_MAGIC) {
        size_t its = small_at(bytes, at + 26), rest = length - at - LOCAL_BYTES;
        size_t whole = its + small_at(bytes, at + 28) + large_at(bytes, at + 18);

        if (its == name && rest >= name &&
            memcmp(bytes + at + LOCAL_BYTES, wanted, name) == 0)
            return true;
        if (whole > rest)
            break;
        at += LOCAL_BYTES + whole;
    }
    return false;
}

bool plume_zip_is_empty(const char *bytes, size_t length)
{
    return length == END_BYTES && large_at(bytes, 0) == END_MAGIC;
}

static plume_status damaged(const plume_zip *zip, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_SYNTAX, zip->path, 0, 0,
                         "this zip archive is damaged, or was cut off");
}

/* --- opening --- */

static plume_status read_all(plume_zip *zip, plume_source_stream *source,
                             plume_error *error)
{
    char *piece = malloc(PIECE_BYTES);
    size_t length = 1;
    plume_status status = piece != NULL ? PLUME_OK : plume_fail_memory(error);

    while (status == PLUME_OK && length > 0) {
        status = plume_source_read(source, piece, PIECE_BYTES, &length, error);
        if (status == PLUME_OK && zip->bytes.length + length > PLUME_ZIP_BYTES_MAX)
            status = plume_fail_at(error, PLUME_ERR_VALUE, zip->path, 0, 0,
                                   "this zip archive has more than %d bytes",
                                   (int)PLUME_ZIP_BYTES_MAX);
        if (status == PLUME_OK)
            plume_text_add_n(&zip->bytes, piece, length);
    }
    free(piece);
    return status == PLUME_OK ? plume_text_status(&zip->bytes, error) : status;
}

/* The record at the end, behind which a comment may stand. */
static bool find_list(plume_zip *zip)
{
    const char *bytes = zip->bytes.data;
    size_t length = zip->bytes.length, at;

    if (length < END_BYTES)
        return false;
    for (at = length - END_BYTES;; at--) {
        if (large_at(bytes, at) == END_MAGIC)
            break;
        if (at == 0 || length - at > END_BYTES + COMMENT_MAX)
            return false;
    }
    zip->list = large_at(bytes, at + 16);
    zip->end = at;
    return zip->list <= at && large_at(bytes, at + 12) <= at - zip->list;
}

plume_status plume_zip_open(plume_zip **out, plume_source_stream *source,
                            plume_error *error)
{
    plume_zip *zip = calloc(1, sizeof *zip);
    plume_status status;

    *out = NULL;
    if (zip == NULL)
        return plume_fail_memory(error);
    plume_text_init(&zip->bytes);
    zip->path = plume_source_path(source);
    status = read_all(zip, source, error);
    if (status == PLUME_OK && !find_list(zip))
        status = damaged(zip, error);
    if (status == PLUME_OK)
        *out = zip;
    else
        plume_zip_close(zip);
    return status;
}

void plume_zip_close(plume_zip *zip)
{
    if (zip == NULL)
        return;
    plume_text_dispose(&zip->bytes);
    free(zip);
}

bool plume_zip_holds_nothing(const plume_zip *zip)
{
    return plume_zip_is_empty(zip->bytes.data, zip->bytes.length);
}

/* --- a file --- */

typedef struct entry {
    const char *data; /* packed */
    size_t packed, length;
    uint32_t method, crc;
} entry;

/* Where its bytes begin stands before them, and not in the list. */
static bool locate(const plume_zip *zip, size_t at, entry *out)
{
    const char *bytes = zip->bytes.data;
    size_t local = large_at(bytes, at + 42), begin;

    out->method = small_at(bytes, at + 10);
    out->crc = large_at(bytes, at + 16);
    out->packed = large_at(bytes, at + 20);
    out->length = large_at(bytes, at + 24);
    if ((small_at(bytes, at + 8) & 1u) != 0 || zip->list < LOCAL_BYTES ||
        local > zip->list - LOCAL_BYTES || large_at(bytes, local) != LOCAL_MAGIC)
        return false;
    begin =
        local + LOCAL_BYTES + small_at(bytes, local + 26) + small_at(bytes, local + 28);
    out->data = bytes + begin;
    return begin <= zip->list && out->packed <= zip->list - begin;
}

/* SIZE_MAX: there is none. */
static size_t find_entry(const plume_zip *zip, const char *name)
{
    const char *bytes = zip->bytes.data;
    size_t at = zip->list, wanted = strlen(name);

    while (zip->end - at >= ENTRY_BYTES && large_at(bytes, at) == ENTRY_MAGIC) {
        size_t length = small_at(bytes, at + 28);
        size_t whole =
            ENTRY_BYTES + length + small_at(bytes, at + 30) + small_at(bytes, at + 32);

        if (whole > zip->end - at)
            break;
        if (length == wanted && memcmp(bytes + at + ENTRY_BYTES, name, length) == 0)
            return at;
        at += whole;
    }
    return SIZE_MAX;
}

static bool inflate_into(plume_text *out, const entry *from, unsigned char *piece)
{
    z_stream stream = { .next_in = (z_const Bytef *)(uintptr_t)from->data,
                        .avail_in = (uInt)from->packed };
    int result = inflateInit2(&stream, -MAX_WBITS);

    while (result == Z_OK) {
        stream.next_out = piece;
        stream.avail_out = PIECE_BYTES;
        result = inflate(&stream, Z_NO_FLUSH);
        if (out->length + (PIECE_BYTES - stream.avail_out) > from->length)
            result = Z_DATA_ERROR;
        else
            plume_text_add_n(out, (char *)piece, PIECE_BYTES - stream.avail_out);
    }
    (void)inflateEnd(&stream);
    return result == Z_STREAM_END;
}

static bool unpack(plume_text *out, const entry *from)
{
    unsigned char *piece;
    bool done;

    if (from->method == STORED && from->packed == from->length) {
        plume_text_add_n(out, from->data, from->length);
        return true;
    }
    piece = from->method == DEFLATED ? malloc(PIECE_BYTES) : NULL;
    done = piece != NULL && inflate_into(out, from, piece);
    free(piece);
    return done;
}

plume_status plume_zip_read(plume_zip *zip, const char *name, plume_text *out,
                            bool *found, plume_error *error)
{
    size_t at = find_entry(zip, name);
    entry from;

    *found = at != SIZE_MAX;
    plume_text_clear(out);
    if (!*found)
        return PLUME_OK;
    if (!locate(zip, at, &from) || from.length > PLUME_ZIP_FILE_MAX ||
        !unpack(out, &from) || out->length != from.length ||
        crc32(0, (const Bytef *)out->data, (uInt)out->length) != from.crc)
        return damaged(zip, error);
    return plume_text_status(out, error);
}
