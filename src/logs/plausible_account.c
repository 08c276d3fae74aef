/* Whether what a log says of a run can be, by what its devices draw. */
#include "logs/plausible_account.h"

#include <math.h>
#include <string.h>

#include "records/plausible.h"

void plume_ratings_init(plume_ratings *ratings, plume_rating_finder finder)
{
    ratings->finder = finder;
    plume_text_init(&ratings->device.name);
    plume_text_init(&ratings->processor.name);
}

void plume_ratings_dispose(plume_ratings *ratings)
{
    plume_text_dispose(&ratings->device.name);
    plume_text_dispose(&ratings->processor.name);
}

/* The name stays as it is written in the memory of the last look-up. */
static plume_rating look_up(plume_rated_name *last, plume_rating_finder finder,
                            const char *name)
{
    if (finder.find == NULL || name[0] == '\0')
        return (plume_rating){ NAN, false };
    if (last->name.length == 0 || strcmp(last->name.data, name) != 0) {
        plume_text_clear(&last->name);
        plume_text_add(&last->name, name);
        last->rating = finder.find(finder.state, name);
    }
    return last->rating;
}

/* A processor's rated power says nothing of the accelerators' energy. */
double plume_ratings_device_w(plume_ratings *ratings, const char *device)
{
    plume_rating found = look_up(&ratings->device, ratings->finder, device);

    return found.processor ? NAN : found.rated_w;
}

/* Without an accelerator the device that a log names may be the processor. */
static plume_plausible_ratings ratings_of(plume_ratings *ratings, const plume_run *run)
{
    const char *name = run->compute.processor;
    plume_plausible_ratings out = { plume_ratings_device_w(ratings, run->device), NAN,
                                    name[0] != '\0' ? name : run->device };
    plume_rating found = look_up(&ratings->processor, ratings->finder, out.processor);

    if (found.processor)
        out.processor_w = found.rated_w;
    return out;
}

static void tell(const char *code, plume_text *why, const char *path, uint64_t line,
                 plume_notes *notes)
{
    if (why->length > 0)
        plume_notes_add(notes, PLUME_WARNING, code, path, line, "%s", why->data);
    plume_text_clear(why);
}

void plume_ratings_doubt(plume_ratings *ratings, const plume_run *run, const char *path,
                         uint64_t line, plume_notes *notes)
{
    plume_plausible_ratings rated;
    plume_text why;

    if (notes == NULL || plume_run_is_simulated(run))
        return;
    plume_text_init(&why);
    rated = ratings_of(ratings, run);
    plume_plausible_run(run, &rated, &why);
    tell("implausible-power", &why, path, line, notes);
    plume_plausible_intensity(run->logged_intensity_kg_per_kwh, &why);
    tell("implausible-intensity", &why, path, line, notes);
    if (plume_plausible_pue(run->site_pue, &why))
        plume_plausible_pue(run->energy.pue_included, &why);
    tell("implausible-pue", &why, path, line, notes);
    plume_text_dispose(&why);
}
