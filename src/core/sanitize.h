/* core/sanitize.h -- the gate between logs and everything else.
 *
 * What passes is valid UTF-8 without controls (C0, C1, DEL), without bidirectional
 * overrides and without zero-width marks other than ZWJ and ZWNJ; invalid bytes become
 * U+FFFD, blanks of any kind one space, and the ends are trimmed. At most limit bytes are
 * kept, cut between characters, with an ellipsis in place of what was cut. */
#ifndef PLUME_CORE_SANITIZE_H
#define PLUME_CORE_SANITIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/text.h>

enum { PLUME_SANITIZE_LIMIT = 512 };

/* Appends the cleaned text. True when nothing had to be changed but the trimmed ends. */
bool plume_sanitize(plume_text *out, const char *text, size_t length, size_t limit);

/* Appends a path as it may be shown: what a reader cannot see is spelled (\x1b, \u202e),
 * so that no two paths become one. False when nothing had to be. */
bool plume_sanitize_path(plume_text *out, const char *path);

/* Whether nobody sees this character, but a terminal or a typesetter obeys it. */
bool plume_sanitize_is_unseen(uint32_t code);

#endif
