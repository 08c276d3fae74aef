/* Sets one block after the other: prose, tables, figures, headings, as strips. */
#include "documents/layout/blocks.h"

#include <string.h>

#include "chart/chart.h"
#include "chart/charts.h"
#include "documents/layout/page_size.h"
#include "documents/layout/headline.h"
#include "documents/layout/reference_columns.h"
#include "documents/layout/table.h"
#include "documents/layout/paragraph.h"
#include "scene/palette.h"

#define SCENE_TO_CAPTION_PT 13.0
#define HEAD_SIZE_PT        8.5
#define CAPTION_HEIGHT_PT   12.0 /* from where a link leads to the first baseline */
#define REFERENCE_GAP_PT    2.5
enum { TITLE_FIELDS = 3, SECTION_FIELDS = 2 };

/* --- fields --- */

/* Up to count fields parted by '|', trimmed, unescaped, in the pool; missing ones are "".
 */
static void split(plume_strips *strips, const char *line, size_t length,
                  const char **fields, size_t count)
{
    plume_error error;
    plume_text text;
    size_t at = 0;

    plume_text_init(&text);
    for (size_t i = 0; i < count; i++) {
        size_t from = at, end;

        while (at < length && line[at] != '|')
            at += line[at] == '\\' && at + 1 < length ? 2 : 1;
        end = at++;
        while (from < end && line[from] == ' ')
            from++;
        while (from < end && line[end - 1] == ' ')
            end--;
        plume_text_clear(&text);
        if (from < end)
            plume_inline_unescape(&text, line + from, end - from);
        fields[i] = plume_pool_copy_n(strips->pool, text.data, text.length);
        if (fields[i] == NULL) {
            fields[i] = "";
            plume_strips_fail(strips, plume_fail_memory(&error), &error);
        }
        at = at < length ? at : length;
    }
    plume_text_dispose(&text);
}

static plume_status place(plume_flow *flow, plume_edge begins, plume_edge ends,
                          size_t repeat, plume_error *error)
{
    plume_block block = { &flow->strips, begins, ends, repeat };

    return plume_pages_place(&flow->pages, &block, error);
}

static plume_status place_float(plume_flow *flow, plume_edge begins, plume_edge ends,
                                size_t repeat, plume_error *error)
{
    plume_block block = { &flow->strips, begins, ends, repeat };

    return plume_pages_float(&flow->pages, &block, error);
}

/* The text of a block, as an element of that kind. */
static plume_status set_inline(plume_flow *flow, const plume_paragraph *style,
                               plume_element_kind tag, const plume_flow_block *block,
                               plume_error *error)
{
    plume_status status = plume_inline_parse(&flow->fragments, flow->strips.pool,
                                             block->body, block->body_length, error);

    if (status != PLUME_OK || flow->fragments.count == 0)
        return status;
    plume_strips_open(&flow->strips, tag, NULL);
    plume_paragraph_set(&flow->strips, style, &flow->fragments);
    plume_strips_close(&flow->strips);
    return status;
}

/* Links to KIND-NAME lead above the first strip. */
static void name_place(plume_strips *strips, const char *kind, const char *name,
                       double height_pt)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%s-%s", kind, name);
    plume_strips_place(strips, text.data, height_pt);
    plume_text_dispose(&text);
}

/* --- blocks --- */

static plume_status set_title(plume_flow *flow, const plume_flow_block *block,
                              plume_error *error)
{
    const char *fields[TITLE_FIELDS];

    split(&flow->strips, block->line, block->line_length, fields, TITLE_FIELDS);
    plume_strips_open(&flow->strips, PLUME_TAG_TITLE, NULL);
    plume_page_title(&flow->strips, fields[0], fields[1], fields[2]);
    plume_strips_close(&flow->strips);
    return place(flow, PLUME_EDGE_TITLE, PLUME_EDGE_TITLE, SIZE_MAX, error);
}

static plume_status set_headline(plume_flow *flow, const plume_flow_block *block,
                                 plume_error *error)
{
    (void)block;
    plume_page_headline(&flow->strips, plume_value_get(flow->tree, "headline"));
    return place(flow, PLUME_EDGE_BAND, PLUME_EDGE_BAND, SIZE_MAX, error);
}

/* All references are there. */
static plume_status place_references(plume_flow *flow, plume_error *error)
{
    plume_block block = { &flow->references, PLUME_EDGE_SMALL, PLUME_EDGE_SMALL,
                          SIZE_MAX };
    plume_status status = plume_pages_columns(&flow->pages, &block, error);

    plume_strips_clear(&flow->references);
    return status;
}

/* A heading waits for the block that follows it; at the end none does, and an empty
 * strip brings the heading onto the page. */
plume_status plume_flow_end(plume_flow *flow, plume_error *error)
{
    if (flow->references.strip_count > 0)
        return place_references(flow, error);
    if (!flow->pages.has_head)
        return PLUME_OK;
    plume_strips_clear(&flow->strips);
    plume_strips_begin(&flow->strips, 0.0, 0.0, 0.0);
    return place(flow, PLUME_EDGE_PROSE, PLUME_EDGE_PROSE, SIZE_MAX, error);
}

/* Heads hang in the margin: they wait until the block beside them is placed. */
static plume_status set_section(plume_flow *flow, const plume_flow_block *block,
                                plume_error *error)
{
    plume_label lines[PLUME_HEAD_LINES_MAX];
    const char *fields[SECTION_FIELDS], *wrapped[PLUME_HEAD_LINES_MAX - 1], *name;
    plume_status status = plume_flow_end(flow, error);
    plume_text bookmark;
    size_t count;

    if (status != PLUME_OK)
        return status;
    split(&flow->strips, block->line, block->line_length, fields, SECTION_FIELDS);
    count = plume_paragraph_wrap(&flow->strips, PLUME_FACE_SANS_BOLD, HEAD_SIZE_PT,
                                 HEADS_WIDTH_PT, fields[1], wrapped,
                                 PLUME_HEAD_LINES_MAX - 1);
    for (size_t i = 0; i <= count; i++)
        lines[i] = (plume_label){ .text = i == 0 ? fields[0] : wrapped[i - 1],
                                  .x_pt = HEADS_X_PT,
                                  .face = PLUME_FACE_SANS_BOLD,
                                  .size_pt = HEAD_SIZE_PT,
                                  .anchor = PLUME_ANCHOR_START,
                                  .colour = i == 0 ? PLUME_SECONDARY : PLUME_INK };
    plume_text_init(&bookmark);
    plume_text_printf(&bookmark, "%s%s%s", fields[0],
                      *fields[0] != '\0' && *fields[1] != '\0' ? " " : "", fields[1]);
    name = plume_pool_copy(flow->strips.pool, bookmark.data);
    plume_text_dispose(&bookmark);
    if (name == NULL)
        return plume_fail_memory(error);
    plume_pages_head(&flow->pages, fields[0][0] == '\0' ? lines + 1 : lines,
                     fields[0][0] == '\0' ? count : count + 1, name);
    return plume_strips_status(&flow->strips, error);
}

/* The caption stands above its table and goes with it onto a page. */
static plume_status set_table(plume_flow *flow, const plume_flow_block *block,
                              plume_error *error)
{
    const plume_value *tables = plume_value_get(flow->tree, "tables"), *table;
    const char *name[1];
    size_t head = 0;
    plume_status status;
    plume_edge begins = PLUME_EDGE_PROSE;

    split(&flow->strips, block->line, block->line_length, name, 1);
    status = plume_strips_status(&flow->strips, error);
    if (status != PLUME_OK)
        return status;
    table = plume_value_get(tables, name[0]);
    if (plume_value_kind(table) != PLUME_MAP)
        return plume_fail(error, PLUME_ERR_UNKNOWN, "there is no table '%s'", name[0]);
    plume_strips_open(&flow->strips, PLUME_TAG_TABLE, NULL);
    status = set_inline(flow, &plume_paragraph_caption, PLUME_TAG_CAPTION, block, error);
    if (flow->strips.strip_count > 0)
        begins = PLUME_EDGE_SMALL;
    if (status == PLUME_OK)
        status = plume_page_table(&flow->strips, table, name[0], &head, error);
    name_place(&flow->strips, "table", name[0], CAPTION_HEIGHT_PT);
    plume_strips_close(&flow->strips);
    if (status != PLUME_OK)
        return status;
    return place_float(flow, begins, PLUME_EDGE_RULE, head, error);
}

/* PLUME_ERR_MISSING when there is nothing to draw. */
static plume_status build_scene(plume_flow *flow, const char *kind, plume_scene **out,
                                plume_error *error)
{
    plume_chart_options options = { .width_pt = TEXT_WIDTH_PT,
                                    .finding = "",
                                    .caption = "" };
    const plume_chart *chart = plume_chart_find(kind);

    *out = NULL;
    if (chart == NULL)
        return plume_fail(error, PLUME_ERR_UNKNOWN, "there is no chart '%s'", kind);
    if (flow->charts == NULL)
        return plume_fail(error, PLUME_ERR_MISSING, "there are no data for charts");
    return plume_chart_scene(out, chart, flow->charts, &options, error);
}

/* What is seen in words: the caption says the rest. */
static void open_figure(plume_flow *flow, const char *kind)
{
    const plume_chart *chart = plume_chart_find(kind);
    plume_text text;
    plume_error error;

    plume_text_init(&text);
    plume_text_printf(&text, "Chart: %s. ", chart->title);
    plume_strips_fail(&flow->strips, chart->describe(&text, flow->charts, &error),
                      &error);
    plume_strips_open(&flow->strips, PLUME_TAG_GROUP, NULL);
    plume_strips_open(&flow->strips, PLUME_TAG_FIGURE, text.data);
    plume_text_dispose(&text);
}

/* A figure that has nothing to draw is left out with a note; any other failure fails
 * the document. */
static plume_status set_figure(plume_flow *flow, const plume_flow_block *block,
                               plume_error *error)
{
    plume_error why = { .status = PLUME_OK };
    plume_scene *scene = NULL;
    const char *kind[1];
    plume_status status;

    split(&flow->strips, block->line, block->line_length, kind, 1);
    status = plume_strips_status(&flow->strips, error);
    if (status != PLUME_OK)
        return status;
    status = build_scene(flow, kind[0], &scene, &why);
    if (status == PLUME_ERR_MISSING) {
        plume_notes_add(flow->notes, PLUME_INFO, "figure-left-out", NULL, 0,
                        "the figure '%s' is left out: %s", kind[0], why.message);
        return PLUME_OK;
    }
    if (status != PLUME_OK) {
        if (error != NULL)
            *error = why;
        return status;
    }
    plume_strips_begin(&flow->strips, 0.0, plume_scene_height_pt(scene), 0.0);
    name_place(&flow->strips, "figure", kind[0], 0.0);
    open_figure(flow, kind[0]);
    plume_strips_scene(&flow->strips, scene);
    plume_strips_close(&flow->strips);
    status = set_inline(flow, &plume_paragraph_caption, PLUME_TAG_CAPTION, block, error);
    plume_strips_close(&flow->strips);
    if (status != PLUME_OK)
        return status;
    if (flow->strips.strip_count > 1)
        flow->strips.strip[1].lead_pt = SCENE_TO_CAPTION_PT;
    plume_paragraph_keep(&flow->strips, 0, true);
    return place_float(flow, PLUME_EDGE_SCENE,
                       flow->strips.strip_count > 1 ? PLUME_EDGE_SMALL : PLUME_EDGE_SCENE,
                       SIZE_MAX, error);
}

static plume_status set_fixed(plume_flow *flow, const plume_flow_block *block,
                              plume_error *error)
{
    plume_strips_open(&flow->strips, PLUME_TAG_PARAGRAPH, NULL);
    plume_paragraph_set_fixed(&flow->strips, block->body, block->body_length);
    plume_strips_close(&flow->strips);
    return place(flow, PLUME_EDGE_PROSE, PLUME_EDGE_PROSE, SIZE_MAX, error);
}

static plume_status set_small(plume_flow *flow, const plume_flow_block *block,
                              plume_error *error)
{
    plume_status status =
        set_inline(flow, &plume_paragraph_caption, PLUME_TAG_PARAGRAPH, block, error);

    return status != PLUME_OK
               ? status
               : place(flow, PLUME_EDGE_SMALL, PLUME_EDGE_SMALL, SIZE_MAX, error);
}

static plume_status set_prose(plume_flow *flow, const plume_flow_block *block,
                              plume_error *error)
{
    plume_status status =
        set_inline(flow, &plume_paragraph_prose, PLUME_TAG_PARAGRAPH, block, error);

    return status != PLUME_OK
               ? status
               : place(flow, PLUME_EDGE_PROSE, PLUME_EDGE_PROSE, SIZE_MAX, error);
}

/* They stand in two columns, which are even only when all are known. */
static plume_status set_reference(plume_flow *flow, const plume_flow_block *block,
                                  plume_error *error)
{
    plume_strips *all = &flow->references;
    size_t first = all->strip_count;
    const char *name[1];
    plume_status status;

    split(all, block->line, block->line_length, name, 1);
    status = plume_inline_parse(&flow->fragments, all->pool, block->body,
                                block->body_length, error);
    if (status != PLUME_OK)
        return status;
    plume_strips_open(all, PLUME_TAG_PARAGRAPH, NULL);
    plume_paragraph_set(all, &plume_paragraph_reference, &flow->fragments);
    plume_strips_close(all);
    if (all->strip_count > first) {
        all->strip[first].lead_pt += first > 0 ? REFERENCE_GAP_PT : 0.0;
        name_place(all, "reference", name[0], CAPTION_HEIGHT_PT);
    }
    return plume_strips_status(all, error);
}

/* A new kind of block is a line of this table and a function above. */
plume_status plume_flow_set(plume_flow *flow, const plume_flow_block *block,
                            plume_error *error)
{
    static const struct {
        const char *word;
        plume_status (*set)(plume_flow *flow, const plume_flow_block *block,
                            plume_error *error);
    } kinds[] = {
        { "", set_prose },
        { "title", set_title },
        { "headline", set_headline },
        { "section", set_section },
        { "table", set_table },
        { "figure", set_figure },
        { "mono", set_fixed },
        { "small", set_small },
        { "reference", set_reference },
    };
    bool refers = block->word_length == strlen("reference") &&
                  memcmp(block->word, "reference", block->word_length) == 0;

    if (flow->references.strip_count > 0 && !refers) {
        plume_status status = place_references(flow, error);

        if (status != PLUME_OK)
            return status;
    }
    plume_strips_clear(&flow->strips);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strlen(kinds[i].word) == block->word_length &&
            memcmp(kinds[i].word, block->word, block->word_length) == 0)
            return kinds[i].set(flow, block, error);
    return plume_fail(error, PLUME_ERR_SYNTAX, "there is no block '@%.*s'",
                      (int)(block->word_length < 40 ? block->word_length : 40),
                      block->word);
}
