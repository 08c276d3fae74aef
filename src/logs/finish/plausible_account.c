/* Whether what a log says of a run can be, by what its devices draw. */
#include "logs/finish/plausible_account.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "records/plausible.h"

enum { NAMES_KEPT = 256 };

void plume_ratings_init(plume_ratings *ratings, plume_rating_finder finder)
{
    *ratings = (plume_ratings){ .finder = finder };
}

void plume_ratings_dispose(plume_ratings *ratings)
{
    if (ratings->known != NULL)
        plume_map_free(ratings->known);
    free(ratings->rating);
}

static bool begin(plume_ratings *ratings)
{
    if (ratings->known == NULL)
        ratings->known = plume_map_new();
    if (ratings->rating == NULL)
        ratings->rating = calloc(NAMES_KEPT, sizeof *ratings->rating);
    return ratings->known != NULL && ratings->rating != NULL;
}

/* Names that are not known are kept like those that are. Without memory for it, or beyond
 * it, a name is looked up as often as it comes. */
static plume_rating look_up(plume_ratings *ratings, const char *name)
{
    plume_rating found;
    size_t at;

    if (ratings->finder.find == NULL || name[0] == '\0')
        return (plume_rating){ NAN, false };
    if (!begin(ratings))
        return ratings->finder.find(ratings->finder.state, name);
    at = plume_map_find(ratings->known, name);
    if (at != SIZE_MAX)
        return ratings->rating[at];
    found = ratings->finder.find(ratings->finder.state, name);
    at = plume_map_count(ratings->known);
    if (at < NAMES_KEPT && plume_map_set(ratings->known, name, at))
        ratings->rating[at] = found;
    return found;
}

/* A processor's rated power says nothing of the accelerators' energy. */
double plume_ratings_device_w(plume_ratings *ratings, const char *device)
{
    plume_rating found = look_up(ratings, device);

    return found.processor ? NAN : found.rated_w;
}

/* Without an accelerator the device that a log names may be the processor. */
static const char *processor_of(const plume_run *run)
{
    return run->compute.processor[0] != '\0' ? run->compute.processor : run->device;
}

void plume_ratings_of(plume_ratings *ratings, const plume_run *run, double *device_w,
                      double *processor_w)
{
    plume_rating found = look_up(ratings, processor_of(run));

    *device_w = plume_ratings_device_w(ratings, run->device);
    *processor_w = found.processor ? found.rated_w : (double)NAN;
}

static void tell(const char *code, plume_text *why, const char *path, uint64_t line,
                 plume_notes *notes)
{
    if (why->length > 0)
        plume_notes_add(notes, PLUME_WARNING, code, path, line, "%s", why->data);
    plume_text_clear(why);
}

void plume_ratings_doubt_rated(double device_w, double processor_w, const plume_run *run,
                               const char *path, uint64_t line, plume_notes *notes)
{
    plume_plausible_ratings rated = { device_w, processor_w, processor_of(run) };
    plume_text why;

    if (notes == NULL || plume_run_is_simulated(run))
        return;
    plume_text_init(&why);
    plume_plausible_run(run, &rated, &why);
    tell("implausible-power", &why, path, line, notes);
    plume_plausible_compute(run, &why);
    tell("implausible-size", &why, path, line, notes);
    plume_plausible_intensity(run->logged_intensity_kg_per_kwh, &why);
    tell("implausible-intensity", &why, path, line, notes);
    if (plume_plausible_pue(run->site_pue, &why))
        plume_plausible_pue(run->energy.pue_included, &why);
    tell("implausible-pue", &why, path, line, notes);
    plume_text_dispose(&why);
}

void plume_ratings_doubt(plume_ratings *ratings, const plume_run *run, const char *path,
                         uint64_t line, plume_notes *notes)
{
    double device_w, processor_w;

    if (notes == NULL || plume_run_is_simulated(run))
        return;
    plume_ratings_of(ratings, run, &device_w, &processor_w);
    plume_ratings_doubt_rated(device_w, processor_w, run, path, line, notes);
}
