/* The figure of a point of a Prometheus series. */
#include "readers/meters/prometheus_figure.h"

#include <strings.h>

#include <plume/number.h>

static bool is_not_finite(const plume_json_token *text)
{
    bool sign = text->length > 0 && (*text->text == '+' || *text->text == '-');
    const char *word = text->text + sign;
    size_t length = text->length - sign;

    return length == 0 || (length == 3 && (strncasecmp(word, "nan", 3) == 0 ||
                                           strncasecmp(word, "inf", 3) == 0));
}

bool plume_figure_read(double *out, const plume_json_token *value)
{
    *out = plume_json_number(value);
    return value->kind != PLUME_JSON_STRING ||
           plume_number_parse(out, value->text, value->length) || is_not_finite(value);
}
