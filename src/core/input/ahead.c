/* A ring of blocks between the thread that fills them and the one that takes them. */
#include "core/input/ahead.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 4, BLOCK_BYTES = 131072 };

typedef struct block {
    size_t length, taken;
    plume_status status; /* with which the bytes end when there are none */
    char bytes[BLOCK_BYTES];
} block;

/* The lock guards filled, emptied and stopped; a block is its owner's alone. */
struct plume_ahead {
    plume_ahead_reader read;
    void *state;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t filled, emptied; /* blocks so far */
    bool stopped, joined;
    plume_error error;
    block block[BLOCKS];
};

/* The next block to fill; NULL: nobody wants more. */
static block *wait_for_room(plume_ahead *ahead)
{
    block *next = NULL;

    pthread_mutex_lock(&ahead->lock);
    while (ahead->filled - ahead->emptied == BLOCKS && !ahead->stopped)
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    if (!ahead->stopped)
        next = &ahead->block[ahead->filled % BLOCKS];
    pthread_mutex_unlock(&ahead->lock);
    return next;
}

static block *wait_for_bytes(plume_ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    while (ahead->filled == ahead->emptied)
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    pthread_mutex_unlock(&ahead->lock);
    return &ahead->block[ahead->emptied % BLOCKS];
}

static void count(plume_ahead *ahead, size_t *blocks)
{
    pthread_mutex_lock(&ahead->lock);
    ++*blocks;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
}

/* A block is filled before it is handed on: fewer blocks change hands. */
static void fill(plume_ahead *ahead, block *into)
{
    size_t got = 1;

    into->length = into->taken = 0;
    into->status = PLUME_OK;
    while (into->status == PLUME_OK && got > 0 && into->length < BLOCK_BYTES) {
        into->status = ahead->read(ahead->state, into->bytes + into->length,
                                   BLOCK_BYTES - into->length, &got, &ahead->error);
        into->length += into->status == PLUME_OK ? got : 0;
    }
}

/* The end and a failure are an empty block behind all others, after which nothing is
 * read.
 */
static void *fill_all(void *state)
{
    plume_ahead *ahead = state;
    block *into = wait_for_room(ahead);
    plume_status failed = PLUME_OK;

    while (into != NULL) {
        bool last;

        if (failed == PLUME_OK)
            fill(ahead, into);
        else
            into->length = into->taken = 0;
        failed = failed == PLUME_OK ? into->status : failed;
        into->status = failed;
        last = into->length == 0;
        count(ahead, &ahead->filled);
        into = last ? NULL : wait_for_room(ahead);
    }
    return NULL;
}

/* Signals are for the thread that called. */
static bool start(plume_ahead *ahead)
{
    sigset_t all, before;
    bool started;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    started = pthread_create(&ahead->thread, NULL, fill_all, ahead) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

plume_ahead *plume_ahead_start(plume_ahead_reader read, void *state)
{
    plume_ahead *ahead = malloc(sizeof *ahead);

    if (ahead == NULL)
        return NULL;
    ahead->read = read;
    ahead->state = state;
    ahead->filled = ahead->emptied = 0;
    ahead->stopped = ahead->joined = false;
    memset(&ahead->error, 0, sizeof ahead->error);
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    if (start(ahead))
        return ahead;
    ahead->joined = true;
    plume_ahead_free(ahead);
    return NULL;
}

plume_status plume_ahead_read(plume_ahead *ahead, void *buffer, size_t capacity,
                              size_t *length, plume_error *error)
{
    block *from = wait_for_bytes(ahead);
    size_t left = from->length - from->taken;

    *length = left < capacity ? left : capacity;
    memcpy(buffer, from->bytes + from->taken, *length);
    from->taken += *length;
    if (from->length == 0) {
        plume_ahead_stop(ahead);
        if (from->status != PLUME_OK && error != NULL)
            *error = ahead->error;
        return from->status;
    }
    if (from->taken == from->length)
        count(ahead, &ahead->emptied);
    return PLUME_OK;
}

void plume_ahead_stop(plume_ahead *ahead)
{
    if (ahead == NULL || ahead->joined)
        return;
    pthread_mutex_lock(&ahead->lock);
    ahead->stopped = true;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->thread, NULL);
    ahead->joined = true;
}

void plume_ahead_free(plume_ahead *ahead)
{
    if (ahead == NULL)
        return;
    plume_ahead_stop(ahead);
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    free(ahead);
}
