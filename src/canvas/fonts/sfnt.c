/* Checks the tables of a TrueType file before libharu reads them without bounds. */
#include "canvas/fonts/sfnt.h"

#include <stdbool.h>
#include <string.h>

enum {
    DIRECTORY_BYTES = 12,
    ENTRY_BYTES = 16,
    TABLES_MAX = 128,
    MAP_HEAD_BYTES = 16, /* of a format 4 map with its pad */
    GLYPH_HEAD_BYTES = 10,
    EM_SMALLEST = 16,
    EM_LARGEST = 16384,
    COMPONENTS_MAX = 256,
    NAME_RECORD_BYTES = 12,
    NAME_RECORDS_MAX = 4096
};
#define TRUETYPE_VERSION 0x00010000u
#define TRUETYPE_MAC     0x74727565u /* "true" */
#define HEAD_MAGIC       0x5F0F3CF5u
#define THOUSANDTHS      1000u

/* Flags of a component of a composite glyph. */
enum {
    WORDS = 0x0001,
    SCALE = 0x0008,
    MORE = 0x0020,
    TWO_SCALES = 0x0040,
    MATRIX = 0x0080
};

static uint32_t u16(const unsigned char *at)
{
    return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t u32(const unsigned char *at)
{
    return u16(at) << 16 | u16(at + 2);
}

static const unsigned char *bytes_at(const plume_sfnt *font, plume_sfnt_table table,
                                     uint32_t offset)
{
    return font->bytes + table.at + offset;
}

/* Each check answers NULL or what is wrong. */

/* OpenType 1.9, "Table Directory": every table must lie inside the file, for libharu
 * follows the offsets. */
static const char *check_directory(const plume_sfnt *font)
{
    uint32_t count, version;

    if (font->length < DIRECTORY_BYTES)
        return "it is shorter than a font's directory";
    version = u32(font->bytes);
    if (version != TRUETYPE_VERSION && version != TRUETYPE_MAC)
        return "it holds no TrueType outlines";
    count = u16(font->bytes + 4);
    if (count == 0 || count > TABLES_MAX ||
        font->length < DIRECTORY_BYTES + (size_t)count * ENTRY_BYTES)
        return "its directory is cut";
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *entry = font->bytes + DIRECTORY_BYTES + i * ENTRY_BYTES;
        size_t at = u32(entry + 8), length = u32(entry + 12);

        if (at > font->length || length > font->length - at)
            return "a table reaches beyond the end of the file";
    }
    return NULL;
}

/* The first table of that name, as libraries look it up; length 0 when there is none. */
static plume_sfnt_table table_find(const plume_sfnt *font, const char *tag)
{
    uint32_t i, count = u16(font->bytes + 4);
    plume_sfnt_table table = { 0, 0 };

    for (i = 0; i < count; i++) {
        const unsigned char *entry = font->bytes + DIRECTORY_BYTES + i * ENTRY_BYTES;

        if (memcmp(entry, tag, 4) != 0)
            continue;
        table.at = u32(entry + 8);
        table.length = u32(entry + 12);
        return table;
    }
    return table;
}

/* head and maxp (OpenType 1.9): the em, the format of loca, and how many glyphs there
 * are. */
static const char *check_head(plume_sfnt *font)
{
    plume_sfnt_table head = table_find(font, "head"), maxp = table_find(font, "maxp");
    uint32_t format;

    if (head.length < 54 || u32(bytes_at(font, head, 12)) != HEAD_MAGIC)
        return "its head table is damaged";
    font->units_per_em = u16(bytes_at(font, head, 18));
    if (font->units_per_em < EM_SMALLEST || font->units_per_em > EM_LARGEST)
        return "its units per em are out of range";
    format = u16(bytes_at(font, head, 50));
    if (format > 1 || u16(bytes_at(font, head, 52)) != 0)
        return "its head table names an unknown format";
    font->long_offsets = format == 1;

    if (maxp.length < 6)
        return "its maxp table is cut";
    font->glyph_count = u16(bytes_at(font, maxp, 4));
    return font->glyph_count == 0 ? "it has no glyphs" : NULL;
}

/* The last metric holds for all further glyphs, of which hmtx has bearings only. */
static const char *check_metrics(plume_sfnt *font)
{
    plume_sfnt_table hhea = table_find(font, "hhea");
    uint32_t bearings;

    font->hmtx = table_find(font, "hmtx");
    if (hhea.length < 36)
        return "its hhea table is cut";
    font->metric_count = u16(bytes_at(font, hhea, 34));
    if (font->metric_count == 0 || font->metric_count > font->glyph_count)
        return "hhea counts more metrics than there are glyphs";
    bearings = font->glyph_count - font->metric_count;
    if (font->hmtx.length < font->metric_count * 4 + bearings * 2)
        return "its hmtx table is cut";
    return NULL;
}

static uint32_t glyph_offset(const plume_sfnt *font, uint32_t glyph)
{
    if (font->long_offsets)
        return u32(bytes_at(font, font->loca, glyph * 4));
    return u16(bytes_at(font, font->loca, glyph * 2)) * 2;
}

static uint32_t component_bytes(uint32_t flags)
{
    uint32_t length = 4 + ((flags & WORDS) != 0 ? 4u : 2u);

    if ((flags & SCALE) != 0)
        return length + 2;
    if ((flags & TWO_SCALES) != 0)
        return length + 4;
    return (flags & MATRIX) != 0 ? length + 8 : length;
}

static const char *check_composite(const plume_sfnt *font, uint32_t at, uint32_t end)
{
    uint32_t flags = MORE, parts = 0;

    for (at += GLYPH_HEAD_BYTES; (flags & MORE) != 0; at += component_bytes(flags)) {
        if (end - at < 4 || ++parts > COMPONENTS_MAX)
            return "a composite glyph does not end";
        flags = u16(bytes_at(font, font->glyf, at));
        if (u16(bytes_at(font, font->glyf, at + 2)) >= font->glyph_count)
            return "a composite glyph names a part that does not exist";
        if (end - at < component_bytes(flags))
            return "a composite glyph is cut";
    }
    return NULL;
}

/* Marks what a composite glyph is made of; true when something was not marked before. */
static bool add_parts(const plume_sfnt *font, uint32_t glyph, unsigned char *used)
{
    uint32_t at = glyph_offset(font, glyph), flags = MORE;
    bool added = false;

    if (at == glyph_offset(font, glyph + 1) ||
        u16(bytes_at(font, font->glyf, at)) < 0x8000u)
        return false;
    for (at += GLYPH_HEAD_BYTES; (flags & MORE) != 0; at += component_bytes(flags)) {
        uint32_t part = u16(bytes_at(font, font->glyf, at + 2));

        flags = u16(bytes_at(font, font->glyf, at));
        added = added || used[part] == 0;
        used[part] = 1;
    }
    return added;
}

void plume_sfnt_add_parts(const plume_sfnt *font, unsigned char *used)
{
    bool added = true;

    while (added) {
        uint32_t glyph;

        added = false;
        for (glyph = 0; glyph < font->glyph_count; glyph++)
            if (used[glyph] != 0 && add_parts(font, glyph, used))
                added = true;
    }
}

/* A negative count of contours marks a composite, which names other glyphs. */
static const char *check_glyphs(plume_sfnt *font)
{
    uint32_t glyph, width = font->long_offsets ? 4 : 2;

    font->loca = table_find(font, "loca");
    font->glyf = table_find(font, "glyf");
    if (font->glyf.length == 0 || table_find(font, "CFF ").length > 0)
        return "it holds no TrueType outlines";
    if (font->loca.length < (font->glyph_count + 1) * width)
        return "its loca table is cut";
    for (glyph = 0; glyph < font->glyph_count; glyph++) {
        uint32_t at = glyph_offset(font, glyph), end = glyph_offset(font, glyph + 1);
        const char *wrong = NULL;

        if (at > end || end > font->glyf.length)
            return "a glyph reaches beyond its table";
        if (at == end)
            continue;
        if (end - at < GLYPH_HEAD_BYTES)
            return "a glyph is cut";
        if (u16(bytes_at(font, font->glyf, at)) >= 0x8000u)
            wrong = check_composite(font, at, end);
        if (wrong != NULL)
            return wrong;
    }
    return NULL;
}

/* --- the Unicode map, format 4 --- */

static uint32_t segment_end(const plume_sfnt *font, uint32_t i)
{
    return u16(bytes_at(font, font->map, 14 + i * 2));
}

static uint32_t segment_part(const plume_sfnt *font, uint32_t part, uint32_t i)
{
    return u16(bytes_at(font, font->map,
                        MAP_HEAD_BYTES + font->segment_count * 2 * part + i * 2));
}

static uint32_t segment_glyph(const plume_sfnt *font, uint32_t i, uint32_t character)
{
    uint32_t delta = segment_part(font, 2, i), range = segment_part(font, 3, i);
    uint32_t at, glyph;

    if (range == 0)
        return (character + delta) & 0xFFFFu;
    at = MAP_HEAD_BYTES + font->segment_count * 6 + i * 2 + range +
         (character - segment_part(font, 1, i)) * 2;
    if (at + 2 > font->map.length)
        return 0;
    glyph = u16(bytes_at(font, font->map, at));
    return glyph == 0 ? 0 : (glyph + delta) & 0xFFFFu;
}

/* A range offset of the last segment may be 0xFFFF, as old tools wrote it: it maps to
 * none. Elsewhere every character must find its place inside the map. */
static const char *check_segment(const plume_sfnt *font, uint32_t i)
{
    uint32_t first = segment_part(font, 1, i), last = segment_end(font, i), character;
    uint32_t range = segment_part(font, 3, i);
    uint32_t at = MAP_HEAD_BYTES + font->segment_count * 6 + i * 2 + range;
    bool closing = first == 0xFFFFu && last == 0xFFFFu;

    if (first > last || (i > 0 && first <= segment_end(font, i - 1)))
        return "its Unicode map is out of order";
    if (closing && range == 0xFFFFu)
        return NULL;
    if (range != 0 && (range % 2 != 0 || at + (last - first + 1) * 2 > font->map.length))
        return "its Unicode map points outside itself";
    for (character = first; character <= last; character++)
        if (segment_glyph(font, i, character) >= font->glyph_count && !closing)
            return "its Unicode map names a glyph that does not exist";
    return NULL;
}

/* Format 4: four arrays of one length; the last segment ends at U+FFFF, where
 * look-ups stop. */
static const char *check_segments(plume_sfnt *font)
{
    uint32_t double_count, length;

    if (font->map.length < MAP_HEAD_BYTES)
        return "its Unicode map is cut";
    length = u16(bytes_at(font, font->map, 2));
    double_count = u16(bytes_at(font, font->map, 6));
    font->segment_count = double_count / 2;
    if (double_count == 0 || double_count % 2 != 0 ||
        font->segment_count > PLUME_SFNT_SEGMENTS_MAX ||
        length < MAP_HEAD_BYTES + double_count * 4 || length > font->map.length)
        return "its Unicode map is cut";
    font->map.length = length;
    if (segment_end(font, font->segment_count - 1) != 0xFFFFu)
        return "its Unicode map does not end";
    for (uint32_t i = 0; i < font->segment_count; i++) {
        const char *wrong = check_segment(font, i);

        if (wrong != NULL)
            return wrong;
    }
    return NULL;
}

/* Platform 3, encoding 1 (Windows, Unicode) is what libharu reads. */
static const char *check_map(plume_sfnt *font)
{
    plume_sfnt_table cmap = table_find(font, "cmap");
    uint32_t count;

    if (cmap.length < 4 || u16(bytes_at(font, cmap, 0)) != 0)
        return "its cmap table is damaged";
    count = u16(bytes_at(font, cmap, 2));
    if (cmap.length < 4 + count * 8)
        return "its cmap table is cut";
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *record = bytes_at(font, cmap, 4 + i * 8);
        uint32_t offset = u32(record + 4);

        if (cmap.length < 2 || offset > cmap.length - 2)
            return "its cmap table points outside itself";
        if (u16(record) != 3 || u16(record + 2) != 1 ||
            u16(bytes_at(font, cmap, offset)) != 4)
            continue;
        font->map.at = cmap.at + offset;
        font->map.length = cmap.length - offset;
        return check_segments(font);
    }
    return "it has no Unicode map of format 4";
}

/* --- the tables that are only carried along --- */

/* Libraries of PDF trust these offsets; a torn font must be found out before it is
 * handed to one. */
static const char *check_names(const plume_sfnt *font)
{
    plume_sfnt_table name = table_find(font, "name");
    uint32_t count, strings;

    if (name.length < 6)
        return "its name table is cut";
    count = u16(bytes_at(font, name, 2));
    strings = u16(bytes_at(font, name, 4));
    if (count > NAME_RECORDS_MAX || name.length < 6 + count * NAME_RECORD_BYTES ||
        strings > name.length)
        return "its name table is cut";
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *record = bytes_at(font, name, 6 + i * NAME_RECORD_BYTES);

        if (strings + u16(record + 8) + u16(record + 10) > name.length)
            return "a name reaches beyond its table";
    }
    return NULL;
}

static const char *check_rest(const plume_sfnt *font)
{
    plume_sfnt_table os2 = table_find(font, "OS/2"), post = table_find(font, "post");
    enum { NO_EMBEDDING = 0x0002, NO_SUBSETS = 0x0100, BITMAPS_ONLY = 0x0200 };

    if (os2.length < 78 || post.length < 32)
        return "its OS/2 or post table is cut";
    if ((u16(bytes_at(font, os2, 8)) & (NO_EMBEDDING | NO_SUBSETS | BITMAPS_ONLY)) != 0)
        return "its licence does not allow embedding";
    return NULL;
}

/* Everything that libharu 2.3 was seen to read out of bounds is checked here, before
 * it gets the bytes. */
plume_status plume_sfnt_check(plume_sfnt *out, const unsigned char *bytes, size_t length,
                              const char *path, plume_error *error)
{
    static const char *(*const parts[])(plume_sfnt *) = { check_head, check_metrics,
                                                          check_glyphs, check_map };
    const char *wrong;

    memset(out, 0, sizeof *out);
    out->bytes = bytes;
    out->length = length;
    wrong =
        length > PLUME_SFNT_BYTES_MAX ? "it is larger than 32 MiB" : check_directory(out);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && wrong == NULL; i++)
        wrong = parts[i](out);
    if (wrong == NULL)
        wrong = check_names(out);
    if (wrong == NULL)
        wrong = check_rest(out);
    if (wrong == NULL)
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0, "font refused: %s", wrong);
}

/* Segments are sorted by their ends: the first that does not end before the
 * character. */
uint32_t plume_sfnt_glyph(const plume_sfnt *font, uint32_t character)
{
    uint32_t low = 0, high = font->segment_count - 1, glyph;

    if (character > 0xFFFEu)
        return 0;
    while (low < high) {
        uint32_t middle = (low + high) / 2;

        if (segment_end(font, middle) < character)
            low = middle + 1;
        else
            high = middle;
    }
    if (segment_part(font, 1, low) > character)
        return 0;
    glyph = segment_glyph(font, low, character);
    return glyph < font->glyph_count ? glyph : 0;
}

int plume_sfnt_advance(const plume_sfnt *font, uint32_t glyph)
{
    uint32_t metric = glyph < font->metric_count ? glyph : font->metric_count - 1;
    uint32_t advance = u16(bytes_at(font, font->hmtx, metric * 4));

    return (int)((advance * THOUSANDTHS + font->units_per_em / 2) / font->units_per_em);
}
