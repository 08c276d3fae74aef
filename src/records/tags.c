/* The tags that trackers keep of a run, joined to one text for roles. */
#include "records/tags.h"

#include <string.h>
#include <strings.h>

/* A tag is a word or a few; and all of a run's. */
enum { TAG_MOST = 100, TAGS_MOST = 1000 };

/* Of people nothing is read that was not asked for. */
static bool is_private(const char *key)
{
    static const char *const keys[] = { "user", "username", "author", "owner",   "email",
                                        "mail", "path",     "host",   "hostname" };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcasecmp(key, keys[i]) == 0)
            return true;
    return false;
}

static void add(plume_text *tags, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        plume_text_add_char(
            tags, text[i] == ',' || text[i] == '\n' || text[i] == '\r' ? ' ' : text[i]);
}

static bool is_tag(const plume_text *tags, const char *text, size_t length)
{
    return length > 0 && length <= TAG_MOST && tags->length < TAGS_MOST &&
           memchr(text, '@', length) == NULL && memchr(text, '\0', length) == NULL;
}

void plume_tags_add(plume_text *tags, const char *tag, size_t length)
{
    if (!is_tag(tags, tag, length))
        return;
    plume_text_add(tags, tags->length > 0 ? ", " : "");
    add(tags, tag, length);
}

void plume_tags_add_pair(plume_text *tags, const char *key, const char *value,
                         size_t length)
{
    if (is_private(key) || !is_tag(tags, key, strlen(key)) ||
        !is_tag(tags, value, length))
        return;
    plume_text_add(tags, tags->length > 0 ? ", " : "");
    add(tags, key, strlen(key));
    plume_text_add_char(tags, '=');
    add(tags, value, length);
}
