/* Multiplies by powers of ten and two in as many 32-bit digits as it takes, and rounds
 * once at the end. */
#include "core/number/binary.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* By the exponent of a double, as C11 has no function for it and extensions are not used.
 * A zero behind the first bit keeps the rest from rounding up to the next power. x is not
 * 0. */
static int leading_zeros(uint64_t x)
{
    double power = (double)(x & ~(x >> 1));
    uint64_t bits;

    memcpy(&bits, &power, sizeof bits);
    return 63 + DBL_MAX_EXP - 1 - (int)(bits >> (DBL_MANT_DIG - 1));
}

/* As ldexp does; a power of two that is a normal number has its exponent alone. */
static double times_two_to_the(double whole, int exponent)
{
    uint64_t bits = (uint64_t)(exponent + DBL_MAX_EXP - 1) << (DBL_MANT_DIG - 1);
    double power;

    if (FLT_EVAL_METHOD != 0 || exponent < DBL_MIN_EXP || exponent >= DBL_MAX_EXP)
        return ldexp(whole, exponent);
    memcpy(&power, &bits, sizeof power);
    return whole * power;
}

/* mantissa * 2^exponent / 2^64 to the nearest double, ties to even; more tells that
 * something is left below the mantissa. Rounds once, also among subnormal numbers. */
double plume_binary_assemble(uint64_t mantissa, bool more, int exponent)
{
    int zeros, drop = 64 - DBL_MANT_DIG, below;
    uint64_t kept, rest, half;

    if (mantissa == 0)
        return 0.0;
    zeros = leading_zeros(mantissa);
    mantissa <<= zeros;
    exponent -= zeros;
    if (exponent > DBL_MAX_EXP)
        return (double)INFINITY;
    below = DBL_MIN_EXP - 64 - exponent; /* places under the smallest normal number */
    if (below > 0)
        drop += below;
    if (drop > 64)
        return 0.0;
    kept = drop == 64 ? 0 : mantissa >> drop;
    rest = drop == 64 ? mantissa : mantissa & (((uint64_t)1 << drop) - 1);
    half = (uint64_t)1 << (drop - 1);
    if (rest > half || (rest == half && (more || (kept & 1) != 0)))
        kept++;
    return times_two_to_the((double)kept, exponent + drop);
}

/* high:low = a * b */
static void multiply(uint64_t a, uint64_t b, uint64_t *high, uint64_t *low)
{
    uint64_t a0 = a & 0xffffffffu, a1 = a >> 32, b0 = b & 0xffffffffu, b1 = b >> 32;
    uint64_t low_low = a0 * b0, cross = a1 * b0 + (low_low >> 32);
    uint64_t middle = a0 * b1 + (cross & 0xffffffffu);

    *low = middle << 32 | (low_low & 0xffffffffu);
    *high = a1 * b1 + (cross >> 32) + (middle >> 32);
}

/* One 32-bit digit of a quotient: high:next / divisor, where high < divisor and the
 * divisor's top bit is set; *high becomes the remainder. */
static uint64_t divide_step(uint64_t *high, uint64_t next, uint64_t divisor)
{
    uint64_t top = divisor >> 32, bottom = divisor & 0xffffffffu;
    uint64_t digit = *high / top, rest = *high % top;

    while (digit >> 32 != 0 || digit * bottom > (rest << 32 | next)) {
        digit--;
        rest += top;
        if (rest >> 32 != 0)
            break;
    }
    *high = (*high << 32 | next) - digit * divisor; /* modulo 2^64, which is exact here */
    return digit;
}

/* floor((high:low) / divisor), and whether anything is left. */
static uint64_t divide(uint64_t high, uint64_t low, uint64_t divisor, bool *more)
{
    uint64_t first = divide_step(&high, low >> 32, divisor);
    uint64_t second = divide_step(&high, low & 0xffffffffu, divisor);

    *more = high != 0;
    return first << 32 | second;
}

enum { WORD_EXPONENT = 27, WORD_DIGITS = 20 };

/* All that fit a word. */
static const uint64_t power_of_five[WORD_EXPONENT + 1] = {
    1u,
    5u,
    25u,
    125u,
    625u,
    3125u,
    15625u,
    78125u,
    390625u,
    1953125u,
    9765625u,
    48828125u,
    244140625u,
    1220703125u,
    6103515625u,
    30517578125u,
    152587890625u,
    762939453125u,
    3814697265625u,
    19073486328125u,
    95367431640625u,
    476837158203125u,
    2384185791015625u,
    11920928955078125u,
    59604644775390625u,
    298023223876953125u,
    1490116119384765625u,
    7450580596923828125u,
};

/* 2^127 divided by each, shifted so that its first bit is the highest; rounded down. That
 * by 1 does not fit, and nobody asks for it. */
static const uint64_t reciprocal_of_five[WORD_EXPONENT + 1] = {
    0xffffffffffffffffu, 0xccccccccccccccccu, 0xa3d70a3d70a3d70au, 0x83126e978d4fdf3bu,
    0xd1b71758e219652bu, 0xa7c5ac471b478423u, 0x8637bd05af6c69b5u, 0xd6bf94d5e57a42bcu,
    0xabcc77118461cefcu, 0x89705f4136b4a597u, 0xdbe6fecebdedd5beu, 0xafebff0bcb24aafeu,
    0x8cbccc096f5088cbu, 0xe12e13424bb40e13u, 0xb424dc35095cd80fu, 0x901d7cf73ab0acd9u,
    0xe69594bec44de15bu, 0xb877aa3236a4b449u, 0x9392ee8e921d5d07u, 0xec1e4a7db69561a5u,
    0xbce5086492111aeau, 0x971da05074da7beeu, 0xf1c90080baf72cb1u, 0xc16d9a0095928a27u,
    0x9abe14cd44753b52u, 0xf79687aed3eec551u, 0xc612062576589ddau, 0x9e74d1b791e07e48u,
};

/* The nearest double to a quotient of which high is the whole part or one less; false
 * where what lies below the last bit that is kept does not tell, one time in a thousand
 * (Lemire 2021, "Number parsing at a gigabyte per second", decides likewise). high is at
 * least 2^62. */
static bool round_quotient(double *out, uint64_t high, int exponent)
{
    int drop = 63 - DBL_MANT_DIG + (int)(high >> 63);
    uint64_t rest = high & (((uint64_t)1 << drop) - 1), half = (uint64_t)1 << (drop - 1);

    if (rest == half || rest == half - 1)
        return false;
    *out = times_two_to_the((double)((high >> drop) + (rest > half)), exponent + drop);
    return true;
}

/* mantissa / 10^exponent, 1 <= exponent <= 27: by a product with the reciprocal, or where
 * that does not tell by long division. */
static double divide_by_word(uint64_t mantissa, int exponent)
{
    uint64_t five = power_of_five[exponent], high, low;
    int zeros = leading_zeros(mantissa), five_zeros = leading_zeros(five);
    int places = five_zeros - zeros - exponent - 63;
    double value;
    bool more;

    mantissa <<= zeros;
    multiply(mantissa, reciprocal_of_five[exponent], &high, &low);
    if (round_quotient(&value, high, places))
        return value;
    mantissa = divide(mantissa >> 1, mantissa << 63, five << five_zeros, &more);
    return plume_binary_assemble(mantissa, more, places);
}

/* The same for -27 <= exponent <= 27, where 5^exponent fits a word. */
static double scale_by_word(uint64_t mantissa, int exponent)
{
    uint64_t five = power_of_five[exponent < 0 ? -exponent : exponent], high, low;
    int zeros;

    if (exponent < 0)
        return divide_by_word(mantissa, -exponent);
    multiply(mantissa, five, &high, &low);
    if (high == 0)
        return plume_binary_assemble(low, false, exponent);
    zeros = leading_zeros(high);
    if (zeros > 0) {
        high = high << zeros | low >> (64 - zeros);
        low <<= zeros;
    }
    return plume_binary_assemble(high, low != 0, exponent + 64 - zeros);
}

/* --- any length, any exponent: long integers --- */

/* 800 digits decide every case: no midpoint between two doubles has more than 767. */
enum { DIGITS_KEPT = 800, EXPONENT_HIGHEST = 310, EXPONENT_LOWEST = -330, LIMBS = 260 };

typedef struct natural {
    uint32_t limb[LIMBS]; /* the lowest first */
    size_t count;
} natural;

/* A product of two 32-bit digits and a carry always fits into 64 bits: (2^32-1)^2 +
 * 2^32-1 < 2^64. */
static void times_plus(natural *x, uint32_t factor, uint32_t addend)
{
    uint64_t carry = addend;

    for (size_t i = 0; i < x->count; i++) {
        carry += (uint64_t)x->limb[i] * factor;
        x->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0)
        x->limb[x->count++] = (uint32_t)carry;
}

static void times_ten_to(natural *x, long exponent)
{
    for (; exponent >= 9; exponent -= 9)
        times_plus(x, 1000000000u, 0);
    for (; exponent > 0; exponent--)
        times_plus(x, 10, 0);
}

static void times_two_to(natural *x, size_t exponent)
{
    size_t limbs = exponent / 32;

    times_plus(x, (uint32_t)1 << exponent % 32, 0);
    if (limbs == 0 || x->count == 0)
        return;
    for (size_t i = x->count; i > 0; i--)
        x->limb[i - 1 + limbs] = x->limb[i - 1];
    memset(x->limb, 0, limbs * sizeof x->limb[0]);
    x->count += limbs;
}

static long bits(const natural *x)
{
    return (long)x->count * 32 - (leading_zeros(x->limb[x->count - 1]) - 32);
}

static bool is_less(const natural *a, const natural *b)
{
    if (a->count != b->count)
        return a->count < b->count;
    for (size_t i = a->count; i > 0; i--)
        if (a->limb[i - 1] != b->limb[i - 1])
            return a->limb[i - 1] < b->limb[i - 1];
    return false;
}

/* a -= b, which is not larger. */
static void subtract(natural *a, const natural *b)
{
    uint64_t borrow = 0;

    for (size_t i = 0; i < a->count; i++) {
        uint64_t taken = borrow + (i < b->count ? b->limb[i] : 0);

        borrow = a->limb[i] < taken;
        a->limb[i] = (uint32_t)(a->limb[i] - taken);
    }
    while (a->count > 0 && a->limb[a->count - 1] == 0)
        a->count--;
}

/* No decimal needs more than DIGITS_KEPT digits to be told from a tie between two
 * doubles. */
static void read_digits(natural *x, const char *digits, size_t count, long *exponent)
{
    size_t kept = count < DIGITS_KEPT ? count : DIGITS_KEPT;
    bool more = false;

    x->count = 0;
    for (size_t i = 0; i < count; digits++) {
        if (*digits == '.')
            continue;
        if (i < kept)
            times_plus(x, 10, (uint32_t)(*digits - '0'));
        else
            more = more || *digits != '0';
        i++;
    }
    *exponent += (long)(count - kept);
    if (more) { /* a last digit for all that is cut: only its being there matters */
        times_plus(x, 10, 1);
        *exponent -= 1;
    }
}

/* Long division of whole numbers: 63 bits of the quotient and whether anything
 * remains are enough to round by. */
double plume_binary_exact(const char *digits, size_t count, long exponent)
{
    natural numerator, divisor = { .limb = { 1 }, .count = 1 };
    uint64_t quotient = 0;
    long shift;

    if (exponent > EXPONENT_HIGHEST - (long)count)
        return (double)INFINITY;
    if (exponent < EXPONENT_LOWEST - (long)count)
        return 0.0;
    read_digits(&numerator, digits, count, &exponent);
    times_ten_to(exponent < 0 ? &divisor : &numerator,
                 exponent < 0 ? -exponent : exponent);
    shift = 62 - (bits(&numerator) - bits(&divisor));
    times_two_to(shift > 0 ? &numerator : &divisor, (size_t)(shift > 0 ? shift : -shift));
    /* The quotient lies between 2^61 and 2^63: bit by bit from the top. */
    times_two_to(&divisor, 63);
    for (int i = 0; i <= 63; i++) {
        quotient <<= 1;
        if (!is_less(&numerator, &divisor)) {
            subtract(&numerator, &divisor);
            quotient |= 1;
        }
        if (i < 63)
            times_plus(&numerator, 2, 0);
    }
    return plume_binary_assemble(quotient, numerator.count > 0, (int)-shift);
}

/* Small exponents are done in one word; the rest goes digit by digit through the exact
 * way, which is slower and right for every double. */
double plume_binary_scale(uint64_t mantissa, long exponent)
{
    char digits[WORD_DIGITS];
    size_t at = WORD_DIGITS;

    if (mantissa == 0)
        return 0.0;
    if (exponent >= -WORD_EXPONENT && exponent <= WORD_EXPONENT)
        return scale_by_word(mantissa, (int)exponent);
    for (; mantissa > 0; mantissa /= 10)
        digits[--at] = (char)('0' + mantissa % 10);
    return plume_binary_exact(digits + at, WORD_DIGITS - at, exponent);
}

/* 10^n is 5^n 2^n: the power of five is a product of 128 bits, that of two a shift;
 * rounded once, ties to even. */
uint64_t plume_binary_times_ten_to(double value, int exponent)
{
    uint64_t high, low, whole, rest, half, mantissa;
    int shift;

    mantissa = (uint64_t)ldexp(frexp(value, &shift), DBL_MANT_DIG);
    multiply(mantissa, power_of_five[exponent], &high, &low);
    shift = DBL_MANT_DIG - shift - exponent; /* to the right */
    if (shift <= 0)
        return low << -shift;
    if (shift > 64) { /* of low only whether it is 0 matters: it may break a tie */
        low = high << 1 | (low != 0);
        high = 0;
        shift -= 63;
    }
    whole = shift == 64 ? high : high << (64 - shift) | low >> shift;
    rest = shift == 64 ? low : low & (((uint64_t)1 << shift) - 1);
    half = (uint64_t)1 << (shift - 1);
    return whole + (rest > half || (rest == half && (whole & 1) != 0));
}
