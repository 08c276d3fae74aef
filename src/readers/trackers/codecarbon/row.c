/* readers/trackers/codecarbon/row.c -- the cells of one row, and whether they are what
 * their columns say. */
#include "readers/trackers/codecarbon/row.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include "core/number/short.h"
#include "logs/unknown_time.h"
#include <plume/number.h>

/* Converted with the row. */
static const codecarbon_column amounts_of_row[] = {
    CC_DURATION,   CC_EMISSIONS,  CC_CPU_POWER,  CC_GPU_POWER,       CC_RAM_POWER,
    CC_CPU_ENERGY, CC_GPU_ENERGY, CC_RAM_ENERGY, CC_ENERGY_CONSUMED,
};
enum { AMOUNTS_OF_ROW = sizeof amounts_of_row / sizeof *amounts_of_row };

/* --- its cells --- */

void codecarbon_row_init(codecarbon_row *row)
{
    *row = (codecarbon_row){ .line = 0 };
    for (size_t i = 0; i < CC_COLUMN_COUNT; i++) {
        row->text[i] = "";
        row->number[i] = (double)NAN;
    }
}

void codecarbon_row_lay_out(codecarbon_row *row, const codecarbon_layout *layout)
{
    codecarbon_row_init(row);
    row->present = layout->present;
}

double codecarbon_convert(const codecarbon_row *row, codecarbon_column column)
{
    const char *text = row->text[column];
    double value = NAN;

    if (text[0] != '\0')
        (void)plume_number_parse(&value, text, strlen(text));
    return value;
}

static void take_kind(codecarbon_row *row)
{
    const codecarbon_kind *kind = row->kind;

    for (size_t i = 0; i < CODECARBON_KIND_COLUMNS; i++) {
        codecarbon_column column = codecarbon_kind_columns[i];

        row->text[column] = kind->text[column];
        if (i >= CODECARBON_KIND_COLUMNS - CODECARBON_KIND_NUMBERS)
            row->number[column] = kind->number[column];
    }
    row->symbol = kind->run.kind;
}

bool codecarbon_row_map(codecarbon_row *row, codecarbon_kinds *kinds,
                        const codecarbon_layout *layout, const plume_field *field,
                        size_t count)
{
    static const plume_field empty = { "", 0 };

    for (size_t i = 0; i < layout->own_count; i++) {
        size_t at = layout->at[layout->own[i]];

        row->text[layout->own[i]] = at < count ? field[at].text : "";
    }
    for (size_t i = 0; i < AMOUNTS_OF_ROW; i++) {
        size_t at = layout->at[amounts_of_row[i]];
        const plume_field *cell = at < count ? &field[at] : &empty;

        (void)plume_number_parse(&row->number[amounts_of_row[i]], cell->text,
                                 cell->length);
    }
    row->stamp_length =
        layout->at[CC_TIMESTAMP] < count ? field[layout->at[CC_TIMESTAMP]].length : 0;
    row->kind = codecarbon_kinds_find(kinds, layout, field, count);
    if (row->kind != NULL && row->kind->run.kind != row->symbol)
        take_kind(row);
    return row->kind != NULL;
}

/* --- is the row what its columns say? --- */

static bool is_blank(const codecarbon_row *row, codecarbon_column column)
{
    return codecarbon_text(row, column)[0] == '\0';
}

static bool is_amount(const codecarbon_row *row, codecarbon_column column)
{
    return codecarbon_number(row, column) >= 0.0 || is_blank(row, column);
}

/* A component may be negative, when a counter was reset, and then it was added to the
 * total all the same. A negative number that does not fit the total stands in a column
 * where it does not belong. */
static bool has_negative(const codecarbon_row *row)
{
    static const codecarbon_column parts[] = { CC_CPU_ENERGY, CC_GPU_ENERGY,
                                               CC_RAM_ENERGY };
    double sum = -codecarbon_number(row, CC_ENERGY_CONSUMED), all = 0.0;
    bool negative = false;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        double part = codecarbon_number(row, parts[i]);

        negative = negative || part < 0.0;
        sum += isnan(part) ? 0.0 : part;
        all += isnan(part) ? 0.0 : fabs(part);
    }
    return negative && fabs(sum) <= 0.01 * all;
}

static bool is_country_code(const char *code)
{
    size_t length = strlen(code);

    for (size_t i = 0; i < length; i++)
        if (!isalpha((unsigned char)code[i]))
            return false;
    return length == 0 || length == 2 || length == 3;
}

/* "2024-05-" and "31T10:39". */
#define BYTES(a, b, c, d, e, f, g, h)                                                    \
    ((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16 | (uint64_t)(d) << 24 |    \
     (uint64_t)(e) << 32 | (uint64_t)(f) << 40 | (uint64_t)(g) << 48 |                   \
     (uint64_t)(h) << 56)
#define DATE_DIGITS   BYTES(0xff, 0xff, 0xff, 0xff, 0, 0xff, 0xff, 0)
#define DATE_SIGNS    BYTES(0, 0, 0, 0, '-', 0, 0, '-')
#define MINUTE_DIGITS BYTES(0xff, 0xff, 0, 0xff, 0xff, 0, 0xff, 0xff)
#define MINUTE_SIGNS  BYTES(0, 0, 'T', 0, 0, ':', 0, 0)
#define A_BLANK       BYTES(0, 0, 'T' ^ ' ', 0, 0, 0, 0, 0)

static bool are_digits(uint64_t word, uint64_t which)
{
    uint64_t digits = (word & which) | (~which & PLUME_EACH('0'));

    return (digits & PLUME_EACH(0xf0)) == PLUME_EACH('0') &&
           ((digits + PLUME_EACH(0x06)) & PLUME_EACH(0xf0)) == PLUME_EACH('0');
}

/* dddd-dd-ddTdd:dd */
static bool has_shape(const char *stamp, size_t length)
{
    uint64_t date, minute, signs;

    if (length < 16)
        return false;
    date = plume_eight_bytes(stamp);
    minute = plume_eight_bytes(stamp + 8);
    signs = (minute & ~MINUTE_DIGITS) ^ MINUTE_SIGNS;
    return are_digits(date, DATE_DIGITS) && are_digits(minute, MINUTE_DIGITS) &&
           (date & ~DATE_DIGITS) == DATE_SIGNS && (signs == 0 || signs == A_BLANK);
}

/* Its shape alone: "2020-04-31T03:26:11" is no moment, but it is no torn row either. */
static bool looks_like_a_time(const char *stamp, size_t length)
{
    return has_shape(stamp, length) || plume_day_is_unknown(stamp, length);
}

static bool has_time(const codecarbon_row *row)
{
    return !row->present[CC_TIMESTAMP] ||
           looks_like_a_time(row->text[CC_TIMESTAMP], row->stamp_length);
}

/* Of a kind that is sound only what is told with each row can be at fault. */
static bool is_plainly_sound(const codecarbon_row *row)
{
    if (!row->kind->sound || !has_time(row))
        return false;
    for (size_t i = 0; i < AMOUNTS_OF_ROW; i++)
        if (!(row->number[amounts_of_row[i]] >= 0.0) &&
            row->text[amounts_of_row[i]][0] != '\0')
            return false;
    return true;
}

/* What a cell must be, so that a row under the columns of another version does not
 * pass; negative readings are allowed where the tracker wrote them. */
const char *codecarbon_row_fault(codecarbon_row *row, codecarbon_column *column)
{
    static const codecarbon_column amounts[] = { CC_DURATION, CC_PUE, CC_GPU_COUNT,
                                                 CC_RAM_TOTAL_SIZE };
    static const codecarbon_column readings[] = {
        CC_EMISSIONS,  CC_ENERGY_CONSUMED, CC_CPU_ENERGY, CC_GPU_ENERGY,
        CC_RAM_ENERGY, CC_CPU_POWER,       CC_GPU_POWER,  CC_RAM_POWER,
    };
    static const char *const modes[] = { "", "machine", "process", NULL };
    static const char *const answers[] = { "", "Y", "N", NULL };

    if (is_plainly_sound(row))
        return NULL;
    *column = CC_TIMESTAMP;
    if (!has_time(row))
        return "a time such as 2024-05-31T10:39:13";
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        *column = amounts[i];
        if (!is_amount(row, amounts[i]))
            return "a number of at least 0";
    }
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        *column = readings[i];
        if (!is_amount(row, readings[i]) &&
            (isnan(codecarbon_number(row, readings[i])) || !has_negative(row)))
            return "a number of at least 0";
    }
    *column = CC_COUNTRY_ISO_CODE;
    if (!is_country_code(codecarbon_text(row, CC_COUNTRY_ISO_CODE)))
        return "a country code";
    *column = CC_TRACKING_MODE;
    if (!plume_is_one_of(codecarbon_text(row, CC_TRACKING_MODE), modes))
        return "machine or process";
    *column = CC_ON_CLOUD;
    if (!plume_is_one_of(codecarbon_text(row, CC_ON_CLOUD), answers))
        return "Y or N";
    *column = CC_PUE;
    if (codecarbon_number(row, CC_PUE) < 1.0)
        return "a ratio of at least 1";
    row->kind->sound = true;
    return NULL;
}
