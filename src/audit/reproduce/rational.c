/* Fractions of whole numbers of GMP, over limbs that the caller owns.
 *
 * Only functions of GMP's lowest layer (mpn) are called: they write where they are told
 * to, and numbers as short as ours need none of their scratch space on the heap. So no
 * allocation can fail here; GMP would end the process. */
#include "audit/reproduce/rational.h"

#include <math.h>

#include "core/ascii.h"
#include <plume/number.h>

enum { EXPONENT_MAX = 60, DIGITS_MAX = 60, PRINTED_MAX = 40 };
enum { PLAIN_BELOW = 15, PLAIN_FROM = -7, DIGITS_OF_A_DOUBLE = 40 };
#define LOG10_OF_2 0.30102999566398120

/* --- natural numbers --- */

static void whole_set(plume_whole *out, uint32_t value)
{
    out->count = value != 0;
    out->limb[0] = value;
}

/* GMP counts the limbs that a result may have; ours has none that are zero on top. */
static void whole_trim(plume_whole *whole, mp_size_t count)
{
    while (count > 0 && whole->limb[count - 1] == 0)
        count--;
    whole->count = count;
}

static int whole_compare(const plume_whole *a, const plume_whole *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return a->count > 0 ? mpn_cmp(a->limb, b->limb, a->count) : 0;
}

/* a * factor + added, in place. False when it does not fit. */
static bool whole_scale(plume_whole *a, uint32_t factor, uint32_t added)
{
    mp_size_t count = a->count;

    if (count == PLUME_WHOLE_LIMBS)
        return false;
    if (count == 0) {
        whole_set(a, added);
        return true;
    }
    a->limb[count] = mpn_mul_1(a->limb, a->limb, count, factor);
    a->limb[count] += mpn_add_1(a->limb, a->limb, count, added);
    whole_trim(a, count + 1);
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
    const plume_whole *longer = a->count >= b->count ? a : b;
    const plume_whole *shorter = longer == a ? b : a;
    plume_whole product;

    if (a->count + b->count > PLUME_WHOLE_LIMBS)
        return false;
    if (shorter->count == 0) {
        whole_set(out, 0);
        return true;
    }
    mpn_mul(product.limb, longer->limb, longer->count, shorter->limb, shorter->count);
    whole_trim(&product, a->count + b->count);
    *out = product;
    return true;
}

static bool whole_add(plume_whole *out, const plume_whole *a, const plume_whole *b)
{
    const plume_whole *longer = a->count >= b->count ? a : b;
    const plume_whole *shorter = longer == a ? b : a;
    plume_whole sum = *longer;

    if (longer->count == PLUME_WHOLE_LIMBS)
        return false;
    if (shorter->count > 0) {
        sum.limb[longer->count] =
            mpn_add(sum.limb, longer->limb, longer->count, shorter->limb, shorter->count);
        whole_trim(&sum, longer->count + 1);
    }
    *out = sum;
    return true;
}

/* a - b, where a is not below b. */
static void whole_subtract(plume_whole *out, const plume_whole *a, const plume_whole *b)
{
    plume_whole rest = *a;

    if (b->count > 0)
        mpn_sub(rest.limb, a->limb, a->count, b->limb, b->count);
    whole_trim(&rest, a->count);
    *out = rest;
}

static int whole_bits(const plume_whole *a)
{
    mpz_t read_only;

    return a->count > 0
               ? (int)mpz_sizeinbase(mpz_roinit_n(read_only, a->limb, a->count), 2)
               : 0;
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

/* top / bottom to the nearest natural number, half up; top is not below bottom. */
static void divide(plume_whole *out, const plume_whole *top, const plume_whole *bottom)
{
    plume_whole rest = { .count = 0 }, doubled;
    mp_size_t count = top->count - bottom->count + 1;

    mpn_tdiv_qr(out->limb, rest.limb, 0, top->limb, top->count, bottom->limb,
                bottom->count);
    whole_trim(out, count);
    whole_trim(&rest, bottom->count);
    doubled = rest;
    whole_scale(&doubled, 2, 0);
    if (whole_compare(&doubled, bottom) >= 0)
        whole_scale(out, 1, 1);
}

/* The first digits of top / bottom, rounded half up; point moves when they carry over. */
static void divide_out(char *digit, int count, plume_whole *top,
                       const plume_whole *bottom, int *point)
{
    unsigned char text[PRINTED_MAX + 2];
    plume_whole rounded;
    size_t length;

    whole_times_ten_to(top, count - 1);
    divide(&rounded, top, bottom);
    length = mpn_get_str(text, 10, rounded.limb, rounded.count);
    *point += (int)length - count;
    for (int i = 0; i < count; i++)
        digit[i] = (char)('0' + text[i]);
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
