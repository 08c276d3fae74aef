/* Of many rows, those that a reader looks for: one's own, the ends, the neighbours. */
#include "chart/ranked/digest.h"

#include <math.h>

#include "chart/ranked/rows.h"
#include "scene/widths.h"

enum { ENDS = 12, NEAREST = 20, OWN_MAX = 24 };

typedef struct chosen {
    size_t row[PLUME_DIGEST_MAX / 2];
    size_t count;
} chosen;

/* Keeps the set sorted and free of repeats. */
static void choose(chosen *set, size_t row)
{
    size_t at = set->count;

    while (at > 0 && set->row[at - 1] >= row) {
        if (set->row[at - 1] == row)
            return;
        at--;
    }
    if (set->count == sizeof set->row / sizeof set->row[0])
        return;
    for (size_t i = set->count; i > at; i--)
        set->row[i] = set->row[i - 1];
    set->row[at] = row;
    set->count++;
}

/* Own rows come first: they are what the reader looks for, and may not push all others
 * out. */
static void choose_own(chosen *set, const plume_chart_rows *rows)
{
    size_t kept = 0;

    for (size_t i = 0; i < rows->count && kept < OWN_MAX; i++) {
        if (!rows->row[i].own)
            continue;
        choose(set, i);
        kept++;
    }
}

static void add_line(plume_digest *out, size_t row, size_t more, const char *rank)
{
    out->line[out->count++] = (plume_digest_line){ row, more, rank };
}

/* The chosen rows in place, with the count of the others between them. */
static void lay_out(plume_digest *out, const chosen *set, size_t count)
{
    size_t next = 0;

    for (size_t i = 0; i < set->count; i++) {
        if (set->row[i] > next)
            add_line(out, next, set->row[i] - next, NULL);
        add_line(out, set->row[i], 0, NULL);
        next = set->row[i] + 1;
    }
    if (next < count)
        add_line(out, next, count - next, NULL);
    out->histogram = true;
}

static void all_rows(plume_digest *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_line(out, i, 0, NULL);
}

/* Rows that stand at given shares of the order, known ones only, by nearest rank. */
static void quantiles(plume_digest *out, const chosen *own, size_t known)
{
    static const struct {
        const char *name;
        double share;
    } quantile[] = { { "largest", 0.0 }, { "95 %", 0.05 }, { "75 %", 0.25 },
                     { "median", 0.5 },  { "25 %", 0.75 }, { "5 %", 0.95 },
                     { "smallest", 1.0 } };
    size_t at = 0;

    for (size_t i = 0; i < sizeof quantile / sizeof quantile[0]; i++) {
        size_t row = (size_t)(quantile[i].share * (double)(known - 1) + 0.5);

        while (at < own->count && own->row[at] < row)
            add_line(out, own->row[at++], 0, NULL);
        if (at < own->count && own->row[at] == row)
            at++;
        add_line(out, row, 0, quantile[i].name);
    }
    while (at < own->count)
        add_line(out, own->row[at++], 0, NULL);
    out->histogram = true;
}

/* Sorted rows have those without a figure at their end, so they are counted from
 * behind. */
static size_t known_count(const plume_chart_rows *rows, bool by_ratio)
{
    size_t known = rows->count;

    while (known > 0 &&
           isnan(by_ratio ? rows->row[known - 1].ratio : rows->row[known - 1].value_kg))
        known--;
    return known;
}

/* True when the digest is done: few rows, or so many that only quantiles remain. */
static bool is_simple(plume_digest *out, const plume_chart_rows *rows, bool by_ratio)
{
    chosen own = { .count = 0 };
    size_t known = known_count(rows, by_ratio);

    out->count = 0;
    out->histogram = false;
    if (rows->count <= PLUME_ROWS_ALL) {
        all_rows(out, rows->count);
        return true;
    }
    if (rows->count <= PLUME_ROWS_SELECTED || known == 0)
        return false;
    choose_own(&own, rows);
    quantiles(out, &own, known);
    return true;
}

/* When there are too many rows: one's own, and as many from either end, where the two
 * methods differ most; between them a line says how many are left out. */
void plume_digest_by_ratio(plume_digest *out, const plume_chart_rows *rows)
{
    chosen set = { .count = 0 };
    size_t known;

    if (is_simple(out, rows, true))
        return;
    known = known_count(rows, true);
    choose_own(&set, rows);
    for (size_t i = 0; i < ENDS && i < known; i++) {
        choose(&set, i);
        choose(&set, known - 1 - i);
    }
    lay_out(out, &set, rows->count);
}

/* The first own row with a value, else the middle of the order. */
static size_t reference_row(const plume_chart_rows *rows, size_t known)
{
    for (size_t i = 0; i < known; i++)
        if (rows->row[i].own)
            return i;
    return known / 2;
}

/* Rows are sorted, so the nearest lie around the reference. */
static void choose_nearest(chosen *set, const plume_chart_rows *rows, size_t known)
{
    size_t reference = reference_row(rows, known);
    double value_kg = rows->row[reference].value_kg;
    size_t above = reference, below = reference;

    choose(set, reference);
    for (size_t i = 0; i < NEAREST; i++) {
        double up = above > 0 ? rows->row[above - 1].value_kg / value_kg : HUGE_VAL;
        double down =
            below + 1 < known ? value_kg / rows->row[below + 1].value_kg : HUGE_VAL;

        if (up == HUGE_VAL && down == HUGE_VAL)
            return;
        choose(set, up <= down ? --above : ++below);
    }
}

/* The largest, the smallest, one's own and the rows nearest to it: what a reader
 * compares with. */
void plume_digest_by_value(plume_digest *out, const plume_chart_rows *rows)
{
    chosen set = { .count = 0 };
    size_t known;

    if (is_simple(out, rows, false))
        return;
    known = known_count(rows, false);
    choose_own(&set, rows);
    if (known > 0) {
        choose(&set, 0);
        choose(&set, known - 1);
        choose_nearest(&set, rows, known);
    }
    lay_out(out, &set, rows->count);
}

static void line_text(plume_text *out, const plume_digest_line *line,
                      const plume_chart_rows *rows)
{
    if (line->more > 0) {
        plume_number_fixed(out, (double)line->more, 0);
        plume_text_add(out, " more");
        return;
    }
    if (line->rank != NULL)
        plume_text_printf(out, "%s: ", line->rank);
    if (rows->row[line->row].others > 0) {
        plume_number_fixed(out, (double)rows->row[line->row].others, 0);
        plume_text_add_char(out, ' ');
    }
    plume_text_add(out, rows->row[line->row].name);
}

/* In points. Own rows are set bold, which is wider. */
double plume_digest_label_width(const plume_digest *digest, const plume_chart_rows *rows)
{
    double widest_pt = 0.0;

    for (size_t i = 0; i < digest->count; i++) {
        const plume_digest_line *line = &digest->line[i];
        bool bold = line->more == 0 && rows->row[line->row].own;
        plume_text text;

        plume_text_init(&text);
        line_text(&text, line, rows);
        widest_pt = fmax(
            widest_pt, plume_text_width_pt(bold ? PLUME_FACE_SANS_BOLD : PLUME_FACE_SANS,
                                           PLUME_SIZE_ROW, text.data));
        plume_text_dispose(&text);
    }
    return widest_pt;
}

void plume_digest_label(plume_frame *frame, const plume_digest_line *line,
                        const plume_chart_rows *rows, double y_pt, double reserve_pt)
{
    plume_row_label label = { NULL, plume_frame_baseline(y_pt, PLUME_SIZE_ROW),
                              line->more == 0 && rows->row[line->row].own, reserve_pt };
    plume_text text;

    plume_text_init(&text);
    line_text(&text, line, rows);
    plume_scene_require(frame->scene, &text);
    label.text = text.data;
    if (line->more > 0)
        plume_frame_sublabel(frame, text.data,
                             plume_frame_baseline(y_pt, PLUME_SIZE_SMALL));
    else
        plume_frame_row(frame, &label);
    plume_text_dispose(&text);
}
