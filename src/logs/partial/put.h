/* logs/partial/put.h -- the words of a partial's lines: exact, whatever they are. */
#ifndef PLUME_LOGS_PARTIAL_PUT_H
#define PLUME_LOGS_PARTIAL_PUT_H

#include <stdint.h>

#include <plume/text.h>

/* A key and what it stands for, behind a comma. Bytes that are no UTF-8 are written as
 * hexadecimal digits, and "#" ends their key. */
void plume_put_text(plume_text *out, const char *key, const char *text);
void plume_put_number(plume_text *out, const char *key, double value);
void plume_put_count(plume_text *out, const char *key, uint64_t count);

/* Of a list: the shortest decimal that reads back as the same double; null for NAN;
 * an infinity is a word in quotes. */
void plume_put_value(plume_text *out, double value);

#endif
