/* cli/score_sheet.c -- the twenty points of a reviewer, of the report in a folder. */
#include "score_sheet.h"

#include <string.h>

#include <plume/score.h>

enum { WIDTH = 80, INDENT = 7 };

/* What to say in the study file, where a line of it answers; NULL: no one line does. */
static const char *line_of(const char *point)
{
    static const struct {
        const char *point, *line;
    } lines[] = {
        { "embodied carbon", "include: {embodied: true}" },
        { "water", "include: {water: true}" },
        { "host power", "hardware: {host_power_w: 300}" },
        { "PUE", "site: {pue: 1.2}" },
        { "grid intensity", "site: {location: DE, year: 2024}" },
        { "time matching", "site: {intensity_series: grid.csv}" },
        { "comparators", "compare: [bert-base, t5, gpt-3]" },
    };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (strcmp(lines[i].point, point) == 0)
            return lines[i].line;
    return NULL;
}

/* "  3 +  device-hours: section Inventory". */
static void put_point(plume_text *out, size_t number, const plume_score_point *point)
{
    const char *given_by = line_of(point->name);
    plume_text line;

    plume_text_init(&line);
    plume_text_printf(&line, "%3zu %c  %s: ", number, point->got ? '+' : '-',
                      point->name);
    if (!point->got)
        plume_text_printf(&line, "missing; %s", point->gives_it);
    else if (point->page > 0)
        plume_text_printf(&line, "page %zu, %s", point->page, point->section);
    else
        plume_text_add(&line, point->section[0] != '\0' ? point->section : "answered");
    if (!point->got && given_by != NULL)
        plume_text_printf(&line, "; plume.yaml: %s", given_by);
    plume_text_add_char(&line, '\n');
    cli_wrap(out, line.data, cli_width(stdout, WIDTH), INDENT);
    plume_text_dispose(&line);
}

static void demand(cli_verdict *verdict, size_t least, size_t got, size_t count)
{
    size_t from = cli_verdict_demand(verdict);

    plume_text_printf(&verdict->clauses, "%zu of %zu points, at least %zu wanted", got,
                      count, least);
    if (got < least)
        cli_verdict_fail(verdict, from);
}

plume_status cli_put_score(plume_text *out, const char *folder, size_t least,
                           cli_verdict *verdict, plume_error *error)
{
    plume_score *score;
    plume_status status = plume_score_folder(&score, folder, error);
    size_t got, count;

    if (status != PLUME_OK)
        return status;
    got = plume_score_got(score);
    count = plume_score_count(score);
    for (size_t i = 0; i < count; i++) {
        plume_score_point point = plume_score_at(score, i);

        put_point(out, i + 1, &point);
    }
    plume_text_printf(out, "%zu of %zu points\n", got, count);
    if (least > 0)
        demand(verdict, least, got, count);
    plume_score_free(score);
    return plume_text_status(out, error);
}
