/* core/time/zone_rule.h -- the yearly rule at the end of a zone file. */
#ifndef PLUME_CORE_TIME_ZONE_RULE_H
#define PLUME_CORE_TIME_ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

/* A change of offset that comes back every year. */
typedef struct plume_yearly {
    enum { PLUME_YEARLY_JULIAN, PLUME_YEARLY_DAY, PLUME_YEARLY_WEEKDAY } kind;
    int day;        /* 1 to 365 without 29 February; 0 to 365; 0 (Sunday) to 6 */
    int month;      /* 1 to 12, of a weekday */
    int week;       /* 1 to 5, where 5 is the last one */
    int64_t second; /* of that day by the clock that ends; may be negative */
} plume_yearly;

typedef struct plume_zone_rule {
    bool is_there, has_summer;
    int64_t offset_s, summer_offset_s;
    plume_yearly begin, end; /* of summer time */
} plume_zone_rule;

/* "CET-1CEST,M3.5.0,M10.5.0/3". False when text is no such rule. */
bool plume_zone_rule_parse(plume_zone_rule *out, const char *text);
int64_t plume_zone_rule_offset(const plume_zone_rule *rule, int64_t unix_s);

#endif
