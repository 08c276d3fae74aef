/* core/number/printed.h -- figures as papers print them, with the precision of their
 * digits.
 */
#ifndef PLUME_CORE_NUMBER_PRINTED_H
#define PLUME_CORE_NUMBER_PRINTED_H

#include <stdbool.h>

#include <plume/verdict.h>

/* "626,155 lb", "1.61e19", "85.7 MWh": mantissa x 10^exponent, and what follows. */
typedef struct plume_printed {
    double mantissa;
    int decimals; /* of the mantissa */
    int exponent;
    const char *unit; /* within the text; "" none */
} plume_printed;

/* False when text does not begin with a decimal number. Commas between digits are
 * skipped. */
bool plume_printed_read(plume_printed *out, const char *text);
double plume_printed_value(const plume_printed *printed);
/* Half a unit of the last printed digit, as a share of the value; 0 when text is none,
 * for then the figure is exact. */
double plume_printed_half_share(const char *text);

#endif
