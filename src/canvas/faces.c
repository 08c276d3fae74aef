#include "canvas/faces.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

static const struct {
    const char *family;
    int weight, slant;
} names[PLUME_FACE_COUNT] = {
    [PLUME_FACE_SANS] = { "Liberation Sans", FC_WEIGHT_REGULAR, FC_SLANT_ROMAN },
    [PLUME_FACE_SANS_BOLD] = { "Liberation Sans", FC_WEIGHT_BOLD, FC_SLANT_ROMAN },
    [PLUME_FACE_SANS_ITALIC] = { "Liberation Sans", FC_WEIGHT_REGULAR, FC_SLANT_ITALIC },
    [PLUME_FACE_SERIF] = { "Liberation Serif", FC_WEIGHT_REGULAR, FC_SLANT_ROMAN },
    [PLUME_FACE_SERIF_BOLD] = { "Liberation Serif", FC_WEIGHT_BOLD, FC_SLANT_ROMAN },
    [PLUME_FACE_SERIF_ITALIC] = { "Liberation Serif", FC_WEIGHT_REGULAR,
                                  FC_SLANT_ITALIC },
    [PLUME_FACE_MONO] = { "Liberation Mono", FC_WEIGHT_REGULAR, FC_SLANT_ROMAN },
};

/* Takes the pattern. NULL when memory ran out or there is no font at all. */
static cairo_font_face_t *matched(FcPattern *pattern)
{
    cairo_font_face_t *face = NULL;
    FcPattern *found;
    FcResult result;

    if (pattern == NULL)
        return NULL;
    FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
    FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    found = FcFontMatch(NULL, pattern, &result);
    FcPatternDestroy(pattern);
    if (found == NULL)
        return NULL;
    face = cairo_ft_font_face_create_for_pattern(found);
    FcPatternDestroy(found);
    return face;
}

cairo_font_face_t *plume_faces_get(plume_faces *faces, plume_face face)
{
    if (faces->face[face] == NULL)
        faces->face[face] =
            matched(FcPatternBuild(NULL, FC_FAMILY, FcTypeString, names[face].family,
                                   FC_WEIGHT, FcTypeInteger, names[face].weight, FC_SLANT,
                                   FcTypeInteger, names[face].slant, (char *)NULL));
    return faces->face[face];
}

cairo_font_face_t *plume_faces_covering(plume_face face, const char *text, size_t length)
{
    FcPattern *pattern =
        FcPatternBuild(NULL, FC_WEIGHT, FcTypeInteger, names[face].weight, (char *)NULL);
    FcCharSet *characters = FcCharSetCreate();
    size_t at = 0;

    while (characters != NULL && at < length) {
        int32_t character;
        size_t used = plume_utf8_next(&character, text + at, length - at);

        if (used == 0)
            break;
        FcCharSetAddChar(characters, (FcChar32)character);
        at += used;
    }
    if (pattern != NULL && characters != NULL)
        FcPatternAddCharSet(pattern, FC_CHARSET, characters);
    if (characters != NULL)
        FcCharSetDestroy(characters);
    return matched(pattern);
}

void plume_faces_dispose(plume_faces *faces)
{
    size_t i;

    for (i = 0; i < PLUME_FACE_COUNT; i++)
        if (faces->face[i] != NULL)
            cairo_font_face_destroy(faces->face[i]);
    memset(faces, 0, sizeof *faces);
}
