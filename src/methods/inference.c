/* Use of a model against its training: Patterson et al. 2021, section 1, footprint =
 * (training + queries x energy of a query) x intensity. Boundary: electricity of serving;
 * networks and the devices of users are outside. */
#include <plume/lifecycle.h>

#include <math.h>

#define Z_95 1.959964 /* 97.5 % quantile of the normal distribution */

double plume_query_kg(double it_kwh_per_query, double pue, double kg_per_kwh)
{
    return it_kwh_per_query * pue * kg_per_kwh;
}

double plume_breakeven_queries(double training_kg, double kg_per_query)
{
    if (kg_per_query == 0.0 && training_kg >= 0.0)
        return INFINITY;
    return training_kg / kg_per_query;
}

double plume_breakeven_between(const plume_design *a, const plume_design *b)
{
    return (b->training_kg - a->training_kg) / (a->kg_per_query - b->kg_per_query);
}

double plume_breakeven_days(double queries, double queries_per_day)
{
    return queries / queries_per_day;
}

void plume_breakeven_interval(double out[2], double queries, double training_gsd,
                              double query_gsd)
{
    double sigma = hypot(log(training_gsd), log(query_gsd));

    out[0] = queries * exp(-Z_95 * sigma);
    out[1] = queries * exp(Z_95 * sigma);
}
