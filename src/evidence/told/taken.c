/* Of how many runs each log tells, and whose word counted. */
#include "evidence/told/taken.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <plume/number.h>

bool plume_takings_new(plume_takings *out, size_t inputs)
{
    out->input = calloc(inputs + 1, sizeof *out->input);
    out->count = out->input != NULL ? inputs : 0;
    return out->input != NULL;
}

static bool told_before(const plume_members *members, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (members->member[k].input == members->member[i].input)
            return true;
    return false;
}

/* Several accounts in one log count once for one run. */
void plume_takings_add(plume_takings *takings, const plume_members *members)
{
    if (members->partly && takings->partly++ == 0)
        takings->partly_input = members->member[0].input;
    if (members->filled_kwh > 0.0 && takings->filled++ == 0)
        takings->filled_input = members->member[0].input;
    takings->filled_kwh += members->filled_kwh;
    for (size_t i = 0; i < members->count; i++) {
        const plume_member *member = &members->member[i];
        plume_taken *input;
        bool hours = false, energy = false;

        if (member->input >= takings->count || told_before(members, i))
            continue;
        for (size_t k = i; k < members->count; k++)
            if (members->member[k].input == member->input) {
                hours = hours || members->member[k].hours;
                energy = energy || members->member[k].energy;
            }
        if (members->count == 1) {
            hours = !isnan(member->run.duration_s);
            energy = !isnan(member->run.energy.total_kwh);
        }
        input = &takings->input[member->input];
        input->runs++;
        input->hours += hours;
        input->energy += energy;
        input->shared += members->count > 1;
    }
}

static uint32_t input_of(const plume_intake *intake, const char *path)
{
    for (size_t i = 0; i < intake->met_count; i++)
        if (strcmp(intake->met[i]->shown.path, path) == 0)
            return (uint32_t)i;
    return 0;
}

void plume_takings_add_lone(plume_takings *takings, const plume_lone *lone,
                            const char *path, const plume_intake *intake)
{
    if (lone->partly && takings->partly++ == 0)
        takings->partly_input = input_of(intake, path);
    if (lone->filled_kwh > 0.0 && takings->filled++ == 0)
        takings->filled_input = input_of(intake, path);
    takings->filled_kwh += lone->filled_kwh;
}

static void note_filled(const plume_takings *takings, plume_intake *intake)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%llu runs were sampled for a part of their time: ",
                      (unsigned long long)takings->filled);
    plume_number_significant(&text, takings->filled_kwh, 4);
    plume_text_add(&text,
                   " kWh were added for the rest, at the mean power of the samples; "
                   "--gaps exclude leaves it out");
    plume_notes_add_text(intake->notes, PLUME_ASSUMED, "samples-filled",
                         intake->met[takings->filled_input]->shown.path, 0, &text);
}

void plume_takings_note(const plume_takings *takings, plume_intake *intake)
{
    if (takings->filled > 0)
        note_filled(takings, intake);
    if (takings->partly > 0)
        plume_notes_add(
            intake->notes, PLUME_WARNING, "partly-measured",
            intake->met[takings->partly_input]->shown.path, 0,
            "%llu runs lasted longer than all of their logs together measured "
            "their energy, by more than 15 s and a tenth of the run: nothing "
            "was added for the rest",
            (unsigned long long)takings->partly);
}

void plume_takings_dispose(plume_takings *takings)
{
    free(takings->input);
    takings->input = NULL;
    takings->count = 0;
}
