/* A ring of parcels of chunks: whoever is free reads the next one, alone, and converts
 * it; one takes them in their order. */
#include "core/data/csv_ring.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv_marks.h"
#include "core/input/source_text.h"
#include <plume/threads.h>

/* Chunks are handed over so many at a time. Helpers are worth their start after so many,
 * and who takes what they made can keep up with no more of them. */
enum { PARCEL_CHUNKS = 4, ALONE_CHUNKS = 4, HELPERS_MOST = 6 };
/* Where so little is left of a chunk, nothing is read for it. */
enum { LEFT_BYTES = 4096 };

typedef struct parcel {
    plume_csv_chunk chunk[PARCEL_CHUNKS];
    size_t count; /* of chunks */
    bool ready;
    uint16_t mark[PLUME_CSV_CHUNK_BYTES]; /* of the chunk that is being converted */
} parcel;

/* The lock guards what stands between it and kept, and whether a parcel is ready; what is
 * kept is of who reads; a parcel is of who makes it, and then of who takes it. */
struct plume_csv_ring {
    plume_source_stream *source;
    char delimiter;
    size_t rows_bytes; /* of a chunk */
    pthread_mutex_t lock;
    pthread_cond_t room, changed;
    plume_csv_converter converter;
    parcel *parcel[HELPERS_MOST + 2];
    size_t parcels, begun, taken; /* the last two: so far */
    bool reading, ended, stopped;
    char kept[PLUME_CSV_CHUNK_BYTES]; /* the begin of a line */
    size_t kept_length;
    plume_error error; /* with which the text ended */
    parcel *held;      /* the parcel at hand */
    size_t at;         /* the chunk at hand, of it */
    size_t alone;      /* chunks before there were helpers */
    bool tried;        /* to have helpers */
    pthread_t helper[HELPERS_MOST];
    size_t helpers;
};

/* --- making and freeing --- */

static void parcel_free(parcel *old)
{
    for (size_t i = 0; old != NULL && i < PARCEL_CHUNKS; i++) {
        free(old->chunk[i].bytes);
        free(old->chunk[i].rows);
    }
    free(old);
}

/* NULL: out of memory. */
static parcel *parcel_new(const plume_csv_ring *ring, size_t chunks)
{
    parcel *made = calloc(1, sizeof *made);
    bool sound = made != NULL;

    for (size_t i = 0; sound && i < chunks; i++) {
        made->chunk[i].bytes = malloc(PLUME_CSV_CHUNK_BYTES + PLUME_CSV_MARKS_PADDING);
        made->chunk[i].rows = malloc(ring->rows_bytes);
        sound = made->chunk[i].bytes != NULL && made->chunk[i].rows != NULL;
        if (made->chunk[i].bytes != NULL)
            memset(made->chunk[i].bytes + PLUME_CSV_CHUNK_BYTES, 0,
                   PLUME_CSV_MARKS_PADDING);
    }
    if (sound)
        return made;
    parcel_free(made);
    return NULL;
}

plume_status plume_csv_ring_new(plume_csv_ring **out, plume_source_stream *source,
                                char delimiter, const plume_csv_converter *converter,
                                plume_error *error)
{
    plume_csv_ring *ring = calloc(1, sizeof *ring);

    *out = NULL;
    if (ring == NULL)
        return plume_fail_memory(error);
    ring->source = source;
    ring->delimiter = delimiter;
    ring->rows_bytes = converter->bytes;
    ring->converter = *converter;
    pthread_mutex_init(&ring->lock, NULL);
    pthread_cond_init(&ring->room, NULL);
    pthread_cond_init(&ring->changed, NULL);
    ring->parcels = 1;
    ring->parcel[0] = parcel_new(ring, 1);
    if (ring->parcel[0] == NULL) {
        plume_csv_ring_free(ring);
        return plume_fail_memory(error);
    }
    *out = ring;
    return PLUME_OK;
}

void plume_csv_ring_free(plume_csv_ring *ring)
{
    if (ring == NULL)
        return;
    pthread_mutex_lock(&ring->lock);
    ring->stopped = true;
    pthread_cond_broadcast(&ring->room);
    pthread_mutex_unlock(&ring->lock);
    for (size_t i = 0; i < ring->helpers; i++)
        pthread_join(ring->helper[i], NULL);
    for (size_t i = 0; i < ring->parcels; i++)
        parcel_free(ring->parcel[i]);
    pthread_cond_destroy(&ring->changed);
    pthread_cond_destroy(&ring->room);
    pthread_mutex_destroy(&ring->lock);
    free(ring);
}

void plume_csv_ring_keep(plume_csv_ring *ring, const char *kept, size_t length)
{
    memcpy(ring->kept, kept, length);
    ring->kept_length = length;
}

void plume_csv_ring_convert(plume_csv_ring *ring, const plume_csv_converter *converter)
{
    pthread_mutex_lock(&ring->lock);
    ring->converter = *converter;
    pthread_mutex_unlock(&ring->lock);
}

/* --- reading --- */

/* Behind the last end of a line; length where there is none. */
static size_t end_of_lines(const char *bytes, size_t length)
{
    for (size_t at = length; at > 0; at--)
        if (bytes[at - 1] == '\n')
            return at;
    return length;
}

/* What was kept, what comes, and up to the last end of a line. A chunk that is not full
 * is the last one that has bytes. */
static void read_chunk(plume_csv_ring *ring, plume_csv_chunk *chunk)
{
    size_t got = 1, end;

    memcpy(chunk->bytes, ring->kept, ring->kept_length);
    chunk->length = ring->kept_length;
    chunk->status = PLUME_OK;
    while (chunk->status == PLUME_OK && got > 0 &&
           PLUME_CSV_CHUNK_BYTES - chunk->length >= LEFT_BYTES) {
        chunk->status = plume_source_read_text(ring->source, chunk->bytes + chunk->length,
                                               PLUME_CSV_CHUNK_BYTES - chunk->length,
                                               &got, &ring->error);
        chunk->length += chunk->status == PLUME_OK ? got : 0;
    }
    if (chunk->status != PLUME_OK)
        chunk->length = 0;
    end = got > 0 ? end_of_lines(chunk->bytes, chunk->length) : chunk->length;
    ring->kept_length = chunk->length - end;
    memcpy(ring->kept, chunk->bytes + end, ring->kept_length);
    chunk->length = end;
}

/* True: the text is over. */
static bool read_parcel(plume_csv_ring *ring, parcel *into, size_t chunks)
{
    bool ended = false;

    for (into->count = 0; into->count < chunks && !ended; into->count++) {
        read_chunk(ring, &into->chunk[into->count]);
        ended = into->chunk[into->count].length == 0;
    }
    return ended;
}

static void convert_parcel(const plume_csv_ring *ring, parcel *of,
                           const plume_csv_converter *converter)
{
    for (size_t i = 0; i < of->count; i++) {
        plume_csv_chunk *chunk = &of->chunk[i];
        plume_csv_view view = { chunk->bytes, chunk->length, ring->delimiter, of->mark,
                                0 };

        view.marks =
            plume_csv_marks(of->mark, chunk->bytes, chunk->length, ring->delimiter);
        chunk->state = converter->state;
        converter->convert(converter->state, &view, chunk->rows);
    }
}

static bool may_read(const plume_csv_ring *ring)
{
    return !ring->reading && !ring->ended && ring->begun - ring->taken < ring->parcels;
}

/* With the lock, which is open while the work is done; what may be read is known to be.
 */
static void make_parcel(plume_csv_ring *ring)
{
    parcel *next = ring->parcel[ring->begun++ % ring->parcels];
    plume_csv_converter converter = ring->converter;
    bool ended;

    ring->reading = true;
    pthread_mutex_unlock(&ring->lock);
    ended = read_parcel(ring, next, ring->parcels > 1 ? PARCEL_CHUNKS : 1);
    pthread_mutex_lock(&ring->lock);
    ring->reading = false;
    ring->ended = ended;
    pthread_cond_signal(&ring->room);
    if (ended)
        pthread_cond_broadcast(&ring->room);
    pthread_mutex_unlock(&ring->lock);
    convert_parcel(ring, next, &converter);
    pthread_mutex_lock(&ring->lock);
    next->ready = true;
    pthread_cond_signal(&ring->changed);
}

/* --- helpers --- */

static void *help(void *state)
{
    plume_csv_ring *ring = state;

    pthread_mutex_lock(&ring->lock);
    while (!ring->stopped && !ring->ended)
        if (may_read(ring))
            make_parcel(ring);
        else
            pthread_cond_wait(&ring->room, &ring->lock);
    pthread_mutex_unlock(&ring->lock);
    return NULL;
}

static bool make_parcels(plume_csv_ring *ring, size_t wanted)
{
    parcel *made[HELPERS_MOST + 2] = { NULL };
    bool sound = true;

    for (size_t i = 0; i < wanted; i++) {
        made[i] = parcel_new(ring, PARCEL_CHUNKS);
        sound = sound && made[i] != NULL;
    }
    for (size_t i = 0; !sound && i < wanted; i++)
        parcel_free(made[i]);
    if (!sound)
        return false;
    parcel_free(ring->parcel[0]);
    memcpy(ring->parcel, made, sizeof made);
    ring->parcels = wanted;
    ring->begun = ring->taken = 0;
    return true;
}

/* Where memory or threads are short, it is done without them. Signals are for the thread
 * that called. */
static void start_helpers(plume_csv_ring *ring)
{
    size_t wanted = plume_threads_allowed() - 1;
    sigset_t all, before;

    ring->tried = true;
    wanted = wanted < HELPERS_MOST ? wanted : HELPERS_MOST;
    if (wanted == 0 || !make_parcels(ring, wanted + 2))
        return;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (ring->helpers < wanted &&
           pthread_create(&ring->helper[ring->helpers], NULL, help, ring) == 0)
        ring->helpers++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* --- taking --- */

/* Rather than wait, the next parcel is made. */
static parcel *wait_for_parcel(plume_csv_ring *ring)
{
    parcel *next = ring->parcel[ring->taken % ring->parcels];

    pthread_mutex_lock(&ring->lock);
    while (!next->ready)
        if (may_read(ring))
            make_parcel(ring);
        else
            pthread_cond_wait(&ring->changed, &ring->lock);
    pthread_mutex_unlock(&ring->lock);
    return next;
}

static void give_back(plume_csv_ring *ring, parcel *old)
{
    pthread_mutex_lock(&ring->lock);
    old->ready = false;
    ring->taken++;
    pthread_cond_signal(&ring->room);
    pthread_mutex_unlock(&ring->lock);
}

/* Nothing is asked for behind the end. */
plume_csv_chunk *plume_csv_ring_next(plume_csv_ring *ring, plume_error *error)
{
    if (ring->held != NULL && ring->at + 1 < ring->held->count) {
        ring->at++;
    } else {
        if (ring->held != NULL)
            give_back(ring, ring->held);
        if (!ring->tried && ++ring->alone > ALONE_CHUNKS)
            start_helpers(ring);
        ring->held = wait_for_parcel(ring);
        ring->at = 0;
    }
    if (ring->held->chunk[ring->at].status != PLUME_OK && error != NULL)
        *error = ring->error;
    return &ring->held->chunk[ring->at];
}
