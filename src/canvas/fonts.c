#include "canvas/fonts.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static const struct {
    const char *family;
    int weight, slant;
} faces[PLUME_FACE_COUNT] = {
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

cairo_font_face_t *plume_fonts_face(plume_fonts *fonts, plume_face face)
{
    if (fonts->face[face] == NULL)
        fonts->face[face] =
            matched(FcPatternBuild(NULL, FC_FAMILY, FcTypeString, faces[face].family,
                                   FC_WEIGHT, FcTypeInteger, faces[face].weight, FC_SLANT,
                                   FcTypeInteger, faces[face].slant, (char *)NULL));
    return fonts->face[face];
}

cairo_font_face_t *plume_fonts_covering(plume_face face, const char *text, size_t length)
{
    FcPattern *pattern =
        FcPatternBuild(NULL, FC_WEIGHT, FcTypeInteger, faces[face].weight, (char *)NULL);
    FcCharSet *characters = FcCharSetCreate();
    size_t at = 0;

    while (characters != NULL && at < length) {
        utf8proc_int32_t character;
        utf8proc_ssize_t used =
            utf8proc_iterate((const utf8proc_uint8_t *)text + at,
                             (utf8proc_ssize_t)(length - at), &character);

        if (used < 1)
            break;
        FcCharSetAddChar(characters, (FcChar32)character);
        at += (size_t)used;
    }
    if (pattern != NULL && characters != NULL)
        FcPatternAddCharSet(pattern, FC_CHARSET, characters);
    if (characters != NULL)
        FcCharSetDestroy(characters);
    return matched(pattern);
}

void plume_fonts_dispose(plume_fonts *fonts)
{
    size_t i;

    for (i = 0; i < PLUME_FACE_COUNT; i++)
        if (fonts->face[i] != NULL)
            cairo_font_face_destroy(fonts->face[i]);
    memset(fonts, 0, sizeof *fonts);
}
