#include "documents/model/tex_to_text.h"

#include <stdbool.h>
#include <string.h>

#include "core/ascii.h"
#include "documents/template/escape.h"

enum { AUTHORS_SHOWN = 3 };

typedef struct accented {
    uint32_t code;
    const char *command;
} accented;

/* The commands that the LaTeX escaper writes, read backwards. */
static const accented commands[] = {
#define LATEX(code, command) { code, command },
#include "documents/template/latex_letters.def"
#undef LATEX
};

/* The longest command that text begins with; NULL when it begins with none. */
static const accented *find_command(const char *text, size_t length)
{
    const accented *found = NULL;

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        size_t size = strlen(commands[i].command);

        if (size <= length && memcmp(text, commands[i].command, size) == 0 &&
            (found == NULL || size > strlen(found->command)))
            found = &commands[i];
    }
    return found;
}

/* A backslash that no letter follows stands for the mark behind it; a word is dropped. */
static size_t skip_command(plume_text *out, const char *text, size_t length)
{
    size_t size = 1;

    if (length > 1 && !plume_is_letter(text[1])) {
        plume_text_add_n(out, text + 1, 1);
        return 2;
    }
    while (size < length && plume_is_letter(text[size]))
        size++;
    return size;
}

void plume_detex(plume_text *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        const accented *command =
            text[i] == '\\' || text[i] == '~' ? find_command(text + i, length - i) : NULL;

        if (command != NULL) {
            plume_escape_add(out, command->code);
            i += strlen(command->command);
        } else if (text[i] == '\\') {
            i += skip_command(out, text + i, length - i);
        } else if (i + 1 < length && text[i] == '-' && text[i + 1] == '-') {
            plume_escape_add(out, 0x2013);
            while (i < length && text[i] == '-')
                i++;
        } else if (plume_is_space(text[i])) {
            plume_text_add_char(out, ' ');
            while (i < length && plume_is_space(text[i]))
                i++;
        } else {
            if (text[i] != '{' && text[i] != '}')
                plume_text_add_n(out, text + i, 1);
            i++;
        }
    }
}

/* The next " and " outside of braces, or the end. */
static size_t author_length(const char *text, size_t length)
{
    int depth = 0;

    for (size_t i = 0; i < length; i++) {
        depth += (text[i] == '{') - (text[i] == '}');
        if (depth == 0 && i + 5 <= length && plume_is_space(text[i]) &&
            memcmp(text + i + 1, "and", 3) == 0 && plume_is_space(text[i + 4]))
            return i;
    }
    return length;
}

/* Of "Family, Given" the part before the comma, unless braces hold the comma. */
static size_t family_length(const char *text, size_t length)
{
    int depth = 0;

    for (size_t i = 0; i < length; i++) {
        depth += (text[i] == '{') - (text[i] == '}');
        if (depth == 0 && text[i] == ',')
            return i;
    }
    return length;
}

static size_t count_authors(const char *text, size_t length)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i += 5, count++)
        i += author_length(text + i, length - i);
    return count;
}

void plume_detex_authors(plume_text *out, const char *text, size_t length)
{
    size_t count = count_authors(text, length), shown = count > AUTHORS_SHOWN ? 1 : count;

    for (size_t i = 0, author = 0; author < shown; author++) {
        size_t size = author_length(text + i, length - i);
        bool others = size == strlen("others") && memcmp(text + i, "others", size) == 0;

        if (others || author > 0)
            plume_text_add(out, others ? " et al." : ", ");
        if (!others)
            plume_detex(out, text + i, family_length(text + i, size));
        i += size + strlen(" and ");
    }
    if (shown < count)
        plume_text_add(out, " et al.");
}
