/* The first page of an SQLite file: the leaf of its table of tables, where these are few
 * (sqlite.org/fileformat.html). Whatever is not plain is left to SQLite. */
#include "core/database/schema_page.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/database/database.h"

enum {
    HEADER = 100, /* of the file, before that of the page */
    PAGE_HEADER = 8,
    PAGE_LEAST = 512,
    PAGE_MOST = 65536,
    LEAF = 0x0d,
    UTF_8 = 1,
    COLUMNS = 5 /* type, name, tbl_name, rootpage, sql */
};

typedef struct schema_page {
    const unsigned char *bytes;
    size_t size, usable; /* usable: without what is reserved at its end */
    uint64_t pages;      /* of the file */
} schema_page;

/* What is left of a record. */
typedef struct span {
    const unsigned char *at, *end;
} span;

static uint64_t big_endian(const unsigned char *bytes, size_t count)
{
    uint64_t value = 0;

    for (size_t i = 0; i < count; i++)
        value = value << 8 | bytes[i];
    return value;
}

/* Seven bits a byte, the highest first; ones of nine bytes do not come up here. */
static bool take_varint(uint64_t *out, span *from)
{
    *out = 0;
    for (int i = 0; i < 8 && from->at < from->end; i++) {
        unsigned char byte = *from->at++;

        *out = *out << 7 | (byte & 0x7f);
        if (byte < 0x80)
            return true;
    }
    return false;
}

/* --- one record --- */

/* The bytes that a value of a serial type takes. */
static size_t width_of(uint64_t type)
{
    static const unsigned char widths[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0 };

    return type < sizeof widths ? widths[type] : (size_t)(type - 12) / 2;
}

static bool is_text(uint64_t type)
{
    return type >= 13 && type % 2 == 1;
}

static bool is_one_of(const unsigned char *text, size_t length, const char *word)
{
    return length == strlen(word) && memcmp(text, word, length) == 0;
}

/* As the LIKE of SQLite has it: "sqlite_%" is any that goes on behind its first six. */
static bool is_internal(const char *name, size_t length)
{
    return length > 6 && strncasecmp(name, "sqlite", 6) == 0;
}

/* body: type, name, name of the table, root page; all of them in this page. */
static bool take_object(plume_text *out, const schema_page *page, span body,
                        const uint64_t types[COLUMNS])
{
    const unsigned char *kind = body.at, *name = kind + width_of(types[0]);
    size_t before = width_of(types[0]) + width_of(types[1]) + width_of(types[2]);
    size_t length = width_of(types[1]), root_length = width_of(types[3]);
    uint64_t root;

    if (types[3] > 9 || (size_t)(body.end - body.at) < before + root_length ||
        memchr(name, '\0', length) != NULL)
        return false;
    root = types[3] == 9 ? 1 : big_endian(body.at + before, root_length);
    if (root > page->pages || (root_length > 0 && body.at[before] >= 0x80))
        return false;
    if (is_one_of(kind, width_of(types[0]), "table")) {
        if (root > 0 && !is_internal((const char *)name, length)) {
            plume_text_add_n(out, (const char *)name, length);
            plume_text_add_char(out, '\n');
        }
        return true;
    }
    return is_one_of(kind, width_of(types[0]), "index") ||
           is_one_of(kind, width_of(types[0]), "view") ||
           is_one_of(kind, width_of(types[0]), "trigger");
}

/* Of a record that goes on in other pages the first of its bytes are here, which hold all
 * but the end of the SQL. */
static size_t bytes_here(const schema_page *page, uint64_t length)
{
    size_t most = page->usable - 35, least = (page->usable - 12) * 32 / 255 - 23, here;

    if (length <= most)
        return (size_t)length;
    here = least + (size_t)((length - least) % (page->usable - 4));
    return here <= most ? here : least;
}

static bool take_record(plume_text *out, const schema_page *page, size_t at)
{
    span record = { page->bytes + at, page->bytes + page->usable }, header;
    uint64_t length, row, header_length, types[COLUMNS];

    if (!take_varint(&length, &record) || !take_varint(&row, &record) ||
        bytes_here(page, length) > (size_t)(record.end - record.at))
        return false;
    record.end = record.at + bytes_here(page, length);
    header = record;
    if (!take_varint(&header_length, &header) ||
        header_length > (size_t)(record.end - record.at))
        return false;
    header.end = record.at + header_length;
    for (size_t i = 0; i < COLUMNS; i++)
        if (!take_varint(&types[i], &header) || types[i] > UINT32_MAX)
            return false;
    if (header.at != header.end || !is_text(types[0]) || !is_text(types[1]) ||
        !is_text(types[2]))
        return false;
    return take_object(out, page, (span){ header.end, record.end }, types);
}

/* --- the page --- */

static bool take_page(plume_text *out, const schema_page *page)
{
    const unsigned char *at = page->bytes + HEADER;
    size_t cells = (size_t)big_endian(at + 3, 2);

    if (at[0] != LEAF || HEADER + PAGE_HEADER + 2 * cells > page->usable)
        return false;
    for (size_t i = 0; i < cells; i++) {
        size_t cell = (size_t)big_endian(at + PAGE_HEADER + 2 * i, 2);

        if (cell < HEADER + PAGE_HEADER + 2 * cells || cell >= page->usable ||
            !take_record(out, page, cell))
            return false;
    }
    return true;
}

/* What the header of the file says, where it is one that SQLite would take. */
static bool read_header(schema_page *page, const unsigned char *head, uint64_t length)
{
    uint64_t pages = big_endian(head + 28, 4);
    bool counted = big_endian(head + 24, 4) == big_endian(head + 92, 4);

    page->size = (size_t)big_endian(head + 16, 2);
    if (page->size == 1)
        page->size = PAGE_MOST;
    if (!plume_database_begins((const char *)head, HEADER) || page->size < PAGE_LEAST ||
        (page->size & (page->size - 1)) != 0 || length % page->size != 0)
        return false;
    page->pages = length / page->size;
    page->usable = page->size - head[20];
    return page->usable >= 480 && (!counted || page->pages >= pages) && head[18] <= 2 &&
           head[19] <= 2 && big_endian(head + 56, 4) == UTF_8;
}

bool plume_schema_page_list(plume_text *out, const plume_extent *file)
{
    unsigned char head[HEADER], *bytes;
    schema_page page = { .size = 0 };
    size_t length;
    plume_text found;
    bool all;

    if (!plume_extent_read(file, head, sizeof head, 0, &length) || length < sizeof head ||
        !read_header(&page, head, file->length))
        return false;
    bytes = malloc(page.size);
    if (bytes == NULL)
        return false;
    page.bytes = bytes;
    plume_text_init(&found);
    all = plume_extent_read(file, bytes, page.size, 0, &length) && length == page.size &&
          take_page(&found, &page) && plume_text_status(&found, NULL) == PLUME_OK;
    if (all)
        plume_text_add_n(out, found.data, found.length);
    plume_text_dispose(&found);
    free(bytes);
    return all;
}
