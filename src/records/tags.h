/* records/tags.h -- the tags that trackers keep of a run, as one text: "baseline,
 * phase=search".
 */
#ifndef PLUME_RECORDS_TAGS_H
#define PLUME_RECORDS_TAGS_H

#include <stddef.h>

#include <plume/text.h>

/* Adds a tag, without commas and ends of lines; what is longer than a tag is, or names a
 * person by an address, is left out. */
void plume_tags_add(plume_text *tags, const char *tag, size_t length);

/* Adds "key=value", unless the key says that the value is a person or a place. */
void plume_tags_add_pair(plume_text *tags, const char *key, const char *value,
                         size_t length);

#endif
