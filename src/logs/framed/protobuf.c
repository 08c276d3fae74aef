/* Reads varints, fixed numbers and bytes of the wire format, within the bytes given. */
#include "logs/framed/protobuf.h"

#include <math.h>
#include <string.h>

enum { VARINT_BYTES_MAX = 10, FIELD_NUMBER_MAX = 536870911 };
#define NANOSECONDS    1e9
#define TIME_S_LARGEST 253402300799 /* the end of the year 9999 */

plume_proto plume_proto_open(plume_bytes message)
{
    return (plume_proto){ message, false };
}

static bool take_varint(plume_bytes *left, uint64_t *value)
{
    *value = 0;
    for (int i = 0; i < VARINT_BYTES_MAX && left->length > 0; i++) {
        unsigned char byte = *left->data;

        left->data++;
        left->length--;
        if (i == VARINT_BYTES_MAX - 1 && byte > 1)
            return false;
        *value |= (uint64_t)(byte & 0x7f) << (7 * i);
        if (byte < 0x80)
            return true;
    }
    return false;
}

static bool take_fixed(plume_bytes *left, size_t length, uint64_t *value)
{
    if (left->length < length)
        return false;
    *value = 0;
    for (size_t i = 0; i < length; i++)
        *value |= (uint64_t)left->data[i] << (8 * i);
    left->data += length;
    left->length -= length;
    return true;
}

static bool take_bytes(plume_bytes *left, plume_bytes *bytes)
{
    uint64_t length;

    if (!take_varint(left, &length) || length > left->length)
        return false;
    *bytes = (plume_bytes){ left->data, (size_t)length };
    left->data += length;
    left->length -= (size_t)length;
    return true;
}

static bool take_field(plume_bytes *left, plume_proto_field *field)
{
    uint64_t key;

    if (!take_varint(left, &key) || key >> 3 == 0 || key >> 3 > FIELD_NUMBER_MAX)
        return false;
    field->number = (uint32_t)(key >> 3);
    field->wire = (plume_wire)(key & 7);
    field->value = 0;
    field->bytes = (plume_bytes){ left->data, 0 };
    switch (field->wire) {
    case PLUME_WIRE_VARINT:
        return take_varint(left, &field->value);
    case PLUME_WIRE_FIXED64:
        return take_fixed(left, 8, &field->value);
    case PLUME_WIRE_BYTES:
        return take_bytes(left, &field->bytes);
    case PLUME_WIRE_FIXED32:
        return take_fixed(left, 4, &field->value);
    }
    return false;
}

bool plume_proto_next(plume_proto *proto, plume_proto_field *field)
{
    if (proto->bad || proto->left.length == 0)
        return false;
    proto->bad = !take_field(&proto->left, field);
    return !proto->bad;
}

int64_t plume_proto_signed(uint64_t value)
{
    return value <= INT64_MAX ? (int64_t)value : -1 - (int64_t)(UINT64_MAX - value);
}

double plume_proto_time(plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;
    int64_t seconds = 0, nanoseconds = 0;

    while (plume_proto_next(&proto, &field)) {
        if (field.wire != PLUME_WIRE_VARINT)
            continue;
        if (field.number == 1)
            seconds = plume_proto_signed(field.value);
        else if (field.number == 2)
            nanoseconds = plume_proto_signed(field.value);
    }
    if (proto.bad || seconds <= 0 || seconds > TIME_S_LARGEST || nanoseconds < 0 ||
        nanoseconds >= (int64_t)NANOSECONDS)
        return NAN;
    return (double)seconds + (double)nanoseconds / NANOSECONDS;
}

bool plume_bytes_equal(plume_bytes bytes, const char *text)
{
    return bytes.length == strlen(text) && memcmp(bytes.data, text, bytes.length) == 0;
}
