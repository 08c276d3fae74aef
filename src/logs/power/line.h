/* logs/power/line.h -- what the readers of power logs that are lines have in common. */
#ifndef PLUME_LOGS_POWER_LINE_H
#define PLUME_LOGS_POWER_LINE_H

#include "logs/framed/lines.h"
#include "logs/reader.h"

/* A record that is rejected: "'x' is no y", and "'...' is no y" for a whole line. */
typedef struct plume_power_place {
    uint64_t line, column; /* column 0: none */
} plume_power_place;
void plume_power_bad_value(plume_log *log, plume_power_place place, const char *text,
                           size_t length, const char *wanted);
void plume_power_torn(plume_log *log, uint64_t line, const char *text, size_t length,
                      const char *wanted);

/* A log without times: PLUME_ERR_MISSING unless the user says the interval. advice is how
 * to log with times. */
plume_status plume_power_need_interval(plume_log *log, uint64_t line, const char *advice,
                                       plume_error *error);

/* "Tue Jan  2 03:04:05 2024", perhaps with a zone before the year (UTC and GMT are known,
 * another is taken as local). NAN for anything else. */
double plume_power_calendar(plume_log *log, const char *text, size_t length);

/* What a text of the head holds, in its first lines, without regard to case. */
bool plume_power_head_has(const plume_head *head, const char *text);

/* --- words of a line, apart by blanks --- */

enum { PLUME_WORDS_MAX = 256 };

/* Borrows from the line. Further words are only counted. */
typedef struct plume_line_words {
    const char *at[PLUME_WORDS_MAX];
    size_t length[PLUME_WORDS_MAX];
    size_t count;
} plume_line_words;

/* tabs: between two tabs stands one word, also an empty one. */
void plume_line_words_split(plume_line_words *out, const char *text, size_t length,
                            bool tabs);
/* Without regard to case. SIZE_MAX: there is no such word. */
bool plume_line_words_is(const plume_line_words *words, size_t i, const char *word);
size_t plume_line_words_find(const plume_line_words *words, const char *word);

#endif
