/* The sections of the appendix in the order of sections.def: which of them are there, and
 * the numbers that they, their tables and their figures bear. */
#include "documents/model/sections.h"

#include <string.h>

#include "documents/model/internal.h"

typedef struct section {
    const char *id, *condition;
    const char *part[PLUME_SECTION_PARTS + 1]; /* a figure begins with '@' */
} section;

static const section sections[] = {
#define SECTION(name, condition, ...) { #name, condition, { __VA_ARGS__ } },
#include "documents/model/sections.def"
#undef SECTION
};

enum { SECTION_COUNT = sizeof sections / sizeof sections[0] };

const char *plume_section_at(size_t at)
{
    return at < SECTION_COUNT ? sections[at].id : NULL;
}

static bool is_left_out(const plume_tree_context *context, const char *name)
{
    for (size_t i = 0; i < context->data->left_out_count; i++)
        if (strcmp(context->data->left_out[i], name) == 0)
            return true;
    return false;
}

/* In sections.def an '@' before the name of a part marks it as a figure. */
const char *plume_section_figure_at(size_t at)
{
    for (size_t i = 0; i < SECTION_COUNT; i++)
        for (size_t k = 0; sections[i].part[k] != NULL; k++)
            if (*sections[i].part[k] == '@' && at-- == 0)
                return sections[i].part[k] + 1;
    return NULL;
}

/* A name that a template may use is there also when nothing stands behind it. */
void plume_tree_start_sections(const plume_tree_context *context)
{
    plume_value *figures = plume_value_set_map(context->root, "figures");
    plume_value *numbers = plume_value_set_map(context->root, "numbers");
    plume_value *map = plume_value_set_map(context->root, "sections");

    plume_value_set_list(context->root, "document");
    plume_value_set_null(map, "references");
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        plume_value_set_null(map, sections[i].id);
        for (size_t k = 0; sections[i].part[k] != NULL; k++) {
            const char *part = sections[i].part[k];

            if (*part == '@') {
                plume_value_set_null(figures, part + 1);
            } else {
                plume_value_set_null(context->tables, part);
                plume_value_set_null(numbers, part);
            }
        }
    }
}

/* Whether what the section stands on is true; a condition that names nothing of the tree
 * is a slip of the pen in sections.def. */
static plume_status is_there(bool *out, const plume_tree_context *context,
                             const section *of)
{
    const plume_value *value;

    *out = true;
    if (of->condition == NULL)
        return PLUME_OK;
    value = plume_value_find(context->root, of->condition);
    *out = plume_value_bool(value);
    if (value == NULL && plume_value_status(context->root, NULL) == PLUME_OK)
        return plume_fail(
            context->error, PLUME_ERR_UNKNOWN,
            "the section '%s' stands on '%s', which the report tree has not", of->id,
            of->condition);
    return PLUME_OK;
}

/* How far sections, tables and figures have been counted. */
typedef struct counting {
    size_t sections, tables, figures;
} counting;

/* What a caption is made from: number, and the sentences of that name. */
static void set_caption(plume_value *map, const char *prefix, const char *name,
                        size_t number)
{
    plume_text sentence;

    plume_tree_set_number(map, "number", number);
    plume_text_init(&sentence);
    plume_text_printf(&sentence, "%s%s-finding", prefix, name);
    plume_value_set_string(map, "finding", sentence.data);
    plume_text_clear(&sentence);
    plume_text_printf(&sentence, "%s%s-caption", prefix, name);
    plume_value_set_string(map, "caption", sentence.data);
    plume_text_dispose(&sentence);
}

static bool can_draw(const plume_tree_context *context, const char *kind)
{
    for (size_t i = 0; i < context->data->figure_count; i++)
        if (strcmp(context->data->figure[i], kind) == 0)
            return true;
    return false;
}

static void count_figure(const plume_tree_context *context, const char *kind,
                         counting *counted)
{
    plume_value *figures = plume_value_edit(context->root, "figures"), *map;

    if (!can_draw(context, kind))
        return;
    map = plume_value_set_map(figures, kind);
    plume_value_set_string(map, "kind", kind);
    plume_value_set_null(map, "svg"); /* until it is drawn */
    set_caption(map, "figure-", kind, ++counted->figures);
}

/* A table that the data left empty takes no number, so that the numbers have no holes. */
static void count_table(const plume_tree_context *context, const char *id,
                        counting *counted)
{
    plume_value *table = plume_value_edit(context->tables, id);

    if (plume_value_count(table) == 0)
        return;
    plume_value_set_string(table, "id", id);
    set_caption(table, "", id, ++counted->tables);
    plume_tree_set_number(plume_value_edit(context->root, "numbers"), id,
                          counted->tables);
}

static void add_section(plume_value *tree, const char *id)
{
    plume_value *list = plume_value_edit(tree, "document"), *item;
    size_t number = plume_value_count(list) + 1;
    plume_text template;

    plume_tree_set_number(plume_value_set_map(plume_value_edit(tree, "sections"), id),
                          "number", number);
    item = plume_value_set_map(list, NULL);
    plume_text_init(&template);
    plume_text_printf(&template, "sections/%s", id);
    plume_tree_set_number(item, "number", number);
    plume_value_set_string(item, "template", template.data);
    plume_text_dispose(&template);
}

/* A table that stands nowhere is none. */
static void forget_part(const plume_tree_context *context, const char *part)
{
    if (*part != '@')
        plume_value_set_null(context->tables, part);
}

/* Numbers are given here and not by LaTeX or CSS, so that "Table 3" is the same table
 * in PDF, HTML and LaTeX, whatever is left out. A part with @ in front is a figure. */
plume_status plume_tree_number_sections(const plume_tree_context *context)
{
    plume_status status = PLUME_OK;
    counting counted = { 0 };

    for (size_t i = 0; status == PLUME_OK && i < SECTION_COUNT; i++) {
        bool present = false;

        status = is_there(&present, context, &sections[i]);
        if (!present || is_left_out(context, sections[i].id)) {
            for (size_t k = 0; present && sections[i].part[k] != NULL; k++)
                forget_part(context, sections[i].part[k]);
            continue;
        }
        add_section(context->root, sections[i].id);
        for (size_t k = 0; sections[i].part[k] != NULL; k++) {
            const char *part = sections[i].part[k];

            if (is_left_out(context, part))
                forget_part(context, part);
            else if (*part == '@')
                count_figure(context, part + 1, &counted);
            else
                count_table(context, part, &counted);
        }
    }
    return status;
}
