/* Which escaper the text of a document is made safe by. */
#include "documents/template/escapers.h"

#include <stddef.h>
#include <string.h>

#include "documents/template/escape.h"
#include "documents/template/internal.h"

enum { NO_BREAK_SPACE = 0xA0 };

void plume_escape_plain(plume_text *out, const char *text)
{
    uint32_t code;

    while ((code = plume_escape_next(&text)) != 0)
        plume_escape_add(out, code == NO_BREAK_SPACE ? ' ' : code);
}

/* There is no default: a document of an unknown ending is refused rather than written
 * without an escaper. */
plume_escaper plume_escaper_for(const char *path)
{
    static const struct {
        const char *ending;
        plume_escaper escaper;
    } known[] = { { ".tex", plume_escape_latex }, { ".md", plume_escape_markdown },
                  { ".html", plume_escape_html }, { ".yaml", plume_escape_yaml },
                  { ".json", plume_escape_yaml }, /* the same inside of quotes */
                  { ".flow", plume_escape_flow }, { ".txt", plume_escape_plain } };
    const char *ending = strrchr(path, '.');

    for (size_t i = 0; ending != NULL && i < sizeof known / sizeof *known; i++)
        if (strcmp(ending, known[i].ending) == 0)
            return known[i].escaper;
    return NULL;
}
