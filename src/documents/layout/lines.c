/* Breaks a paragraph as a whole: of all ways to end its lines the one whose lines are
 * spread least (D. E. Knuth and M. F. Plass, Breaking paragraphs into lines, 1981). */
#include "documents/layout/lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Shares of a blank. */
#define SHRINK_MOST  0.2
#define STRETCH_GOOD 0.5 /* up to here a line looks well */
#define SPREAD_MOST  2.0 /* a line that needs more ends short */
/* What a line costs beside its spread. */
#define HYPHEN_COST      2500.0
#define CUT_COST         400.0
#define TWO_HYPHENS_COST 10000.0
#define RAGGED_SHARE     0.12 /* of the column: as good as half a blank more */

typedef struct breaker {
    const plume_paragraph *style;
    const plume_boxes *boxes;
    double blank_pt, hyphen_pt;
    double *cost; /* of the best lines before box i */
    size_t *from; /* the box that the last of them begins with */
} breaker;

typedef struct measure {
    double width_pt, blanks;
} measure;

/* Boxes first to end, with the hyphen that the line ends with. */
static double width_pt(const breaker *b, const measure *m, size_t end)
{
    bool hyphen =
        end < b->boxes->count && b->boxes->box[end].before == PLUME_JOINT_HYPHEN;

    return m->width_pt + (hyphen ? b->hyphen_pt : 0.0);
}

static void take(const breaker *b, measure *m, size_t first, size_t i)
{
    const plume_line_box *box = &b->boxes->box[i];

    m->width_pt += box->width_pt;
    m->blanks += (double)box->blanks;
    if (i > first && box->before == PLUME_JOINT_BLANK) {
        m->width_pt += b->blank_pt;
        m->blanks += 1.0;
    }
}

static bool is_last(const breaker *b, size_t end)
{
    return end == b->boxes->count;
}

/* How far a line is from its best width: 1 is as far as looks well; INFINITY when it does
 * not fit. */
static double distance(const breaker *b, const measure *m, size_t end)
{
    double slack_pt = b->style->width_pt - width_pt(b, m, end);
    double room_pt = m->blanks * b->blank_pt;

    if (slack_pt < 0.0) {
        double most_pt = b->style->ragged ? 0.0 : SHRINK_MOST * room_pt;

        return slack_pt < -most_pt - PLUME_FIT_SLACK_PT
                   ? INFINITY
                   : -slack_pt / fmax(most_pt, PLUME_FIT_SLACK_PT);
    }
    if (is_last(b, end))
        return 0.0;
    if (b->style->ragged)
        return slack_pt / (RAGGED_SHARE * b->style->width_pt);
    return slack_pt / (STRETCH_GOOD * fmax(room_pt, b->blank_pt));
}

static double penalty(const breaker *b, size_t first, size_t end)
{
    plume_joint here = is_last(b, end) ? PLUME_JOINT_BLANK : b->boxes->box[end].before;
    plume_joint above = first == 0 ? PLUME_JOINT_BLANK : b->boxes->box[first].before;

    if (here == PLUME_JOINT_CUT)
        return CUT_COST;
    if (here != PLUME_JOINT_HYPHEN)
        return is_last(b, end) && above == PLUME_JOINT_HYPHEN ? TWO_HYPHENS_COST : 0.0;
    return HYPHEN_COST + (above == PLUME_JOINT_HYPHEN ? TWO_HYPHENS_COST : 0.0);
}

/* Badness and demerits as TeX has them. */
static double line_cost(const breaker *b, const measure *m, size_t first, size_t end)
{
    double badness = 1.0 + 100.0 * pow(fmin(distance(b, m, end), 20.0), 3.0);

    return badness * badness + penalty(b, first, end);
}

/* All lines that begin with box first; one box stands on a line even when it is too wide.
 */
static void extend(breaker *b, size_t first)
{
    measure m = { 0.0, 0.0 };

    for (size_t end = first + 1; end <= b->boxes->count; end++) {
        double cost;
        bool fits;

        take(b, &m, first, end - 1);
        fits = isfinite(distance(b, &m, end));
        if (!fits &&
            m.width_pt - SHRINK_MOST * m.blanks * b->blank_pt >
                b->style->width_pt + PLUME_FIT_SLACK_PT &&
            end > first + 1)
            return;
        if (!is_last(b, end) && b->boxes->box[end].before == PLUME_JOINT_NONE)
            continue;
        if (!fits && end > first + 1)
            continue;
        cost = b->cost[first] + line_cost(b, &m, first, end);
        if (cost < b->cost[end]) {
            b->cost[end] = cost;
            b->from[end] = first;
        }
    }
}

static plume_set_line line_of(const breaker *b, size_t first, size_t end)
{
    plume_set_line line = { first, end, 0.0, false };
    measure m = { 0.0, 0.0 };
    double slack_pt;

    for (size_t i = first; i < end; i++)
        take(b, &m, first, i);
    line.hyphen = !is_last(b, end) && b->boxes->box[end].before == PLUME_JOINT_HYPHEN;
    slack_pt = b->style->width_pt - width_pt(b, &m, end);
    if (m.blanks > 0.0 && (slack_pt < 0.0 || (!is_last(b, end) && !b->style->ragged)))
        line.spread_pt = slack_pt / m.blanks;
    if (line.spread_pt > SPREAD_MOST * b->blank_pt)
        line.spread_pt = 0.0;
    line.spread_pt = fmax(line.spread_pt, -SHRINK_MOST * b->blank_pt);
    return line;
}

/* Where nothing parts boxes that are wider than a column together, each is a line. */
static size_t begin_of(const breaker *b, size_t end)
{
    return isfinite(b->cost[end]) ? b->from[end] : end - 1;
}

static void collect(const breaker *b, plume_lines *out)
{
    size_t at, count = 0;

    for (at = b->boxes->count; at > 0; at = begin_of(b, at))
        count++;
    out->count = count;
    for (at = b->boxes->count; at > 0; at = begin_of(b, at))
        out->line[--count] = line_of(b, begin_of(b, at), at);
}

void plume_lines_break(plume_lines *out, plume_strips *strips,
                       const plume_paragraph *style, const plume_boxes *boxes)
{
    size_t places = boxes->count + 1;
    breaker b = { .style = style, .boxes = boxes };
    plume_error error;

    *out = (plume_lines){ NULL, 0 };
    b.blank_pt = plume_strips_width(strips, style->face, style->size_pt, " ");
    b.hyphen_pt = plume_strips_width(strips, style->face, style->size_pt, "-");
    b.cost = calloc(places, sizeof *b.cost);
    b.from = calloc(places, sizeof *b.from);
    out->line = calloc(places, sizeof *out->line);
    if (b.cost == NULL || b.from == NULL || out->line == NULL) {
        plume_strips_fail(strips, plume_fail_memory(&error), &error);
    } else if (strips->status == PLUME_OK) {
        for (size_t i = 1; i < places; i++)
            b.cost[i] = INFINITY;
        for (size_t i = 0; i < boxes->count; i++)
            if (isfinite(b.cost[i]))
                extend(&b, i);
        collect(&b, out);
    }
    free(b.from);
    free(b.cost);
}

void plume_lines_dispose(plume_lines *lines)
{
    free(lines->line);
    *lines = (plume_lines){ NULL, 0 };
}
