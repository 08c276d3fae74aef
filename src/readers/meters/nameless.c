/* Tables of times and figures whose columns the user names: nameless.h. */
#include "readers/meters/nameless.h"

#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include "core/data/csv_header.h"
#include "logs/power/columns.h"
#include "logs/power/dated.h"
#include <plume/number.h>

/* Figures of a data set may be larger. */
#define MOST 1e9

enum { LISTED_MAX = 64 };

static double first_number(const char *text, size_t length)
{
    double value;

    return plume_number_parse(&value, text, length) ? value : NAN;
}

bool plume_nameless_is(const plume_head *head)
{
    size_t at = 0, length, whole_at = 0, whole_length, lines = 0;
    const char *text, *whole;

    while (plume_head_line(head, &whole_at, &whole, &whole_length) &&
           plume_dated_head_line(head, &at, &text, &length)) {
        double value = first_number(text, length);

        if (whole_at == head->length && lines > 1)
            break; /* may be cut */
        if (length == 0 && whole_length == 0)
            continue;
        if (text == whole || isnan(value) || value < 0.0 || value > MOST)
            return false;
        lines++;
    }
    return lines > 1;
}

char plume_nameless_delimiter(const char *list)
{
    return strchr(list, ',') == NULL && strchr(list, ' ') != NULL ? ' ' : '\0';
}

/* Of columns that blanks part the last one. */
static plume_field last_word(plume_field field)
{
    size_t from = field.length;

    while (from > 0 && !plume_is_blank(field.text[from - 1]))
        from--;
    return (plume_field){ field.text + from, field.length - from };
}

bool plume_nameless_has_figure(const plume_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        plume_field last = row->count == 1 ? last_word(row->field[i]) : row->field[i];

        if (!isnan(first_number(last.text, last.length)))
            return true;
    }
    return false;
}

bool plume_nameless_is_header(const plume_row *row)
{
    bool known = false;

    for (size_t i = 0; i < row->count; i++) {
        plume_field field = row->field[i];

        known = known || plume_power_column_of(field.text, field.length).kind !=
                             PLUME_POWER_COLUMN_OTHER;
    }
    return known && !plume_nameless_has_figure(row);
}

plume_status plume_nameless_header(plume_header **out, const char *list,
                                   plume_error *error)
{
    const char *marks = plume_nameless_delimiter(list) == ' ' ? " " : ",";
    plume_field field[LISTED_MAX];
    plume_row row = { .field = field, .line = 1 };
    plume_text names; /* each with its end */
    plume_status status;
    size_t from = 0;

    plume_text_init(&names);
    plume_text_add(&names, list);
    status = plume_text_status(&names, error);
    for (char *at = names.data; status == PLUME_OK && row.count < LISTED_MAX;) {
        size_t length = strcspn(at, marks);
        bool last = at[length] == '\0';

        at[length] = '\0';
        from = strspn(at, " ");
        field[row.count++] = (plume_field){ at + from, length - from };
        if (last)
            break;
        at += length + 1;
    }
    if (status == PLUME_OK)
        status = plume_header_new(out, &row, error);
    plume_text_dispose(&names);
    return status;
}

plume_status plume_nameless_refuse(const plume_log *log, uint64_t line,
                                   plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), line, 0,
                  "the columns have no names: whether they are watts is not known");
    plume_hint(error,
               "say --columns timestamp,gpu_watts, or node_watts, wall_watts, "
               "whatever it is, with blanks where blanks part the columns; or add such "
               "a line in front");
    return PLUME_ERR_MISSING;
}
