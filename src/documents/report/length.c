/* The length of a report: sections that its authors want, and what a stated number of
 * pages has no room for, least worth first. */
#include <string.h>

#include "documents/model/references.h"
#include "documents/model/sections.h"
#include "documents/report/internal.h"

/* By their worth to a reviewer, the least first; what every report must say (statement,
 * carbon, provenance) is not among them. '@' stands before a figure. */
static const char *const least_first[] = {
    "@methods",    "@divided",    "comparison", "remarks", "@phases",   "@tornado",
    "methods",     "further",     "shares",     "context", "inference", "hardware",
    "boundary",    "assumptions", "search",     "quality", "lifecycle", "factors",
    "by_hand",     "experiments", "divided",    "energy",  "inventory", "limitations",
    "uncertainty", "scope",
};
static const char *const always[] = { "statement", "carbon", "provenance" };

static bool holds(const char *const *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i], name) == 0)
            return true;
    return false;
}

static plume_status leave_out(plume_report *report, const char *name)
{
    plume_report_data *data = &report->data;

    if (data->left_out_count == PLUME_LEFT_OUT_MAX)
        return plume_fail(report->error, PLUME_ERR_VALUE, "too many sections");
    data->left_out[data->left_out_count++] = name;
    return PLUME_OK;
}

static bool is_section(const char *name)
{
    for (size_t i = 0; plume_section_at(i) != NULL; i++)
        if (strcmp(plume_section_at(i), name) == 0)
            return true;
    return false;
}

static plume_status check_sections(const plume_report *report)
{
    const plume_study *study = report->data.study;

    for (size_t i = 0; i < study->section_count; i++)
        if (!is_section(study->sections[i]))
            return plume_fail_at(report->error, PLUME_ERR_UNKNOWN, study->path, 0, 0,
                                 "report.sections: there is no section '%s'",
                                 study->sections[i]);
    return PLUME_OK;
}

/* Whether the tree has it: what is not there takes no room. */
static bool is_there(const plume_report *report, const char *name)
{
    static const char *const maps[] = { "sections", "tables" };

    if (*name == '@')
        return plume_value_kind(plume_value_get(plume_value_get(report->tree, "figures"),
                                                name + 1)) == PLUME_MAP;
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        if (plume_value_kind(plume_value_get(plume_value_get(report->tree, maps[i]),
                                             name)) == PLUME_MAP)
            return true;
    return false;
}

/* Trainings that nobody asked for have one figure, not one by either method. */
static plume_status choose_figures(plume_report *report)
{
    return report->data.study->compare_stated || !is_there(report, "@methods")
               ? PLUME_OK
               : leave_out(report, "@methods");
}

/* The sections that the study file names, or else the venue, and those that are always
 * there. */
static plume_status choose_sections(plume_report *report)
{
    const char *const *wanted = report->data.study->sections;
    size_t count = report->data.study->section_count;
    plume_status status = check_sections(report);

    if (count == 0 && report->venue != NULL) {
        wanted = report->venue->section;
        while (wanted[count] != NULL)
            count++;
    }
    for (size_t i = 0; count > 0 && status == PLUME_OK; i++) {
        const char *name = plume_section_at(i);

        if (name == NULL)
            break;
        if (is_there(report, name) && !holds(wanted, count, name) &&
            !holds(always, sizeof always / sizeof *always, name))
            status = leave_out(report, name);
    }
    return status;
}

static plume_status build(plume_report *report)
{
    plume_status status;

    plume_value_free(report->tree);
    report->tree = NULL;
    plume_report_forget_documents(report);
    plume_keys_dispose(&report->cited);
    report->cited = (plume_keys){ 0 };
    report->data.cited = NULL;
    status = plume_tree_build(&report->tree, &report->data, report->error);
    if (status == PLUME_OK)
        status = plume_largest_to_tree(report->largest, report->tree, report->words,
                                       report->error);
    if (status == PLUME_OK)
        status = plume_tool_counts_to_tree(report->tools, report->tree, report->words,
                                           report->error);
    return status == PLUME_OK ? plume_report_cite(report) : status;
}

static plume_status cannot_be(plume_report *report, size_t wanted, size_t least)
{
    plume_fail(report->error, PLUME_ERR_VALUE,
               "this report cannot be of %zu %s: the least is %zu", wanted,
               wanted == 1 ? "page" : "pages", least);
    plume_hint(report->error, "ask for --pages %zu, or for no number", least);
    return PLUME_ERR_VALUE;
}

static plume_status rebuild(plume_report *report, size_t *pages)
{
    plume_status status = build(report);

    return status == PLUME_OK ? plume_report_count_pages(report, pages) : status;
}

/* What was left out early may have room once more has gone: the most worth first. */
static plume_status put_back(plume_report *report, size_t wanted, size_t from)
{
    plume_report_data *data = &report->data;
    plume_status status = PLUME_OK;
    size_t pages = wanted, at = data->left_out_count;
    bool stale = false;

    while (status == PLUME_OK && at-- > from) {
        const char *name = data->left_out[at];

        memmove(&data->left_out[at], &data->left_out[at + 1],
                (data->left_out_count - at - 1) * sizeof *data->left_out);
        data->left_out_count--;
        status = rebuild(report, &pages);
        stale = pages > wanted;
        if (!stale)
            continue;
        memmove(&data->left_out[at + 1], &data->left_out[at],
                (data->left_out_count - at) * sizeof *data->left_out);
        data->left_out[at] = name;
        data->left_out_count++;
    }
    return status == PLUME_OK && stale ? build(report) : status;
}

static plume_status shorten(plume_report *report, size_t wanted)
{
    size_t pages = 0, next = 0, from = report->data.left_out_count;
    size_t count = sizeof least_first / sizeof *least_first;
    plume_status status = plume_report_count_pages(report, &pages);

    while (status == PLUME_OK && pages > wanted && next < count) {
        const char *name = least_first[next++];

        if (!is_there(report, name))
            continue;
        status = leave_out(report, name);
        if (status == PLUME_OK)
            status = rebuild(report, &pages);
    }
    if (status == PLUME_OK && pages > wanted)
        return cannot_be(report, wanted, pages);
    return status == PLUME_OK ? put_back(report, wanted, from) : status;
}

/* For the terminal: "comparison, figure methods". */
static void tell(const plume_report *report, size_t from)
{
    plume_value *length = plume_value_set_map(plume_report_english(report), "length");
    plume_text text;

    plume_text_init(&text);
    for (size_t i = from; i < report->data.left_out_count; i++) {
        const char *name = report->data.left_out[i];

        plume_text_printf(&text, "%s%s%s", i > from ? ", " : "",
                          *name == '@' ? "figure " : "", name + (*name == '@'));
    }
    plume_value_set_bool(length, "left_out", text.length > 0);
    plume_value_set_string(length, "what", text.data);
    plume_text_dispose(&text);
}

/* Sections that the authors chose are told nobody; that a venue has fewer is told. */
plume_status plume_report_compose(plume_report *report)
{
    size_t wanted =
        report->options->pages > 0 ? report->options->pages : report->data.study->pages;
    size_t figures, chosen;
    plume_status status = build(report);

    if (status == PLUME_OK)
        status = choose_figures(report);
    figures = report->data.left_out_count;
    if (status == PLUME_OK)
        status = choose_sections(report);
    chosen = report->data.left_out_count;
    if (status == PLUME_OK && chosen > 0)
        status = build(report);
    if (status == PLUME_OK && wanted > 0)
        status = shorten(report, wanted);
    if (status == PLUME_OK)
        status = plume_report_build_english(report);
    if (status == PLUME_OK)
        tell(report, report->data.study->section_count > 0 ? chosen : figures);
    return status;
}
