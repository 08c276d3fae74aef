/* core/input/codec.h -- decompressors, behind one small interface. Only source.c uses it.
 */
#ifndef PLUME_CORE_INPUT_CODEC_H
#define PLUME_CORE_INPUT_CODEC_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes to take and room to fill; a step moves both on. */
typedef struct plume_codec_io {
    const unsigned char *in;
    size_t in_left;
    unsigned char *out;
    size_t out_left;
    bool last; /* the file has no bytes after in */
} plume_codec_io;

typedef enum plume_step_result {
    PLUME_CODEC_MORE,    /* in the middle of a stream */
    PLUME_CODEC_BORDER,  /* the file may end here, or another stream begin */
    PLUME_CODEC_DAMAGED, /* what was read is not to be trusted: *reason says why */
    PLUME_CODEC_MEMORY
} plume_step_result;

typedef struct plume_codec {
    const char *name; /* "gzip" */
    bool (*begins)(const unsigned char *head, size_t length);
    void *(*open)(void); /* NULL: out of memory */
    plume_step_result (*step)(void *state, plume_codec_io *stretch, const char **reason);
    void (*close)(void *state);
} plume_codec;

/* The one whose streams begin like this; NULL: plain bytes. */
const plume_codec *plume_codec_find(const unsigned char *head, size_t length);

/* Whether no checksum stands behind what begins so: damage cannot be seen. */
bool plume_codec_is_unchecked(const plume_codec *codec, const unsigned char *head,
                              size_t length);

/* Enough of a file for plume_codec_find. */
enum { PLUME_CODEC_HEAD = 8 };

#endif
