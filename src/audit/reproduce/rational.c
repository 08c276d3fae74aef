#include "audit/reproduce/rational.h"

#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include <plume/number.h>

enum { LIMB_BITS = 32, EXPONENT_MAX = 60, DIGITS_MAX = 60, PRINTED_MAX = 40 };
enum { PLAIN_BELOW = 15, PLAIN_FROM = -7, DIGITS_OF_A_DOUBLE = 40 };
#define LOG10_OF_2 0.30102999566398120

/* --- natural numbers --- */

static void whole_set(plume_whole *out, uint32_t value)
{
    out->count = value != 0;
    out->limb[0] = value;
}

static void whole_trim(plume_whole *whole)
{
    while (whole->count > 0 && whole->limb[whole->count - 1] == 0)
        whole->count--;
}

static int whole_compare(const plume_whole *a, const plume_whole *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (size_t i = a->count; i-- > 0;)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

/* a * factor + carry, in place. False when it does not fit. */
static bool whole_scale(plume_whole *a, uint32_t factor, uint32_t carry)
{
    uint64_t left = carry;

    for (size_t i = 0; i < a->count; i++) {
        left += (uint64_t)a->limb[i] * factor;
        a->limb[i] = (uint32_t)left;
        left >>= LIMB_BITS;
    }
    if (left != 0) {
        if (a->count == PLUME_WHOLE_LIMBS)
            return false;
        a->limb[a->count++] = (uint32_t)left;
    }
    whole_trim(a);
    return true;
}

static bool whole_times_ten_to(plume_whole *a, int power)
{
    bool fits = true;

    for (; power > 0 && fits; power--)
        fits = whole_scale(a, 10, 0);
    return fits;
}

static bool whole_multiply(plume_whole *out, const plume_whole *a, const plume_whole *b)
{
    plume_whole product;

    if (a->count + b->count > PLUME_WHOLE_LIMBS)
        return false;
    memset(product.limb, 0, sizeof product.limb);
    product.count = a->count + b->count;
    for (size_t i = 0; i < a->count; i++) {
        uint64_t carry = 0;

        for (size_t k = 0; k < b->count; k++) {
            carry += (uint64_t)a->limb[i] * b->limb[k] + product.limb[i + k];
            product.limb[i + k] = (uint32_t)carry;
            carry >>= LIMB_BITS;
        }
        product.limb[i + b->count] = (uint32_t)carry;
    }
    whole_trim(&product);
    *out = product;
    return true;
}

static bool whole_add(plume_whole *out, const plume_whole *a, const plume_whole *b)
{
    size_t count = a->count > b->count ? a->count : b->count;
    uint64_t carry = 0;
    plume_whole sum;

    if (count == PLUME_WHOLE_LIMBS)
        return false;
    for (size_t i = 0; i < count; i++) {
        carry +=
            (uint64_t)(i < a->count ? a->limb[i] : 0) + (i < b->count ? b->limb[i] : 0);
        sum.limb[i] = (uint32_t)carry;
        carry >>= LIMB_BITS;
    }
    sum.limb[count] = (uint32_t)carry;
    sum.count = count + 1;
    whole_trim(&sum);
    *out = sum;
    return true;
}

/* a - b, where a is not below b. */
static void whole_subtract(plume_whole *out, const plume_whole *a, const plume_whole *b)
{
    plume_whole rest = *a;
    uint64_t borrow = 0;

    for (size_t i = 0; i < a->count; i++) {
        uint64_t take = borrow + (i < b->count ? b->limb[i] : 0);

        borrow = a->limb[i] < take;
        rest.limb[i] = (uint32_t)(a->limb[i] - take);
    }
    whole_trim(&rest);
    *out = rest;
}

static int whole_bits(const plume_whole *a)
{
    uint32_t highest = a->count > 0 ? a->limb[a->count - 1] : 0;
    int bits = 0;

    for (; highest != 0; highest >>= 1)
        bits++;
    return a->count > 0 ? (int)(a->count - 1) * LIMB_BITS + bits : 0;
}

/* --- fractions --- */

void plume_rational_set(plume_rational *out, uint32_t value)
{
    whole_set(&out->top, value);
    whole_set(&out->bottom, 1);
    out->negative = false;
}

bool plume_rational_is_zero(const plume_rational *value)
{
    return value->top.count == 0;
}

static bool keep(plume_rational *out, const plume_rational *result)
{
    *out = *result;
    if (plume_rational_is_zero(out))
        plume_rational_set(out, 0);
    return out->top.count <= PLUME_WHOLE_KEPT && out->bottom.count <= PLUME_WHOLE_KEPT;
}

bool plume_rational_multiply(plume_rational *out, const plume_rational *a,
                             const plume_rational *b)
{
    plume_rational result;

    result.negative = a->negative != b->negative;
    return whole_multiply(&result.top, &a->top, &b->top) &&
           whole_multiply(&result.bottom, &a->bottom, &b->bottom) && keep(out, &result);
}

bool plume_rational_divide(plume_rational *out, const plume_rational *a,
                           const plume_rational *b)
{
    plume_rational result;

    if (plume_rational_is_zero(b))
        return false;
    result.negative = a->negative != b->negative;
    return whole_multiply(&result.top, &a->top, &b->bottom) &&
           whole_multiply(&result.bottom, &a->bottom, &b->top) && keep(out, &result);
}

/* Over one bottom: that of both when it is the same, else their product. */
static bool align(plume_whole *left, plume_whole *right, plume_whole *bottom,
                  const plume_rational *a, const plume_rational *b)
{
    *left = a->top;
    *right = b->top;
    *bottom = a->bottom;
    if (whole_compare(&a->bottom, &b->bottom) == 0)
        return true;
    return whole_multiply(left, &a->top, &b->bottom) &&
           whole_multiply(right, &b->top, &a->bottom) &&
           whole_multiply(bottom, &a->bottom, &b->bottom);
}

bool plume_rational_add(plume_rational *out, const plume_rational *a,
                        const plume_rational *b)
{
    plume_whole left, right;
    plume_rational result;

    if (!align(&left, &right, &result.bottom, a, b))
        return false;
    result.negative = a->negative;
    if (a->negative == b->negative) {
        if (!whole_add(&result.top, &left, &right))
            return false;
    } else if (whole_compare(&left, &right) >= 0) {
        whole_subtract(&result.top, &left, &right);
    } else {
        whole_subtract(&result.top, &right, &left);
        result.negative = b->negative;
    }
    return keep(out, &result);
}

bool plume_rational_subtract(plume_rational *out, const plume_rational *a,
                             const plume_rational *b)
{
    plume_rational minus = *b;

    minus.negative = !b->negative && !plume_rational_is_zero(b);
    return plume_rational_add(out, a, &minus);
}

int plume_rational_compare(const plume_rational *a, const plume_rational *b)
{
    plume_whole left, right;
    int order;

    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    /* Both are kept ones, so that these products fit. */
    whole_multiply(&left, &a->top, &b->bottom);
    whole_multiply(&right, &b->top, &a->bottom);
    order = whole_compare(&left, &right);
    return a->negative ? -order : order;
}

/* --- text --- */

/* Digits, commas between digits, one point. False when there is no digit or too many. */
static bool read_digits(plume_whole *out, int *decimals, const char *text, size_t length,
                        size_t *at)
{
    bool point = false;
    int digits = 0;

    whole_set(out, 0);
    *decimals = 0;
    for (; *at < length && digits <= DIGITS_MAX; ++*at) {
        char c = text[*at];

        if (plume_is_digit(c)) {
            whole_scale(out, 10, (uint32_t)(c - '0'));
            digits++;
            *decimals += point;
        } else if (c == '.' && !point) {
            point = true;
        } else if (c != ',' || digits == 0 || point || *at + 1 >= length ||
                   !plume_is_digit(text[*at + 1])) {
            break;
        }
    }
    return digits > 0 && digits <= DIGITS_MAX;
}

static bool read_exponent(int *exponent, const char *text, size_t length, size_t *at)
{
    size_t i = *at;
    bool negative;

    *exponent = 0;
    if (i >= length || (text[i] != 'e' && text[i] != 'E'))
        return true;
    negative = ++i < length && text[i] == '-';
    if (i < length && (text[i] == '-' || text[i] == '+'))
        i++;
    if (i >= length || !plume_is_digit(text[i]))
        return true; /* the letter is of a unit */
    for (; i < length && plume_is_digit(text[i]) && *exponent <= EXPONENT_MAX; i++)
        *exponent = *exponent * 10 + (text[i] - '0');
    if (*exponent > EXPONENT_MAX)
        return false;
    if (negative)
        *exponent = -*exponent;
    *at = i;
    return true;
}

bool plume_rational_read(plume_rational *out, plume_rational *half, const char *text,
                         size_t length, size_t *used)
{
    bool negative = length > 0 && text[0] == '-';
    int decimals, exponent;
    size_t at = negative;

    plume_rational_set(out, 0);
    if (!read_digits(&out->top, &decimals, text, length, &at) ||
        !read_exponent(&exponent, text, length, &at))
        return false;
    exponent -= decimals;
    plume_rational_set(half, 1);
    whole_set(&half->bottom, 2);
    whole_times_ten_to(&out->top, exponent);
    whole_times_ten_to(&half->top, exponent);
    whole_times_ten_to(&out->bottom, -exponent);
    whole_times_ten_to(&half->bottom, -exponent);
    out->negative = negative && !plume_rational_is_zero(out);
    *used = at;
    return true;
}

/* Scales top or bottom so that 1 <= top / bottom < 10; the power of ten comes back. */
static int normalise(plume_whole *top, plume_whole *bottom)
{
    int point = (int)floor((whole_bits(top) - whole_bits(bottom) - 1) * LOG10_OF_2);
    plume_whole ten_times;

    whole_times_ten_to(top, -point);
    whole_times_ten_to(bottom, point);
    for (;; point++) {
        ten_times = *bottom;
        whole_scale(&ten_times, 10, 0);
        if (whole_compare(top, &ten_times) < 0)
            return point;
        *bottom = ten_times;
    }
}

/* The first digits of top / bottom, rounded half up; point moves when they carry over. */
static void divide_out(char *digit, int count, plume_whole *top,
                       const plume_whole *bottom, int *point)
{
    int i;

    for (i = 0; i < count; i++, whole_scale(top, 10, 0))
        for (digit[i] = '0'; whole_compare(top, bottom) >= 0; digit[i]++)
            whole_subtract(top, top, bottom);
    /* top is ten times the remainder now. */
    whole_scale(top, 2, 0);
    for (i = 0; i < 10 && whole_compare(top, bottom) >= 0; i++)
        whole_subtract(top, top, bottom);
    if (i < 10)
        return;
    for (i = count - 1; i >= 0 && digit[i] == '9'; i--)
        digit[i] = '0';
    if (i >= 0) {
        digit[i]++;
    } else {
        digit[0] = '1';
        ++*point;
    }
}

static void put_plain(plume_text *out, const char *digit, int count, int point)
{
    if (point < 0)
        plume_text_add(out, "0.");
    for (int i = point + 1; i < 0; i++)
        plume_text_add_char(out, '0');
    for (int i = 0; i < count || i <= point; i++) {
        if (i == point + 1 && i > 0)
            plume_text_add_char(out, '.');
        plume_text_add_char(out, i < count ? digit[i] : '0');
    }
}

void plume_rational_print(plume_text *out, const plume_rational *value, int digits)
{
    plume_whole top = value->top, bottom = value->bottom;
    char digit[PRINTED_MAX];
    int point, count = digits < PRINTED_MAX ? digits : PRINTED_MAX;

    if (plume_rational_is_zero(value)) {
        plume_text_add_char(out, '0');
        return;
    }
    point = normalise(&top, &bottom);
    divide_out(digit, count, &top, &bottom, &point);
    while (count > 1 && digit[count - 1] == '0')
        count--;
    if (value->negative)
        plume_text_add_char(out, '-');
    if (point >= PLAIN_FROM && point < PLAIN_BELOW) {
        put_plain(out, digit, count, point);
        return;
    }
    put_plain(out, digit, count, 0);
    plume_text_printf(out, "e%d", point);
}

double plume_rational_value(const plume_rational *value)
{
    plume_text text;
    double nearest;

    plume_text_init(&text);
    plume_rational_print(&text, value, DIGITS_OF_A_DOUBLE);
    plume_number_parse(&nearest, text.data, text.length);
    plume_text_dispose(&text);
    return nearest;
}
