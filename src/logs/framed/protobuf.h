/* logs/framed/protobuf.h -- walking the fields of a protobuf message, without
 * its schema.
 *
 * Everything stays within the bytes given. A message that breaks off or has a field of no
 * known kind is bad from there on. */
#ifndef PLUME_LOGS_FRAMED_PROTOBUF_H
#define PLUME_LOGS_FRAMED_PROTOBUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Borrowed. */
typedef struct plume_bytes {
    const unsigned char *data;
    size_t length;
} plume_bytes;

typedef enum plume_wire {
    PLUME_WIRE_VARINT = 0,
    PLUME_WIRE_FIXED64 = 1,
    PLUME_WIRE_BYTES = 2, /* text, bytes, or a message */
    PLUME_WIRE_FIXED32 = 5
} plume_wire;

typedef struct plume_proto_field {
    uint32_t number;
    plume_wire wire;
    uint64_t value; /* of a varint, or the bits of a fixed one */
    plume_bytes bytes;
} plume_proto_field;

typedef struct plume_proto {
    plume_bytes left;
    bool bad;
} plume_proto;

plume_proto plume_proto_open(plume_bytes message);

/* The next field; false at the end, or where the message is bad. */
bool plume_proto_next(plume_proto *proto, plume_proto_field *field);

/* A google.protobuf.Timestamp as Unix time; NAN when it is none. */
double plume_proto_time(plume_bytes message);

/* A varint as the signed number that int32 and int64 mean by it. */
int64_t plume_proto_signed(uint64_t value);

bool plume_bytes_equal(plume_bytes bytes, const char *text);

#endif
