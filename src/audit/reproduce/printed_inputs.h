/* audit/reproduce/printed_inputs.h -- "hours=79.2 h; pue==1.58": figures by name, as
 * papers print them.
 */
#ifndef PLUME_AUDIT_REPRODUCE_PRINTED_INPUTS_H
#define PLUME_AUDIT_REPRODUCE_PRINTED_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>

/* One input, within the list. */
typedef struct plume_printed_input {
    const char *name, *digits;
    size_t name_length, digits_length; /* digits: up to the ';', with the unit */
    bool exact;
} plume_printed_input;

/* The input at *at, which moves behind it; *at on '\0' ends the list. */
plume_status plume_printed_input_next(plume_printed_input *out, const char **at,
                                      const char *inputs, plume_error *error);

/* Every input is well-formed, listed once, and a name in the expression. */
plume_status plume_printed_inputs_check(const char *inputs, const char *expression,
                                        plume_error *error);

/* False when there is none of that name. inputs has been checked. */
bool plume_printed_input_find(plume_printed_input *out, const char *inputs,
                              const char *name, size_t length);

/* Letters, digits and '_', the first no digit: how many characters of text. */
size_t plume_printed_input_name_length(const char *text);

#endif
