/* Renders the tags of a template in their order, looking names up from the innermost
 * context out. */
#include "documents/template/mustache.h"

#include <stdlib.h>
#include <string.h>

#include <plume/number.h>

#include "documents/template/mustache_tags.h"

enum { PARTIAL_DEPTH_MAX = 64, NAME_MAX_BYTES = 256 };

/* The stack of contexts, innermost first. */
typedef struct frame {
    const plume_value *value;
    const struct frame *outer;
} frame;

typedef struct renderer {
    plume_text *out;
    const plume_rendering *rendering;
    const plume_template *template;
    const plume_tags *tags;
    unsigned depth;
    plume_error *error;
} renderer;

static plume_status render_template(const renderer *parent,
                                    const plume_template *template, const frame *context);
static plume_status render_range(const renderer *r, size_t first, size_t end,
                                 const frame *context);

/* A child by the next part of a dotted name; *name moves behind it. NULL when absent. */
static const plume_value *step(const plume_value *value, const char **name)
{
    char part[NAME_MAX_BYTES];
    size_t length = strcspn(*name, ".");

    memcpy(part, *name, length);
    part[length] = '\0';
    *name += length;
    if (**name == '.')
        (*name)++;
    return plume_value_kind(value) == PLUME_MAP ? plume_value_get(value, part) : NULL;
}

/* The first part is looked for outwards; the rest must then be found inside it. */
static const plume_value *look_up(const frame *context, const char *name)
{
    if (strcmp(name, ".") == 0)
        return context->value;
    for (; context != NULL; context = context->outer) {
        const char *rest = name;
        const plume_value *found = step(context->value, &rest);

        if (found == NULL)
            continue;
        while (found != NULL && *rest != '\0')
            found = step(found, &rest);
        return found;
    }
    return NULL;
}

static plume_status tag_name(const renderer *r, const plume_tag *tag, char *name)
{
    if (tag->length >= NAME_MAX_BYTES)
        return plume_tags_fail(r->template->text, tag->at, r->template->path, r->error,
                               "this name is too long", "");
    memcpy(name, tag->start, tag->length);
    name[tag->length] = '\0';
    return PLUME_OK;
}

static plume_status unknown(const renderer *r, const plume_tag *tag, const char *message,
                            const char *name)
{
    plume_tags_fail(r->template->text, tag->at, r->template->path, r->error, message,
                    name);
    if (r->error != NULL)
        r->error->status = PLUME_ERR_UNKNOWN;
    return PLUME_ERR_UNKNOWN;
}

/* A misspelt name renders as nothing by the specification of mustache; here that would
 * drop a figure in silence, so strict refuses it. */
static plume_status find_value(const renderer *r, const plume_tag *tag,
                               const frame *context, const plume_value **out)
{
    char name[NAME_MAX_BYTES];
    plume_status status = tag_name(r, tag, name);

    if (status != PLUME_OK)
        return status;
    *out = look_up(context, name);
    if (*out == NULL && r->rendering->strict)
        return unknown(r, tag, "the data have no", name);
    return PLUME_OK;
}

/* A number is true whatever it is: 0 is a figure, and is printed. */
static bool is_true(const plume_value *value)
{
    switch (plume_value_kind(value)) {
    case PLUME_BOOL:
        return plume_value_bool(value);
    case PLUME_STRING:
        return *plume_value_string(value) != '\0';
    case PLUME_LIST:
        return plume_value_count(value) > 0;
    case PLUME_NUMBER:
    case PLUME_MAP:
        return true;
    default:
        return false;
    }
}

static void print_value(const renderer *r, const plume_value *value, bool raw)
{
    plume_text text;

    plume_text_init(&text);
    if (plume_value_kind(value) == PLUME_NUMBER)
        plume_number_print(&text, plume_value_number(value));
    else if (plume_value_kind(value) == PLUME_BOOL)
        plume_text_add(&text, plume_value_bool(value) ? "true" : "false");
    else
        plume_text_add(&text, plume_value_string(value));
    if (text.status != PLUME_OK)
        r->out->status = text.status;
    else if (raw)
        plume_text_add(r->out, text.data);
    else
        r->rendering->escape(r->out, text.data);
    plume_text_dispose(&text);
}

/* The text of a template in prose is escaped line by line, so that its line ends stay. */
static void print_text(const renderer *r, const plume_tag *tag)
{
    const char *at = tag->start, *end = tag->start + tag->length;

    if (!r->template->prose) {
        plume_text_add_n(r->out, at, tag->length);
        return;
    }
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        const char *stop = line_end == NULL ? end : line_end;
        plume_text line;

        plume_text_init(&line);
        plume_text_add_n(&line, at, (size_t)(stop - at));
        if (line.status == PLUME_OK)
            r->rendering->escape(r->out, line.data);
        else
            r->out->status = line.status;
        plume_text_dispose(&line);
        if (line_end != NULL)
            plume_text_add_char(r->out, '\n');
        at = line_end == NULL ? end : line_end + 1;
    }
}

/* mustache(5): a list is rendered once for each item, any other true value once with
 * itself as the context. */
static plume_status render_section(const renderer *r, size_t at, const frame *context)
{
    const plume_tag *tag = &r->tags->tag[at];
    const plume_value *value = NULL;
    plume_status status = find_value(r, tag, context, &value);

    if (status != PLUME_OK)
        return status;
    if (tag->kind == PLUME_TAG_INVERTED)
        return is_true(value) ? PLUME_OK : render_range(r, at + 1, tag->end, context);
    if (!is_true(value))
        return PLUME_OK;
    if (plume_value_kind(value) != PLUME_LIST) {
        frame inside = { value, context };

        return render_range(r, at + 1, tag->end, &inside);
    }
    for (size_t i = 0; status == PLUME_OK && i < plume_value_count(value); i++) {
        frame inside = { plume_value_at(value, i), context };

        status = render_range(r, at + 1, tag->end, &inside);
    }
    return status;
}

/* The specification of mustache on partials: one that stands alone on its line gives
 * its indentation to each of its lines. */
static void indent_lines(plume_text *out, const char *text, const plume_tag *tag)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");

        length += text[length] == '\n';
        plume_text_add_n(out, tag->indent, tag->indent_length);
        plume_text_add_n(out, text, length);
        text += length;
    }
}

/* The text of a partial as its place asks for it. */
static void fit(plume_text *out, const plume_template *partial, const plume_tag *tag)
{
    size_t length = strlen(partial->text);

    if (tag->alone) {
        indent_lines(out, partial->text, tag);
        return;
    }
    if (partial->trimmed && length > 0 && partial->text[length - 1] == '\n')
        length--;
    plume_text_add_n(out, partial->text, length);
}

/* The name of a partial; behind '*' stands where in the data it is to be found. */
static plume_status partial_name(const renderer *r, const plume_tag *tag,
                                 const frame *context, char *name)
{
    plume_tag behind = *tag;
    const plume_value *value = NULL;
    plume_status status;

    if (*tag->start != '*')
        return tag_name(r, tag, name);
    behind.start++;
    behind.length--;
    for (; behind.length > 0 && *behind.start == ' '; behind.length--)
        behind.start++;
    status = find_value(r, &behind, context, &value);
    if (status != PLUME_OK)
        return status;
    behind.start = plume_value_string(value);
    behind.length = strlen(behind.start);
    return tag_name(r, &behind, name);
}

/* A template that includes itself would never end; the bound tells it by the name of
 * the partial. */
static plume_status find_partial(const renderer *r, const plume_tag *tag,
                                 const frame *context, plume_template *out)
{
    char name[NAME_MAX_BYTES];
    const plume_partials *partials = &r->rendering->partials;
    plume_status status = partial_name(r, tag, context, name);

    if (status == PLUME_OK && partials->find != NULL)
        status = partials->find(partials->state, name, out, r->error);
    if (status != PLUME_OK)
        return status;
    if (out->text == NULL && r->rendering->strict)
        return unknown(r, tag, "there is no template", name);
    if (out->text != NULL && r->depth >= PARTIAL_DEPTH_MAX)
        return plume_tags_fail(r->template->text, tag->at, r->template->path, r->error,
                               "partials are nested without end in", name);
    return PLUME_OK;
}

static plume_status render_partial(const renderer *r, const plume_tag *tag,
                                   const frame *context)
{
    plume_template found = { .path = "" };
    plume_status status = find_partial(r, tag, context, &found);
    plume_text fitted;

    if (status != PLUME_OK || found.text == NULL)
        return status;
    plume_text_init(&fitted);
    fit(&fitted, &found, tag);
    found.text = fitted.data;
    status = plume_text_status(&fitted, r->error);
    if (status == PLUME_OK)
        status = render_template(r, &found, context);
    plume_text_dispose(&fitted);
    return status;
}

static plume_status render_value(const renderer *r, const plume_tag *tag,
                                 const frame *context)
{
    const plume_value *value = NULL;
    plume_status status = find_value(r, tag, context, &value);

    if (status == PLUME_OK && value != NULL)
        print_value(r, value, tag->kind == PLUME_TAG_RAW);
    return status;
}

static plume_status render_range(const renderer *r, size_t first, size_t end,
                                 const frame *context)
{
    plume_status status = PLUME_OK;

    for (size_t i = first; status == PLUME_OK && i < end; i++) {
        const plume_tag *tag = &r->tags->tag[i];

        if (tag->kind == PLUME_TAG_TEXT) {
            print_text(r, tag);
        } else if (tag->kind == PLUME_TAG_PARTIAL) {
            status = render_partial(r, tag, context);
        } else if (tag->kind == PLUME_TAG_SECTION || tag->kind == PLUME_TAG_INVERTED) {
            status = render_section(r, i, context);
            i = tag->end;
        } else if (tag->kind != PLUME_TAG_END) {
            status = render_value(r, tag, context);
        }
    }
    return status;
}

static plume_status render_template(const renderer *parent,
                                    const plume_template *template, const frame *context)
{
    plume_tags tags;
    renderer r = *parent;
    plume_status status = plume_tags_read(&tags, template->text, template->path, r.error);

    if (status != PLUME_OK)
        return status;
    r.template = template;
    r.tags = &tags;
    r.depth = parent->depth + 1;
    status = render_range(&r, 0, tags.count, context);
    plume_tags_dispose(&tags);
    return status;
}

plume_status plume_mustache_render(plume_text *out, const plume_template *template,
                                   const plume_rendering *rendering, plume_error *error)
{
    renderer r = { .out = out, .rendering = rendering, .error = error };
    frame root = { rendering->data, NULL };
    plume_status status = render_template(&r, template, &root);

    return status == PLUME_OK ? plume_text_status(out, error) : status;
}
