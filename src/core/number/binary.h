/* core/number/binary.h -- exact steps between decimal and binary, for core/number.c.
 *
 * Nothing here rounds more than once, and nothing asks the C library, whose answer
 * depends on the locale. */
#ifndef PLUME_CORE_NUMBER_BINARY_H
#define PLUME_CORE_NUMBER_BINARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The double nearest to (mantissa + rest) * 2^exponent, ties to even, where rest is some
 * fraction of one when more is set, else 0; with more, mantissa is at least 2^61.
 * Infinity on overflow. */
double plume_binary_assemble(uint64_t mantissa, bool more, int exponent);

/* The double nearest to mantissa * 10^exponent. Fast for exponents from -27 to 27. */
double plume_binary_scale(uint64_t mantissa, long exponent);

/* The double nearest to digits * 10^exponent, for any count of digits ('0' to '9', the
 * first not '0'; a '.' among them is passed over and not counted) and any exponent.
 * Infinity on overflow. */
double plume_binary_exact(const char *digits, size_t count, long exponent);

/* The whole number nearest to value * 10^exponent, ties to even; 0 <= exponent <= 27, and
 * the result from 1 to 2^63. */
uint64_t plume_binary_times_ten_to(double value, int exponent);

#endif
