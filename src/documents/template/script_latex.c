/* Letters of other scripts in LaTeX: xelatex and lualatex print them in the first font
 * that has them, pdflatex in Latin letters. */
#include "documents/template/script_latex.h"

#include <stdlib.h>
#include <string.h>

typedef struct roman {
    uint32_t code;
    char letters[12]; /* in place, for there is nothing to bind at each start */
} roman;

static const roman romans[] = {
#define ROMAN(code, letters) { code, letters },
#include "documents/template/roman_letters.def"
#undef ROMAN
};

/* No package is asked for: xelatex and lualatex find fonts by their names, and both know
 * \iffontchar. Hebrew and Arabic (U+0590 to U+08FF) run from right to left. A quote is
 * told by \string, as babel may have made it active. */
static const char definition[] =
    "% Names in other scripts: as they are in xelatex and lualatex with a font that has\n"
    "% them, in Latin letters in pdflatex.\n"
    "\\makeatletter\n"
    "\\providecommand{\\plumefonts}{Noto Serif CJK SC,Noto Sans CJK SC,Droid Sans "
    "Fallback,Noto Serif Devanagari,Noto Sans Devanagari,Lohit Devanagari,FreeSerif,"
    "FreeSans,DejaVu Sans,Noto Emoji}\n"
    "\\@ifundefined{suppressfontnotfounderror}%\n"
    "  {\\DeclareRobustCommand{\\plumescript}[3]{#3}}%\n"
    "  {\\DeclareRobustCommand{\\plumescript}[3]{\\iffontchar\\font#1 #2\\else\n"
    "    \\begingroup\\suppressfontnotfounderror=1\\let\\plumefound\\relax\n"
    "    \\@for\\plumename:=\\plumefonts\\do{\\ifx\\plumefound\\relax\n"
    "      \\font\\plumetried=\\string\"\\plumename\\string\"\\space at \\f@size "
    "pt\\relax\n"
    "      \\ifx\\plumetried\\nullfont\\else\\iffontchar\\plumetried#1 "
    "\\let\\plumefound\\plumetried\\fi\\fi\\fi}%\n"
    "    "
    "\\ifx\\plumefound\\relax#3\\else\\plumefound\\plumeturned{#1}{#2}\\fi\\endgroup\\fi}"
    "%\n"
    "  \\DeclareRobustCommand{\\plumeturned}[2]{\\ifnum#1<1424 #2\\else\\ifnum#1>2303 "
    "#2\\else\n"
    "    \\ifdefined\\beginR\\TeXXeTstate=1\\beginR#2\\endR\\else{\\textdirection1 "
    "#2}\\fi\\fi\\fi}}\n"
    "\\makeatother\n";

static int compare_code(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = ((const roman *)b)->code;

    return (left > right) - (left < right);
}

static const char *find(uint32_t code)
{
    const roman *found = bsearch(&code, romans, sizeof romans / sizeof *romans,
                                 sizeof *romans, compare_code);

    return found == NULL ? NULL : found->letters;
}

/* Revised Romanization of 2000, a syllable at a time: Unicode 15, section 3.12 says how a
 * syllable is made of its letters. */
static void add_hangul(plume_text *out, uint32_t code)
{
    static const char *const lead[] = { "g",  "kk", "n", "d",  "tt", "r", "m",
                                        "b",  "pp", "s", "ss", "",   "j", "jj",
                                        "ch", "k",  "t", "p",  "h" };
    static const char *const vowel[] = { "a",  "ae", "ya", "yae", "eo", "e",  "yeo",
                                         "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                         "wo", "we", "wi", "yu",  "eu", "ui", "i" };
    static const char *const tail[] = { "",  "k",  "k", "k", "n", "n", "n", "t", "l", "k",
                                        "m", "l",  "l", "l", "p", "l", "m", "p", "p", "t",
                                        "t", "ng", "t", "t", "k", "t", "p", "t" };
    uint32_t syllable = code - 0xAC00;

    plume_text_add(out, lead[syllable / 588]);
    plume_text_add(out, vowel[syllable % 588 / 28]);
    plume_text_add(out, tail[syllable % 28]);
}

static bool is_hangul(uint32_t code)
{
    return code >= 0xAC00 && code <= 0xD7A3;
}

/* A consonant of Devanagari bears an a, unless a vowel or the sign of none follows. */
static bool bears_vowel(uint32_t code, uint32_t next)
{
    return code >= 0x0915 && code <= 0x0939 && !(next >= 0x093C && next <= 0x094D);
}

static bool has_roman(uint32_t code)
{
    return is_hangul(code) || find(code) != NULL;
}

static void add_roman(plume_text *out, uint32_t code, uint32_t next)
{
    if (code == ' ' || is_hangul(code)) {
        if (code == ' ')
            plume_text_add_char(out, ' ');
        else
            add_hangul(out, code);
        return;
    }
    plume_text_add(out, find(code));
    if (bears_vowel(code, next))
        plume_text_add_char(out, 'a');
}

/* What has no Latin letters is named by its code points, in brackets. */
static void add_fallback(plume_text *out, const uint32_t *letters, size_t count)
{
    bool open = false;

    for (size_t i = 0; i < count; i++) {
        bool roman_here = letters[i] == ' ' || has_roman(letters[i]);

        if (open && roman_here)
            plume_text_add(out, "{]}");
        if (roman_here)
            add_roman(out, letters[i], i + 1 < count ? letters[i + 1] : 0);
        else
            plume_text_printf(out, "%sU+%04X", open ? " " : "{[}", (unsigned)letters[i]);
        open = !roman_here;
    }
    if (open)
        plume_text_add(out, "{]}");
}

/* Ideographs, kana and syllables of Hangul stand without blanks: a line may end behind
 * each. */
static bool may_end_line(uint32_t code)
{
    return (code >= 0x2E80 && code <= 0x9FFF) || is_hangul(code) ||
           (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x20000 && code <= 0x3FFFF);
}

/* Marks that no font shows and that turn the order of what follows are named, in every
 * engine. */
static bool is_invisible(uint32_t code)
{
    return (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || code == 0xFFFD ||
           (code >= 0xE0000 && code <= 0xE0FFF) || code == 0x061C;
}

static void add_letter(plume_text *out, uint32_t code)
{
    if (code == ' ')
        plume_text_add(out, "\\ ");
    else
        plume_text_printf(out, "\\char%u%s", (unsigned)code,
                          may_end_line(code) ? "\\allowbreak" : "");
}

/* Letters with the same answer are in one font, as a rule: ideographs and kana, Hangul,
 * and else those of 256 neighbours. */
static uint32_t neighbours(uint32_t code)
{
    if (is_hangul(code))
        return 1;
    return may_end_line(code) ? 2 : code >> 8;
}

/* How many letters one font prints, without blanks at their end. */
static size_t count_alike(const uint32_t *letters, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (letters[i] == ' ')
            continue;
        if (is_invisible(letters[i]) || neighbours(letters[i]) != neighbours(letters[0]))
            break;
        kept = i + 1;
    }
    return kept;
}

static void add_alike(plume_text *out, const uint32_t *letters, size_t count)
{
    plume_text_printf(out, "\\plumescript{%u}{", (unsigned)letters[0]);
    for (size_t i = 0; i < count; i++)
        add_letter(out, letters[i]);
    plume_text_add(out, "}{");
    add_fallback(out, letters, count);
    plume_text_add_char(out, '}');
}

void plume_script_latex_add(plume_text *out, const uint32_t *letters, size_t count)
{
    for (size_t at = 0, length; at < count; at += length) {
        length = count_alike(letters + at, count - at);
        if (length > 0) {
            add_alike(out, letters + at, length);
            continue;
        }
        length = 1;
        if (letters[at] == ' ')
            plume_text_add_char(out, ' ');
        else
            plume_text_printf(out, "{[}U+%04X{]}", (unsigned)letters[at]);
    }
}

bool plume_script_latex_define(plume_text *text)
{
    plume_text whole;

    if (text->length == 0 || strstr(text->data, "\\plumescript{") == NULL)
        return false;
    plume_text_init(&whole);
    plume_text_add(&whole, definition);
    plume_text_add_n(&whole, text->data, text->length);
    plume_text_dispose(text);
    *text = whole;
    return true;
}
