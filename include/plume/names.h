/* plume/names.h -- comparing names as people type them, and "did you mean". */
#ifndef PLUME_NAMES_H
#define PLUME_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/text.h>

PLUME_BEGIN

/* Equal but for case, blanks, '-', '_', '.' and '/'. */
PLUME_API bool plume_name_equal(const char *a, const char *b);

/* Edits between two names, both folded as above; a start or a whole word in common counts
 * for closeness. */
PLUME_API size_t plume_name_distance(const char *a, const char *b);

/* Collects candidates and keeps the three nearest that are near enough to be meant. */
typedef struct plume_nearest {
    const char *wanted;
    const char *name[3];
    size_t distance[3];
} plume_nearest;
PLUME_API void plume_nearest_init(plume_nearest *nearest, const char *wanted);
/* Edits to a candidate; SIZE_MAX when it is not near enough to be meant. */
PLUME_API size_t plume_nearest_distance(const plume_nearest *nearest,
                                        const char *candidate);
PLUME_API void plume_nearest_offer(plume_nearest *nearest,
                                   const char *candidate); /* borrowed */
/* "did you mean 'a' or 'b'?", or nothing. */
PLUME_API void plume_nearest_print(plume_text *out, const plume_nearest *nearest);

/* The same, with what stands before each name where it is written: "--" of an option. */
PLUME_API void plume_nearest_print_behind(plume_text *out, const plume_nearest *nearest,
                                          const char *prefix);

PLUME_END

#endif
