/* Asks fontconfig for a family by name, and refuses what it offers instead of it. */
#include "canvas/fonts/faces.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>

#include "canvas/fonts/font_config.h"
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
static FcPattern *matched(FcPattern *pattern)
{
    FcConfig *config = plume_font_config();
    FcPattern *found = NULL;
    FcResult result;

    if (pattern == NULL)
        return NULL;
    if (config != NULL) {
        FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
        FcConfigSubstitute(config, pattern, FcMatchPattern);
        FcDefaultSubstitute(pattern);
        found = FcFontMatch(config, pattern, &result);
    }
    FcPatternDestroy(pattern);
    return found;
}

/* Takes the pattern. */
static cairo_font_face_t *face_from(FcPattern *found)
{
    cairo_font_face_t *face;

    if (found == NULL)
        return NULL;
    face = cairo_ft_font_face_create_for_pattern(found);
    FcPatternDestroy(found);
    return face;
}

static bool is_of_family(FcPattern *found, const char *family)
{
    FcChar8 *name;

    return FcPatternGetString(found, FC_FAMILY, 0, &name) == FcResultMatch &&
           strcmp((const char *)name, family) == 0;
}

cairo_font_face_t *plume_faces_get(plume_faces *faces, plume_face face)
{
    FcPattern *found;

    if (faces->face[face] != NULL)
        return faces->face[face];
    found = matched(FcPatternBuild(NULL, FC_FAMILY, FcTypeString, names[face].family,
                                   FC_WEIGHT, FcTypeInteger, names[face].weight, FC_SLANT,
                                   FcTypeInteger, names[face].slant, (char *)NULL));
    if (found != NULL)
        faces->substitute[face] = !is_of_family(found, names[face].family);
    faces->face[face] = face_from(found);
    return faces->face[face];
}

/* Any family, of the same weight: a bold name stays bold in another script. */
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
    return face_from(matched(pattern));
}

void plume_faces_dispose(plume_faces *faces)
{
    for (size_t i = 0; i < PLUME_FACE_COUNT; i++)
        if (faces->face[i] != NULL)
            cairo_font_face_destroy(faces->face[i]);
    memset(faces, 0, sizeof *faces);
}
