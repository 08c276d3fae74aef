/* Histories by chance: up to four runs of up to four sessions each. */
#include "properties/histories.h"

/* 2026-05-04, 08:00 UTC */
static const double first_s = 1777881600.0;

static void make(history *out, double start_s, chance *from)
{
    out->sessions = 1 + chance_of(from, SESSIONS_MOST);
    for (int i = 0; i < out->sessions; i++) {
        session *one = &out->session[i];
        bool last = i == out->sessions - 1;

        one->start_s = start_s;
        one->length_s = chance_between(from, 60.0, 20000.0);
        one->how = last ? (ending)chance_of(from, ENDING_COUNT)
                        : (chance_is(from, 0.6) ? ENDING_KILLED : ENDING_FAILED);
        one->seen_s = one->how == ENDING_KILLED
                          ? one->length_s * chance_between(from, 0.1, 1.0)
                          : one->length_s;
        if (one->how == ENDING_KILLED && chance_is(from, 0.1))
            one->seen_s = chance_between(from, 0.0, 0.9); /* in its first second */
        one->seen_s = (double)(int64_t)(one->seen_s * 1000.0) / 1000.0;
        one->suspended_s =
            chance_is(from, 0.2) ? (double)(int64_t)(one->length_s / 3.0) : 0.0;
        start_s += one->length_s + chance_between(from, 30.0, 5000.0);
    }
}

void histories_make(histories *out, uint64_t seed)
{
    chance from = { seed };

    out->runs = 1 + chance_of(&from, HISTORIES_MOST);
    for (int i = 0; i < out->runs; i++)
        make(&out->run[i], first_s + chance_between(&from, 0.0, 3000.0), &from);
}
