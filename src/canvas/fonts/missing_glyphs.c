/* What no installed font draws: its characters by name and the package to install. */
#include "canvas/fonts/missing_glyphs.h"

#include <stdbool.h>

#include <plume/text.h>

#include "core/utf8.h"

enum { NAMED_MAX = 24 };
#define REPLACEMENT ((uint32_t)0xFFFD)

/* What a package would help against. */
typedef enum script { CJK, OTHER, BEYOND, SCRIPT_COUNT } script;

/* Plain TrueType files alone help (sfnt.h): Noto's CJK fonts are collections. */
static const char *const advice[SCRIPT_COUNT] = {
    [CJK] =
        "for Chinese, Japanese and Korean install fonts-droid-fallback (Debian, Ubuntu) "
        "or google-droid-sans-fonts (Fedora)",
    [OTHER] = "for many other scripts install fonts-freefont-ttf (Debian, Ubuntu) or "
              "gnu-free-sans-fonts (Fedora)",
    [BEYOND] = "characters beyond U+FFFF, emoji among them, are never drawn",
};

/* The blocks of The Unicode Standard, chapter 18 (East Asia), and its full-width forms.
 */
static const struct {
    uint32_t first, last;
} cjk[] = {
    { 0x1100, 0x11FF }, /* Hangul jamo */
    { 0x2E80, 0xA4CF }, /* radicals, kana, ideographs, Yi */
    { 0xAC00, 0xD7FF }, /* Hangul */
    { 0xF900, 0xFAFF }, /* compatibility ideographs */
    { 0xFE30, 0xFE4F }, /* vertical forms */
    { 0xFF00, 0xFFEF }, /* full and half width */
};

static script script_of(uint32_t character)
{
    if (character > 0xFFFF)
        return BEYOND;
    for (size_t i = 0; i < sizeof cjk / sizeof cjk[0]; i++)
        if (character >= cjk[i].first && character <= cjk[i].last)
            return CJK;
    return OTHER;
}

/* By script, for each is helped by another package. */
static void list(plume_text *text, const plume_fonts *fonts, size_t count,
                 bool met[SCRIPT_COUNT])
{
    size_t i, named = 0, missed = plume_fonts_missed_count(fonts);

    for (i = 0; i < missed; i++) {
        uint32_t character = plume_fonts_missed_at(fonts, i);
        char bytes[PLUME_UTF8_BYTES_MAX];

        if (character == REPLACEMENT)
            continue;
        met[script_of(character)] = true;
        if (named++ >= NAMED_MAX)
            continue;
        plume_text_add(text, named == 1 ? "" : ", ");
        plume_text_add_n(text, bytes, plume_utf8_put(bytes, (int32_t)character));
        plume_text_printf(text, " (U+%04X)", (unsigned)character);
    }
    if (count > NAMED_MAX)
        plume_text_printf(text, " and %zu more", count - NAMED_MAX);
}

static size_t count_missed(const plume_fonts *fonts)
{
    size_t i, count = plume_fonts_missed_count(fonts);

    for (i = 0; i < plume_fonts_missed_count(fonts); i++)
        if (plume_fonts_missed_at(fonts, i) == REPLACEMENT)
            count--;
    return count;
}

/* Told once, with the scripts and the packages of fonts that would draw them: a page
 * full of boxes is found by its reader otherwise. */
void plume_missing_glyphs_note(plume_fonts *fonts, plume_notes *notes)
{
    size_t i, count = count_missed(fonts);
    bool met[SCRIPT_COUNT] = { false };
    plume_text text;

    if (count == 0)
        return;
    plume_text_init(&text);
    plume_text_printf(
        &text, "no installed font draws %zu character%s, which appear%s as %s: ", count,
        count == 1 ? "" : "s", count == 1 ? "s" : "",
        plume_fonts_covering(fonts, REPLACEMENT) != NULL ? "U+FFFD" : "'?'");
    list(&text, fonts, count, met);
    for (i = 0; i < SCRIPT_COUNT; i++)
        if (met[i])
            plume_text_printf(&text, "; %s", advice[i]);
    plume_notes_add_text(notes, PLUME_WARNING, "missing-glyph", NULL, 0, &text);
}
