/* Opens each font file once, checked, and finds a fallback for characters that the
 * family lacks. */
#include "canvas/fonts/fonts.h"

#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "canvas/fonts/font_config.h"
#include "core/input/slurp.h"

enum { ALTERNATIVES = 4, FONTS_MAX = 32, STYLES = 4 };

/* Fonts of the same metrics, the preferred one first. */
static const char *const alternatives[PLUME_FAMILY_COUNT][ALTERNATIVES] = {
    { "Liberation Serif", "Tinos", "Times New Roman", NULL },
    { "Liberation Sans", "Arimo", "Arial", NULL },
    { "Liberation Mono", "Cousine", "Courier New", NULL },
};

struct plume_fonts {
    FcConfig *config; /* borrowed */
    plume_font font[FONTS_MAX];
    char *bytes[FONTS_MAX];
    char *path[FONTS_MAX];
    size_t count;
    const plume_font *found[PLUME_FAMILY_COUNT][STYLES];
    uint32_t missed[PLUME_MISSED_MAX]; /* so as not to look again, and to tell */
    size_t missed_count;
    plume_error failure; /* of the first font that is there and could not be read */
};

plume_status plume_fonts_new(plume_fonts **out, plume_error *error)
{
    plume_fonts *fonts = calloc(1, sizeof *fonts);

    *out = NULL;
    if (fonts == NULL)
        return plume_fail_memory(error);
    fonts->config = plume_font_config();
    if (fonts->config == NULL) {
        free(fonts);
        return plume_fail(error, PLUME_ERR_MISSING, "no font configuration can be read");
    }
    *out = fonts;
    return PLUME_OK;
}

void plume_fonts_free(plume_fonts *fonts)
{
    if (fonts == NULL)
        return;
    for (size_t i = 0; i < fonts->count; i++) {
        free(fonts->bytes[i]);
        free(fonts->path[i]);
    }
    free(fonts);
}

size_t plume_fonts_count(const plume_fonts *fonts)
{
    return fonts->count;
}

const plume_font *plume_fonts_at(const plume_fonts *fonts, size_t i)
{
    return i < fonts->count ? &fonts->font[i] : NULL;
}

/* --- opening --- */

static const plume_font *already_open(const plume_fonts *fonts, const char *path)
{
    for (size_t i = 0; i < fonts->count; i++)
        if (strcmp(fonts->path[i], path) == 0)
            return &fonts->font[i];
    return NULL;
}

/* A font is read and checked once, however many faces and fallbacks lead to it. */
static plume_status read_font(plume_fonts *fonts, const char *path,
                              const plume_font **out, plume_error *error)
{
    plume_font *font = &fonts->font[fonts->count];
    size_t length = 0;
    plume_status status;
    char *bytes = NULL;

    *out = already_open(fonts, path);
    if (*out != NULL)
        return PLUME_OK;
    if (fonts->count == FONTS_MAX)
        return plume_fail(error, PLUME_ERR_VALUE, "a document may use at most %d fonts",
                          FONTS_MAX);
    status = plume_source_slurp(&bytes, &length, path, PLUME_SFNT_BYTES_MAX, error);
    if (status == PLUME_OK)
        status = plume_sfnt_check(&font->sfnt, (const unsigned char *)bytes, length, path,
                                  error);
    if (status != PLUME_OK) {
        free(bytes);
        return status;
    }
    fonts->path[fonts->count] = strdup(path);
    if (fonts->path[fonts->count] == NULL) {
        free(bytes);
        return plume_fail_memory(error);
    }
    fonts->bytes[fonts->count] = bytes;
    font->path = fonts->path[fonts->count];
    font->index = fonts->count;
    fonts->count++;
    *out = font;
    return PLUME_OK;
}

/* Another font stands in for one that is not there, or is no sound one; but not for one
 * that could not be read this time, since the next page would look otherwise. */
static plume_status open_font(plume_fonts *fonts, const char *path,
                              const plume_font **out, plume_error *error)
{
    plume_error failure = { .status = PLUME_OK };
    plume_status status = read_font(fonts, path, out, &failure);
    bool failed =
        status == PLUME_ERR_MEMORY || (status == PLUME_ERR_IO && access(path, F_OK) == 0);

    if (failed && fonts->failure.status == PLUME_OK)
        fonts->failure = failure;
    if (status != PLUME_OK && error != NULL)
        *error = failure;
    return status;
}

plume_status plume_fonts_status(const plume_fonts *fonts, plume_error *error)
{
    if (fonts->failure.status != PLUME_OK && error != NULL)
        *error = fonts->failure;
    return fonts->failure.status;
}

/* --- asking fontconfig --- */

/* The files of all single TrueType fonts that match, in the order of their names, so that
 * the answer does not depend on how folders are walked. The caller destroys the set. */
static int by_file(const void *a, const void *b)
{
    FcPattern *const *one = a, *const *other = b;
    FcChar8 *one_file = NULL, *other_file = NULL;

    FcPatternGetString(*one, FC_FILE, 0, &one_file);
    FcPatternGetString(*other, FC_FILE, 0, &other_file);
    return strcmp(one_file != NULL ? (char *)one_file : "",
                  other_file != NULL ? (char *)other_file : "");
}

/* Sorted by file: fontconfig's own order depends on caches. */
static FcFontSet *matching(const plume_fonts *fonts, FcPattern *pattern)
{
    FcObjectSet *objects =
        FcObjectSetBuild(FC_FILE, FC_FONTFORMAT, FC_WEIGHT, FC_SLANT, FC_WIDTH, FC_INDEX,
                         FC_VARIABLE, (char *)NULL);
    FcFontSet *set = NULL;

    if (objects != NULL && pattern != NULL)
        set = FcFontList(fonts->config, pattern, objects);
    if (objects != NULL)
        FcObjectSetDestroy(objects);
    if (pattern != NULL)
        FcPatternDestroy(pattern);
    if (set != NULL && set->nfont > 1)
        qsort(set->fonts, (size_t)set->nfont, sizeof set->fonts[0], by_file);
    return set;
}

static int number(FcPattern *pattern, const char *object, int otherwise)
{
    int value = otherwise;

    return FcPatternGetInteger(pattern, object, 0, &value) == FcResultMatch ? value
                                                                            : otherwise;
}

/* The path of a plain TrueType file of that style, or NULL. */
static const char *file_of(FcPattern *pattern, bool bold, bool italic)
{
    FcChar8 *format = NULL, *file = NULL;
    FcBool variable = FcFalse;
    int weight = number(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR);
    int lightest = bold ? FC_WEIGHT_DEMIBOLD : FC_WEIGHT_BOOK;
    int heaviest = bold ? FC_WEIGHT_BOLD : FC_WEIGHT_MEDIUM;
    bool is_italic = number(pattern, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN;

    FcPatternGetBool(pattern, FC_VARIABLE, 0, &variable);
    if (FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) != FcResultMatch ||
        strcmp((char *)format, "TrueType") != 0 || variable == FcTrue ||
        number(pattern, FC_INDEX, 0) != 0 || weight < lightest || weight > heaviest ||
        is_italic != italic ||
        number(pattern, FC_WIDTH, FC_WIDTH_NORMAL) != FC_WIDTH_NORMAL ||
        FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch)
        return NULL;
    return (char *)file;
}

/* The first sound file of the set. The error of the last refused one stays. */
static const plume_font *first_sound(plume_fonts *fonts, FcFontSet *set, bool bold,
                                     bool italic, plume_error *error)
{
    const plume_font *found = NULL;

    for (int i = 0; set != NULL && i < set->nfont && found == NULL; i++) {
        const char *path = file_of(set->fonts[i], bold, italic);

        if (path != NULL)
            open_font(fonts, path, &found, error);
    }
    return found;
}

static const plume_font *family_font(plume_fonts *fonts, const char *family, bool bold,
                                     bool italic, plume_error *error)
{
    FcPattern *pattern = FcPatternBuild(NULL, FC_FAMILY, FcTypeString,
                                        (const FcChar8 *)family, (char *)NULL);
    FcFontSet *set = matching(fonts, pattern);
    const plume_font *found = first_sound(fonts, set, bold, italic, error);

    if (set != NULL)
        FcFontSetDestroy(set);
    return found;
}

static const plume_font *any_alternative(plume_fonts *fonts, plume_family family,
                                         bool bold, bool italic, plume_error *error)
{
    const plume_font *found = NULL;

    for (size_t i = 0; alternatives[family][i] != NULL && found == NULL; i++)
        found = family_font(fonts, alternatives[family][i], bold, italic, error);
    return found;
}

/* Bold or italic that is not installed falls back to the upright face; the family
 * itself must be there. */
plume_status plume_fonts_find(plume_fonts *fonts, plume_family family, bool bold,
                              bool italic, const plume_font **out, plume_error *error)
{
    const plume_font **kept = &fonts->found[family][(bold ? 2 : 0) + (italic ? 1 : 0)];
    plume_error refused = { .status = PLUME_OK };

    if (*kept == NULL)
        *kept = any_alternative(fonts, family, bold, italic, &refused);
    if (*kept == NULL && (bold || italic))
        *kept = any_alternative(fonts, family, false, false, &refused);
    *out = *kept;
    if (*out != NULL)
        return PLUME_OK;
    if (refused.status != PLUME_OK && error != NULL)
        *error = refused;
    else
        plume_fail(error, PLUME_ERR_MISSING, "the font '%s' is not installed",
                   alternatives[family][0]);
    plume_hint(error,
               "install the Liberation fonts: the package is called fonts-liberation, "
               "liberation-fonts or font-liberation");
    return refused.status != PLUME_OK ? refused.status : PLUME_ERR_MISSING;
}

/* --- characters that the families lack --- */

static const plume_font *open_covering(const plume_fonts *fonts, uint32_t character)
{
    for (size_t i = 0; i < fonts->count; i++)
        if (plume_sfnt_glyph(&fonts->font[i].sfnt, character) != 0)
            return &fonts->font[i];
    return NULL;
}

/* fontconfig's word is checked against the font itself: charsets of caches may be
 * stale. */
static const plume_font *installed_covering(plume_fonts *fonts, uint32_t character)
{
    FcCharSet *wanted = FcCharSetCreate();
    const plume_font *found = NULL;
    FcFontSet *set;

    if (wanted == NULL)
        return NULL;
    FcCharSetAddChar(wanted, character);
    set = matching(fonts, FcPatternBuild(NULL, FC_CHARSET, FcTypeCharSet, wanted,
                                         FC_SCALABLE, FcTypeBool, FcTrue, (char *)NULL));
    FcCharSetDestroy(wanted);
    for (int i = 0; set != NULL && i < set->nfont && found == NULL; i++) {
        const char *path = file_of(set->fonts[i], false, false);
        const plume_font *font = NULL;

        if (path != NULL && open_font(fonts, path, &font, NULL) == PLUME_OK &&
            plume_sfnt_glyph(&font->sfnt, character) != 0)
            found = font;
    }
    if (set != NULL)
        FcFontSetDestroy(set);
    return found;
}

static bool is_missed(const plume_fonts *fonts, uint32_t character)
{
    for (size_t i = 0; i < fonts->missed_count; i++)
        if (fonts->missed[i] == character)
            return true;
    return fonts->missed_count == PLUME_MISSED_MAX;
}

const plume_font *plume_fonts_covering(plume_fonts *fonts, uint32_t character)
{
    const plume_font *font = open_covering(fonts, character);

    if (font == NULL && !is_missed(fonts, character)) {
        font = family_font(fonts, "DejaVu Sans", false, false, NULL);
        if (font != NULL && plume_sfnt_glyph(&font->sfnt, character) == 0)
            font = NULL;
        if (font == NULL)
            font = installed_covering(fonts, character);
        if (font == NULL)
            fonts->missed[fonts->missed_count++] = character;
    }
    return font;
}

size_t plume_fonts_missed_count(const plume_fonts *fonts)
{
    return fonts->missed_count;
}

uint32_t plume_fonts_missed_at(const plume_fonts *fonts, size_t i)
{
    return fonts->missed[i];
}
