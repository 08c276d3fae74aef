/* Counts points in the cells of a hexagonal grid, and shades the cells. */
#include "chart/search/hexagons.h"

#include <math.h>
#include <stdlib.h>

#include "scene/outlines.h"
#include "scene/palette.h"

static const double across_pt = 6.0;
static const double radius_pt = 3.46410161513775; /* 6 / sqrt(3) */
static const double apart_pt = 5.19615242270663;  /* of rows: 1.5 radii */

plume_status plume_hexagons_begin(plume_hexagons *hexagons, plume_box box,
                                  plume_error *error)
{
    hexagons->box = box;
    hexagons->columns = (size_t)fmax(1.0, floor(box.width_pt / across_pt) - 1.0);
    hexagons->rows = (size_t)fmax(1.0, floor(box.height_pt / apart_pt) - 1.0);
    hexagons->count = calloc(hexagons->columns * hexagons->rows, sizeof *hexagons->count);
    return hexagons->count == NULL ? plume_fail_memory(error) : PLUME_OK;
}

/* Every second row is shifted by half a cell. */
static plume_point centre_of(const plume_hexagons *hexagons, size_t column, size_t row)
{
    return (plume_point){ hexagons->box.x_pt + across_pt * ((double)column + 0.5) +
                              (row % 2 == 1 ? across_pt / 2.0 : 0.0),
                          hexagons->box.y_pt + radius_pt + apart_pt * (double)row };
}

static size_t nearest(double place, size_t count)
{
    return (size_t)fmin(fmax(floor(place + 0.5), 0.0), (double)(count - 1));
}

/* The cell of a point has the nearest centre; it is in one of three rows. */
void plume_hexagons_add(plume_hexagons *hexagons, plume_point at)
{
    size_t row =
        nearest((at.y_pt - hexagons->box.y_pt - radius_pt) / apart_pt, hexagons->rows);
    size_t from = row > 0 ? row - 1 : 0;
    double least = HUGE_VAL;
    size_t best = 0;

    for (size_t i = from; i <= row + 1 && i < hexagons->rows; i++) {
        double shift = i % 2 == 1 ? across_pt / 2.0 : 0.0;
        size_t column = nearest((at.x_pt - hexagons->box.x_pt - shift) / across_pt - 0.5,
                                hexagons->columns);
        plume_point centre = centre_of(hexagons, column, i);
        double apart = hypot(at.x_pt - centre.x_pt, at.y_pt - centre.y_pt);

        if (apart >= least)
            continue;
        least = apart;
        best = i * hexagons->columns + column;
    }
    hexagons->count[best]++;
}

void plume_hexagons_draw(const plume_hexagons *hexagons, plume_scene *scene)
{
    static const plume_colour shade[] = { PLUME_LIGHT, PLUME_PALE, PLUME_MID,
                                          PLUME_NAVY };
    uint32_t most = 1;

    for (size_t i = 0; i < hexagons->columns * hexagons->rows; i++)
        if (hexagons->count[i] > most)
            most = hexagons->count[i];
    for (size_t i = 0; i < hexagons->columns * hexagons->rows; i++) {
        double share = log((double)hexagons->count[i]) / log((double)most + 1.0);

        if (hexagons->count[i] > 0)
            plume_mark_hexagon(
                scene, centre_of(hexagons, i % hexagons->columns, i / hexagons->columns),
                radius_pt, shade[(size_t)(4.0 * share)]);
    }
}

void plume_hexagons_dispose(plume_hexagons *hexagons)
{
    free(hexagons->count);
}
