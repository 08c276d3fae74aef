/* The names of precisions. */
#include <plume/precision.h>

#include <stddef.h>

#include <plume/names.h>

bool plume_precision_named(const char *name, plume_precision *out)
{
    static const struct {
        const char *name;
        plume_precision precision;
    } names[] = {
        { "fp32", PLUME_PRECISION_32BIT },     { "float32", PLUME_PRECISION_32BIT },
        { "32bit", PLUME_PRECISION_32BIT },    { "tf32", PLUME_PRECISION_TF32 },
        { "bf16", PLUME_PRECISION_16BIT },     { "fp16", PLUME_PRECISION_16BIT },
        { "bfloat16", PLUME_PRECISION_16BIT }, { "float16", PLUME_PRECISION_16BIT },
        { "16bit", PLUME_PRECISION_16BIT },    { "fp8", PLUME_PRECISION_8BIT },
        { "8bit", PLUME_PRECISION_8BIT },      { "int8", PLUME_PRECISION_8BIT },
        { "fp4", PLUME_PRECISION_4BIT },       { "nvfp4", PLUME_PRECISION_4BIT },
        { "4bit", PLUME_PRECISION_4BIT },
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (plume_name_equal(names[i].name, name)) {
            *out = names[i].precision;
            return true;
        }
    return false;
}

const char *plume_precision_words(plume_precision precision)
{
    static const char *const words[PLUME_PRECISIONS] = { "",        "32 bits", "TF32",
                                                         "16 bits", "8 bits",  "4 bits" };

    return words[precision];
}
