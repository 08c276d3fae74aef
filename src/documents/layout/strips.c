/* A list of strips that grows, with what is drawn in each; the first failure sticks. */
#include "documents/layout/strips.h"

#include <stdlib.h>
#include <string.h>

plume_status plume_strips_init(plume_strips *strips, const plume_type *type,
                               plume_error *error)
{
    memset(strips, 0, sizeof *strips);
    strips->type = *type;
    strips->open = PLUME_STRIPS_NO_ELEMENT;
    strips->pool = plume_pool_new();
    return strips->pool == NULL ? plume_fail_memory(error) : PLUME_OK;
}

void plume_strips_dispose(plume_strips *strips)
{
    plume_pool_free(strips->pool);
    plume_scene_free(strips->scene);
    free(strips->strip);
    free(strips->stuff);
    free(strips->element);
    memset(strips, 0, sizeof *strips);
}

void plume_strips_clear(plume_strips *strips)
{
    strips->strip_count = 0;
    strips->stuff_count = 0;
    strips->element_count = 0;
    strips->open = PLUME_STRIPS_NO_ELEMENT;
    plume_scene_free(strips->scene);
    strips->scene = NULL;
}

plume_status plume_strips_status(const plume_strips *strips, plume_error *error)
{
    if (strips->status != PLUME_OK && error != NULL)
        *error = strips->error;
    return strips->status;
}

void plume_strips_fail(plume_strips *strips, plume_status status,
                       const plume_error *error)
{
    if (strips->status != PLUME_OK || status == PLUME_OK)
        return;
    strips->status = status;
    strips->error = *error;
}

static void fail_memory(plume_strips *strips)
{
    plume_error error;

    plume_strips_fail(strips, plume_fail_memory(&error), &error);
}

/* Makes room for one more of size bytes; the new array, or NULL. */
static void *grown(plume_strips *strips, void *array, size_t count, size_t *capacity,
                   size_t size)
{
    size_t wanted = *capacity == 0 ? 64 : *capacity * 2;
    void *larger;

    if (count < *capacity)
        return array;
    larger = realloc(array, wanted * size);
    if (larger == NULL)
        fail_memory(strips);
    else
        *capacity = wanted;
    return larger;
}

void plume_strips_begin(plume_strips *strips, double lead_pt, double span_pt,
                        double depth_pt)
{
    plume_strip *larger;

    if (strips->status != PLUME_OK)
        return;
    larger = grown(strips, strips->strip, strips->strip_count, &strips->strip_capacity,
                   sizeof *larger);
    if (larger == NULL)
        return;
    strips->strip = larger;
    larger[strips->strip_count++] = (plume_strip){ .lead_pt = lead_pt,
                                                   .span_pt = span_pt,
                                                   .depth_pt = depth_pt,
                                                   .first = strips->stuff_count };
}

void plume_strips_stay(plume_strips *strips)
{
    if (strips->strip_count > 0)
        strips->strip[strips->strip_count - 1].stays = true;
}

static plume_stuff *add(plume_strips *strips, plume_stuff_kind kind)
{
    plume_stuff *larger;

    if (strips->status != PLUME_OK || strips->strip_count == 0)
        return NULL;
    larger = grown(strips, strips->stuff, strips->stuff_count, &strips->stuff_capacity,
                   sizeof *larger);
    if (larger == NULL)
        return NULL;
    strips->stuff = larger;
    strips->strip[strips->strip_count - 1].count++;
    larger += strips->stuff_count++;
    memset(larger, 0, sizeof *larger);
    larger->kind = kind;
    larger->element = PLUME_STRIPS_NO_ELEMENT;
    return larger;
}

/* --- elements --- */

void plume_strips_open(plume_strips *strips, plume_element_kind tag, const char *alt)
{
    plume_strip_element *larger;
    const char *copy = alt == NULL ? NULL : plume_pool_copy(strips->pool, alt);

    if (strips->status != PLUME_OK)
        return;
    larger = grown(strips, strips->element, strips->element_count,
                   &strips->element_capacity, sizeof *larger);
    if (larger == NULL || (alt != NULL && copy == NULL)) {
        fail_memory(strips);
        return;
    }
    strips->element = larger;
    larger[strips->element_count] =
        (plume_strip_element){ tag, strips->open, copy, PLUME_ELEMENT_NONE };
    strips->open = strips->element_count++;
}

void plume_strips_close(plume_strips *strips)
{
    if (strips->status == PLUME_OK && strips->open != PLUME_STRIPS_NO_ELEMENT)
        strips->open = strips->element[strips->open].parent;
}

/* --- what stands in a strip --- */

static const char *copied(plume_strips *strips, const char *text)
{
    const char *copy = plume_pool_copy(strips->pool, text);

    if (copy == NULL)
        fail_memory(strips);
    return copy == NULL ? "" : copy;
}

/* The text is copied, as a label is drawn when its page is known, long after the
 * caller's text is gone. */
void plume_strips_spread(plume_strips *strips, const plume_label *label, double spread_pt)
{
    plume_stuff *stuff;

    if (label->text[0] == '\0')
        return;
    stuff = add(strips, PLUME_STUFF_LABEL);
    if (stuff == NULL)
        return;
    stuff->label = *label;
    stuff->label.text = copied(strips, label->text);
    stuff->spread_pt = spread_pt;
    stuff->element = strips->open;
}

/* Words of one element that stand apart are parted by a blank for who hears them. */
static void part_from_last(plume_strips *strips)
{
    const plume_stuff *last =
        strips->stuff_count > 0 ? &strips->stuff[strips->stuff_count - 1] : NULL;
    plume_label blank;

    if (last == NULL || last->kind != PLUME_STUFF_LABEL ||
        strips->open == PLUME_STRIPS_NO_ELEMENT || last->element != strips->open)
        return;
    blank = last->label;
    blank.text = " ";
    blank.anchor = PLUME_ANCHOR_START;
    if (last->label.anchor == PLUME_ANCHOR_START)
        blank.x_pt +=
            plume_strips_width(strips, blank.face, blank.size_pt, last->label.text);
    plume_strips_spread(strips, &blank, 0.0);
}

void plume_strips_label(plume_strips *strips, const plume_label *label)
{
    if (label->text[0] != '\0')
        part_from_last(strips);
    plume_strips_spread(strips, label, 0.0);
}

void plume_strips_rule(plume_strips *strips, double x_pt, double to_x_pt, double y_pt,
                       double stroke_pt, plume_colour colour)
{
    plume_stuff *stuff = add(strips, PLUME_STUFF_RULE);

    if (stuff == NULL)
        return;
    stuff->x_pt = x_pt;
    stuff->to_x_pt = to_x_pt;
    stuff->y_pt = stuff->to_y_pt = y_pt;
    stuff->stroke_pt = stroke_pt;
    stuff->colour = colour;
}

void plume_strips_upright(plume_strips *strips, double x_pt, double y_pt, double to_y_pt,
                          double stroke_pt, plume_colour colour)
{
    plume_stuff *stuff = add(strips, PLUME_STUFF_RULE);

    if (stuff == NULL)
        return;
    stuff->x_pt = stuff->to_x_pt = x_pt;
    stuff->y_pt = y_pt;
    stuff->to_y_pt = to_y_pt;
    stuff->stroke_pt = stroke_pt;
    stuff->colour = colour;
}

/* In points. What can be clicked on is as high as the letters: about 0.8 of their size
 * above the base line and 0.25 below. */
void plume_strips_link(plume_strips *strips, double x_pt, double to_x_pt,
                       const plume_label *words, const char *uri)
{
    plume_stuff *stuff = add(strips, PLUME_STUFF_LINK);

    if (stuff == NULL)
        return;
    stuff->x_pt = x_pt;
    stuff->to_x_pt = to_x_pt;
    stuff->y_pt = -words->size_pt * 0.8;
    stuff->to_y_pt = words->size_pt * 0.25;
    stuff->uri = uri;
    stuff->label.text = copied(strips, words->text);
    stuff->element = strips->open;
}

void plume_strips_place(plume_strips *strips, const char *name, double height_pt)
{
    plume_stuff *stuff = add(strips, PLUME_STUFF_PLACE);

    if (stuff == NULL)
        return;
    stuff->uri = copied(strips, name);
    stuff->y_pt = -height_pt;
}

/* The strips own one scene at a time; it goes when the next one comes or with the
 * strips. */
void plume_strips_scene(plume_strips *strips, plume_scene *scene)
{
    plume_stuff *stuff = add(strips, PLUME_STUFF_SCENE);

    plume_scene_free(strips->scene);
    strips->scene = scene;
    if (stuff == NULL)
        return;
    stuff->scene = scene;
    stuff->element = strips->open;
}

/* In points. After a failure it is 0: the layout goes on without checks, and the first
 * failure is told at the end. */
double plume_strips_width(plume_strips *strips, plume_face face, double size_pt,
                          const char *text)
{
    plume_error error = { .status = PLUME_OK };
    double width_pt = 0.0;

    if (strips->status == PLUME_OK)
        plume_strips_fail(
            strips,
            plume_typeset_width(&width_pt, &strips->type, face, size_pt, text, &error),
            &error);
    return width_pt;
}

/* RFC 3629, section 3: the bytes of a character after its first begin with the bits
 * 10. */
size_t plume_strips_character(const char *text)
{
    size_t length = 1;

    while (((unsigned char)text[length] & 0xC0u) == 0x80u)
        length++;
    return length;
}

size_t plume_strips_fit(plume_strips *strips, const plume_label *look, double width_pt,
                        const char *text, plume_text *piece)
{
    size_t used = 0, good = 0;
    double sum_pt = 0.0;

    while (text[used] != '\0') {
        char character[8] = { 0 };
        size_t length = plume_strips_character(text + used);

        if (length >= sizeof character)
            length = 1;
        memcpy(character, text + used, length);
        sum_pt += plume_strips_width(strips, look->face, look->size_pt, character);
        if (sum_pt > width_pt + PLUME_FIT_SLACK_PT && used > 0)
            break;
        used += length;
        if (strchr(" /-_.,=&?:", text[used - 1]) != NULL)
            good = used;
    }
    if (text[used] != '\0' && good > used / 2)
        used = good;
    plume_text_clear(piece);
    plume_text_add_n(piece, text, used);
    return used;
}
