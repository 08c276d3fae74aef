/* Keeps one configuration for all documents and charts: reading it costs more than
 * drawing a chart does. It is our own, since others of the process may change the one
 * that fontconfig shares. */
#include "canvas/fonts/font_config.h"

#include <fontconfig/fontconfig.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static FcConfig *kept;

/* When the process ends, or the module that draws is closed. */
static void give_back(void)
{
    FcConfigDestroy(kept);
    kept = NULL;
}

FcConfig *plume_font_config(void)
{
    FcConfig *config;

    pthread_mutex_lock(&lock);
    if (kept == NULL) {
        kept = FcInitLoadConfigAndFonts();
        if (kept != NULL && atexit(give_back) != 0)
            give_back();
    }
    config = kept;
    pthread_mutex_unlock(&lock);
    return config;
}
