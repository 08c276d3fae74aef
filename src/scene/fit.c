/* Cutting a label in its middle: the end of a run's name tells it apart from its
 * siblings. */
#include "scene/fit.h"

#include <string.h>

#include "scene/widths.h"

#define ELLIPSIS "…"

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static size_t next_character(const char *text, size_t at)
{
    at++;
    while (is_continuation(text[at]))
        at++;
    return at;
}

static size_t previous_character(const char *text, size_t at)
{
    at--;
    while (at > 0 && is_continuation(text[at]))
        at--;
    return at;
}

typedef struct cut {
    size_t head, tail; /* text[0..head) and text[tail..) stay */
} cut;

/* Grows the shorter side by one character at a time for as long as both fit. */
static cut widest_cut(plume_face face, double size_pt, const char *text, double room_pt)
{
    size_t length = strlen(text);
    cut best = { 0, length };
    double head_pt = 0.0, tail_pt = 0.0;

    while (best.head < best.tail) {
        bool forward = head_pt <= tail_pt;
        size_t edge = forward ? next_character(text, best.head)
                              : previous_character(text, best.tail);
        double grown_pt =
            forward ? plume_bytes_width_pt(face, size_pt, text, edge)
                    : plume_bytes_width_pt(face, size_pt, text + edge, length - edge);

        if (grown_pt + (forward ? tail_pt : head_pt) > room_pt)
            break;
        if (forward) {
            best.head = edge;
            head_pt = grown_pt;
        } else {
            best.tail = edge;
            tail_pt = grown_pt;
        }
    }
    return best;
}

/* Cut in the middle: names of models differ at both ends ("Llama 2 ... 70B"). */
void plume_text_fit(plume_text *out, plume_face face, double size_pt, const char *text,
                    double width_pt)
{
    double room_pt = width_pt - plume_text_width_pt(face, size_pt, ELLIPSIS);
    cut kept;

    if (plume_text_width_pt(face, size_pt, text) <= width_pt) {
        plume_text_add(out, text);
        return;
    }
    kept = widest_cut(face, size_pt, text, room_pt);
    while (kept.head > 0 && text[kept.head - 1] == ' ')
        kept.head--;
    while (text[kept.tail] == ' ')
        kept.tail++;
    plume_text_add_n(out, text, kept.head);
    plume_text_add(out, ELLIPSIS);
    plume_text_add(out, text + kept.tail);
}
