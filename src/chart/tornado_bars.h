/* chart/tornado_bars.h -- which inputs of a budget have bars, and which are only named.
 */
#ifndef PLUME_CHART_TORNADO_BARS_H
#define PLUME_CHART_TORNADO_BARS_H

#include "ledger/budget.h"
#include <plume/text.h>

enum { PLUME_TORNADO_BARS = 8 };

typedef struct plume_tornado_bar {
    const plume_budget_input *input; /* NULL: all that have no bar of their own */
    size_t others;
    double low_kg, high_kg;
} plume_tornado_bar;

typedef struct plume_tornado_bars {
    plume_tornado_bar bar[PLUME_TORNADO_BARS];
    size_t count;
    plume_text fixed;  /* names of inputs without a spread */
    plume_text slight; /* of those that move nothing that shows */
} plume_tornado_bars;

/* digits: significant figures with which the ends of a bar are printed. */
void plume_tornado_choose(plume_tornado_bars *out, const plume_budget *budget,
                          int digits);
void plume_tornado_bars_dispose(plume_tornado_bars *bars);

#endif
