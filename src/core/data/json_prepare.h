/* core/data/json_prepare.h -- JSON as Python writes it, made ready for jansson.
 *
 * jansson reads numbers by the locale, refuses what overflows, and drops a whole document
 * for one NaN or one lone surrogate. So every number, NaN and Infinity becomes a whole
 * number: its place in a list of values that were read by the strict parser. Inside of
 * strings, lone surrogates, \u0000 and bytes that are no UTF-8 become U+FFFD. All else,
 * right or wrong, is copied. */
#ifndef PLUME_CORE_DATA_JSON_PREPARE_H
#define PLUME_CORE_DATA_JSON_PREPARE_H

#include <plume/status.h>
#include <plume/text.h>

enum { PLUME_JSON_DEPTH = 64 };

typedef enum plume_json_fault {
    PLUME_JSON_SOUND,
    PLUME_JSON_NO_MEMORY,
    PLUME_JSON_TOO_LONG,
    PLUME_JSON_TOO_DEEP,
    PLUME_JSON_NO_NUMBER /* the token at fault_at is not how JSON writes one */
} plume_json_fault;

typedef struct plume_json_number {
    double value;      /* NAN: not finite */
    size_t at, length; /* in the original */
} plume_json_number;

typedef struct plume_json_ready {
    plume_text text;
    plume_json_number *number;
    size_t count, capacity;
    plume_json_fault fault;
    size_t fault_at, fault_length; /* in the original */
} plume_json_ready;

/* The caller disposes of out, also after a fault. */
void plume_json_prepare(plume_json_ready *out, const char *text, size_t length);
void plume_json_ready_dispose(plume_json_ready *ready);

/* The offset in the original of what stands at that one in the prepared text. */
size_t plume_json_original(const char *text, size_t length, size_t prepared);

#endif
