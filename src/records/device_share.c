/* Names of devices that are a share of one. */
#include "records/device_share.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <plume/number.h>

#define DIGITS "0123456789"

static const char *digits_before(const char *name, const char *at)
{
    while (at > name && strchr(DIGITS, at[-1]) != NULL)
        at--;
    return at;
}

/* The name up to here, without what parts it from the share. */
static void take_whole(plume_text *whole, const char *name, const char *end)
{
    static const char between[] = " _-:.\t";
    size_t length = (size_t)(end - name);

    while (length > 0 && strchr(between, name[length - 1]) != NULL)
        length--;
    if (length >= 3 && strncasecmp(name + length - 3, "MIG", 3) == 0)
        length -= 3;
    while (length > 0 && strchr(between, name[length - 1]) != NULL)
        length--;
    plume_text_clear(whole);
    plume_text_add_n(whole, name, length);
}

/* --- MIG: slices of compute, and the memory that goes with them --- */

typedef struct profile {
    const char *begin; /* of the digits before "g." or "c." */
    double slices, memory_gb, part;
} profile;

/* At "g.": "3g.20gb", perhaps behind "1c.". */
static bool read_profile(profile *out, const char *name, const char *at)
{
    const char *slices = digits_before(name, at), *memory = at + 2;
    size_t digits = strspn(memory, DIGITS);

    if (slices == at || digits == 0 || strncasecmp(memory + digits, "gb", 2) != 0)
        return false;
    out->begin = slices;
    out->slices = strtod(slices, NULL);
    out->memory_gb = strtod(memory, NULL);
    out->part = 1.0;
    if (slices - name >= 3 && strncasecmp(slices - 2, "c.", 2) == 0) {
        out->begin = digits_before(name, slices - 2);
        if (out->begin < slices - 2 && out->slices > 0.0)
            out->part = strtod(out->begin, NULL) / out->slices;
    }
    return out->slices > 0.0;
}

static bool find_profile(profile *out, const char *name)
{
    for (const char *at = name; *at != '\0'; at++)
        if ((*at == 'g' || *at == 'G') && at[1] == '.' && read_profile(out, name, at))
            return true;
    return false;
}

/* Of NVIDIA's user guide of MIG: seven slices, but four of an A30 (6 GB each) and of an
 * RTX PRO 6000 (24 GB each). */
static double slices_of(const char *whole, const profile *found)
{
    bool four = strstr(whole, "A30") != NULL || strstr(whole, "a30") != NULL ||
                strstr(whole, "6000") != NULL ||
                (whole[0] == '\0' && found->memory_gb == 6.0 * found->slices);

    return four ? 4.0 : 7.0;
}

/* --- vGPU: "A40-12Q" has 12 of 48 GB; "A100-2-10C" two slices of MIG --- */

typedef struct vgpu_board {
    const char *board; /* as profiles of NVIDIA's vGPU software are called */
    double memory_gb, slices;
    const char *device; /* as boards are sold; NULL: likewise */
} vgpu_board;

static const vgpu_board boards[] = {
    { "A100D", 80, 7, "A100-PCIE-80GB" },
    { "A100DX", 80, 7, "A100-SXM4-80GB" },
    { "A100X", 40, 7, "A100-SXM4-40GB" },
    { "A100", 40, 7, "A100-PCIE-40GB" },
    { "H100XM", 80, 7, "H100 SXM5" },
    { "H100", 80, 7, "H100 PCIe" },
    { "H100L", 94, 7, "H100 NVL" },
    { "H100XL", 94, 7, "H100 SXM5" },
    { "H100XS", 64, 7, "H100 SXM5" },
    { "H200", 141, 7, NULL },
    { "H200X", 141, 7, "H200 SXM" },
    { "A30", 24, 4, NULL },
    { "A10", 24, 0, NULL },
    { "A16", 16, 0, NULL },
    { "A2", 16, 0, NULL },
    { "A40", 48, 0, NULL },
    { "L4", 24, 0, NULL },
    { "L40", 48, 0, NULL },
    { "L40S", 48, 0, NULL },
    { "T4", 16, 0, NULL },
    { "V100", 16, 0, "V100-PCIE-16GB" },
    { "V100D", 32, 0, "V100-PCIE-32GB" },
    { "V100DX", 32, 0, "V100-SXM2-32GB" },
    { "V100X", 16, 0, "V100-SXM2-16GB" },
    { "P4", 8, 0, NULL },
    { "P40", 24, 0, NULL },
    { "P100", 16, 0, "Tesla P100-PCIE-16GB" },
    { "P100X", 16, 0, "Tesla P100-SXM2-16GB" },
    { "M10", 8, 0, NULL },
    { "M60", 8, 0, NULL },
    { "RTX6000", 24, 0, "Quadro RTX 6000" },
    { "RTX8000", 48, 0, "Quadro RTX 8000" },
};

static const vgpu_board *find_board(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof boards / sizeof *boards; i++)
        if (strlen(boards[i].board) == length &&
            strncasecmp(boards[i].board, name, length) == 0)
            return &boards[i];
    return NULL;
}

static double board_share(const vgpu_board *board, double slices, double memory_gb)
{
    if (slices > 0.0)
        return board->slices > 0.0 ? slices / board->slices : 1.0;
    return memory_gb < board->memory_gb ? memory_gb / board->memory_gb : 1.0;
}

/* The name ends in "-8Q", "-40C" or "-1-5C"; one with all of the memory is the whole. */
static double vgpu_share(const char *name, plume_text *whole)
{
    size_t length = strlen(name);
    const char *end = name + length - 1, *memory, *begin, *dash;
    const vgpu_board *board;
    double slices = 0.0;

    if (length < 5 || strchr("QCABqcab", *end) == NULL)
        return 1.0;
    memory = digits_before(name, end);
    if (memory == end || memory - name < 3 || memory[-1] != '-')
        return 1.0;
    dash = memory - 1;
    if (digits_before(name, dash) < dash && digits_before(name, dash)[-1] == '-') {
        slices = strtod(digits_before(name, dash), NULL);
        dash = digits_before(name, dash) - 1;
    }
    for (begin = dash; begin > name && begin[-1] != ' ';)
        begin--;
    board = find_board(begin, (size_t)(dash - begin));
    if (board == NULL)
        return 1.0;
    plume_text_clear(whole);
    plume_text_add(whole, board->device != NULL ? board->device : board->board);
    return board_share(board, slices, strtod(memory, NULL));
}

/* Slices within a vGPU, as in "GRID A100D-7-80C MIG 1g.10gb", are of its board. */
static void take_board(plume_text *whole)
{
    plume_text board;

    plume_text_init(&board);
    if (whole->data != NULL)
        vgpu_share(whole->data, &board);
    if (board.length > 0) {
        plume_text_clear(whole);
        plume_text_add(whole, board.data);
    }
    plume_text_dispose(&board);
}

double plume_device_share(const char *name, plume_text *whole)
{
    profile found;

    plume_text_clear(whole);
    if (!find_profile(&found, name))
        return vgpu_share(name, whole);
    take_whole(whole, name, found.begin);
    take_board(whole);
    return found.part * found.slices / slices_of(whole->data, &found);
}

/* A slice of a device is that part of one: its hours, rated power and what making it cost
 * are shared too. */
bool plume_device_share_take(plume_run *run, plume_text *whole, plume_text *note)
{
    double share = plume_device_share(run->device, whole);

    if (share == 1.0 && whole->length > 0)
        run->device = whole->data;
    if (share == 1.0)
        return false;
    plume_text_printf(note, "'%s' is ", run->device);
    plume_number_significant(note, share, 4);
    plume_text_add(note, " of a device: its devices and hours are counted by that share");
    run->device = whole->data != NULL ? whole->data : "";
    run->device_count = isnan(run->device_count) ? share : run->device_count * share;
    return true;
}
