/* Records in a block of memory, which goes into a temporary file whenever it is full. */
#include "evidence/accounts/shelf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 65536 };

struct plume_shelf {
    size_t size, count;
    size_t kept;  /* of the last records, in block */
    size_t taken; /* since it was rewound */
    FILE *file;   /* NULL: all are in block */
    unsigned char *block;
};

plume_shelf *plume_shelf_new(size_t size)
{
    plume_shelf *shelf = calloc(1, sizeof *shelf);

    if (shelf == NULL)
        return NULL;
    shelf->size = size;
    shelf->block = malloc(BLOCK_BYTES / size * size);
    if (shelf->block == NULL) {
        free(shelf);
        return NULL;
    }
    return shelf;
}

void plume_shelf_free(plume_shelf *shelf)
{
    if (shelf == NULL)
        return;
    if (shelf->file != NULL)
        fclose(shelf->file);
    free(shelf->block);
    free(shelf);
}

static plume_status failed(plume_error *error)
{
    return plume_fail(error, PLUME_ERR_IO,
                      "the temporary file of the accounts failed: %s", strerror(errno));
}

/* The block is as large as what is written: the stream needs none of its own. */
static plume_status put_away(plume_shelf *shelf, plume_error *error)
{
    if (shelf->file == NULL) {
        shelf->file = tmpfile();
        if (shelf->file == NULL)
            return failed(error);
        setvbuf(shelf->file, NULL, _IONBF, 0);
    }
    if (fwrite(shelf->block, shelf->size, shelf->kept, shelf->file) != shelf->kept)
        return failed(error);
    shelf->kept = 0;
    return PLUME_OK;
}

plume_status plume_shelf_add(plume_shelf *shelf, const void *record, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (shelf->kept == BLOCK_BYTES / shelf->size)
        status = put_away(shelf, error);
    if (status != PLUME_OK)
        return status;
    memcpy(shelf->block + shelf->kept * shelf->size, record, shelf->size);
    shelf->kept++;
    shelf->count++;
    return PLUME_OK;
}

size_t plume_shelf_count(const plume_shelf *shelf)
{
    return shelf->count;
}

plume_status plume_shelf_rewind(plume_shelf *shelf, plume_error *error)
{
    shelf->taken = 0;
    if (shelf->file == NULL)
        return PLUME_OK;
    return fseek(shelf->file, 0, SEEK_SET) == 0 ? PLUME_OK : failed(error);
}

/* Those in the file, then those that are still in the block. */
plume_status plume_shelf_take(plume_shelf *shelf, void *records, size_t room,
                              size_t *count, plume_error *error)
{
    size_t filed = shelf->count - shelf->kept, rest = shelf->count - shelf->taken;

    if (shelf->taken < filed)
        rest = filed - shelf->taken;
    *count = rest < room ? rest : room;
    if (shelf->taken >= filed)
        memcpy(records, shelf->block + (shelf->taken - filed) * shelf->size,
               *count * shelf->size);
    else if (fread(records, shelf->size, *count, shelf->file) != *count)
        return failed(error);
    shelf->taken += *count;
    return PLUME_OK;
}
