/* readers/trackers/codecarbon/row.c -- the cells of one row, and whether they are what
 * their columns say. */
#include "readers/trackers/codecarbon/row.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include "logs/unknown_time.h"
#include <plume/number.h>

/* "N" is an answer. */
const char *codecarbon_unless_nothing(const char *text)
{
    bool nothing = strcmp(text, "None") == 0 || strcmp(text, "nan") == 0 ||
                   strcmp(text, "NaN") == 0 || strcmp(text, "null") == 0;

    return nothing ? "" : text;
}

static bool is_blank(codecarbon_row *row, codecarbon_column column)
{
    return codecarbon_text(row, column)[0] == '\0';
}

double codecarbon_convert(codecarbon_row *row, codecarbon_column column)
{
    const char *text = row->text[column];
    double value = NAN;

    row->converted |= (uint64_t)1 << column;
    if (text[0] != '\0')
        (void)plume_number_parse(&value, text, strlen(text));
    row->number[column] = value;
    return value;
}

/* --- is the row what its columns say? --- */

static bool is_amount(codecarbon_row *row, codecarbon_column column)
{
    return codecarbon_number(row, column) >= 0.0 || is_blank(row, column);
}

/* A component may be negative, when a counter was reset, and then it was added to the
 * total all the same. A negative number that does not fit the total stands in a column
 * where it does not belong. */
static bool has_negative(codecarbon_row *row)
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

static bool has_shape(const char *stamp)
{
    static const char shape[] = "dddd-dd-ddTdd:dd";

    for (size_t i = 0; shape[i] != '\0'; i++)
        if (shape[i] == 'd'
                ? !plume_is_digit(stamp[i])
                : stamp[i] != shape[i] && !(shape[i] == 'T' && stamp[i] == ' '))
            return false;
    return true;
}

/* Its shape alone: "2020-04-31T03:26:11" is no moment, but it is no torn row either. */
static bool looks_like_a_time(const char *stamp)
{
    return has_shape(stamp) || plume_day_is_unknown(stamp, strlen(stamp));
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

    *column = CC_TIMESTAMP;
    if (row->present[CC_TIMESTAMP] && !looks_like_a_time(row->text[CC_TIMESTAMP]))
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
    return NULL;
}

enum { RELEASE_MOST = 100000000 };

/* "3.3.2" and "2.4.3rc1": a candidate counts as its release. */
bool codecarbon_row_is_since(codecarbon_row *row, const int release[3])
{
    const char *version = codecarbon_text(row, CC_CODECARBON_VERSION);

    for (int i = 0; i < 3; i++) {
        int part = 0;

        if (!plume_is_digit(*version))
            return false;
        for (; plume_is_digit(*version) && part < RELEASE_MOST; version++)
            part = part * 10 + (*version - '0');
        if (part != release[i])
            return part > release[i];
        version += *version == '.';
    }
    return true;
}
