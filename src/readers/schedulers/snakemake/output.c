/* Names of records in `.snakemake/metadata`. */
#include "readers/schedulers/snakemake/output.h"

const char snakemake_log_folder[] = ".snakemake/log/";
const char snakemake_metadata_folder[] = ".snakemake/metadata/";

void snakemake_add_base64(plume_text *out, const char *bytes, size_t length)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        unsigned bits = (unsigned)(unsigned char)bytes[i] << 16;

        if (left > 1)
            bits |= (unsigned)(unsigned char)bytes[i + 1] << 8;
        if (left > 2)
            bits |= (unsigned)(unsigned char)bytes[i + 2];
        plume_text_add_char(out, alphabet[bits >> 18 & 63]);
        plume_text_add_char(out, alphabet[bits >> 12 & 63]);
        plume_text_add_char(out, left > 1 ? alphabet[bits >> 6 & 63] : '=');
        plume_text_add_char(out, left > 2 ? alphabet[bits & 63] : '=');
    }
}

void snakemake_add_launcher(plume_text *out, const char *path, size_t length,
                            const char *name)
{
    plume_text_add(out, "snakemake:");
    plume_text_add_n(out, path, length);
    plume_text_add(out, name);
}
