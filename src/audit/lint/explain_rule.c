/* What each rule holds against what, its formula and an example that a calculator
 * confirms. */
#include <string.h>

#include <plume/audit.h>

static const plume_lint_rule rules[] = {
    { "R1",
      "parts add up to their total; a mean lies among its rows; shares are of 100 %",
      "sum of rows = total; part of a row / total = its share; sum of rows / rows = "
      "mean. "
      "A figure may be off by one unit of its last digit for each row.",
      "31.22 t + 62.44 t + 291.42 t = 385.08 t, and the table says 539.00 t: 153.92 t "
      "belong to no row." },
    { "R2", "emissions, energies and their units",
      "kg = kWh x kg/kWh. A ratio of 1,000, 1,000,000, 0.4536 (pounds) or 0.9072 (short "
      "tons) names the slip; no grid emits above 3 kg/kWh or below 0.0005; nothing is "
      "negative.",
      "816 kWh x 0.464 kg/kWh = 379 kg; a table that says 835 kg has pounds: 379 / "
      "0.4536 = 835." },
    { "R3", "device-hours hold the count of devices",
      "device-hours = wall-clock hours x devices; energy = device-hours x power, not x "
      "devices again.",
      "377.8 GPU-hours x 350 W x 1.53 = 202.3 kWh; 1,416.2 kWh is 7 times that, and 7 is "
      "the count of GPUs." },
    { "R4", "the PUE belongs in once, and is at least 1",
      "facility energy = IT energy x PUE; kg = facility energy x kg/kWh.",
      "1,000 kWh x 1.2 x 0.4 kg/kWh = 480 kg; 576 kg hold the PUE twice." },
    { "R5", "a power that is said to hold the PUE lies above the rating",
      "power / rating = the PUE that was applied.",
      "400 W \"adjusted for PUE\" of an A100 rated 400 W: a PUE of 1.000." },
    { "R6", "the stated intensity is the one that the figures imply",
      "kg / kWh = kg/kWh.", "298 kg / 816 kWh = 0.365 kg/kWh, and 0.464 is stated." },
    { "R7", "a device draws no more than its rating",
      "power <= 1.05 x rating of the device, 1.6 x where nothing is said, 2.5 x for "
      "systems.",
      "750 W of a V100 whose limit is 300 W." },
    { "R8", "offsets are stated beside the emissions, not subtracted",
      "emissions = kWh x kg/kWh, before offsets.",
      "1,000 kWh x 0.4 kg/kWh - 100 kg offset = 300 kg: stated are 300 kg." },
    { "R9", "which runs are counted", "said or not said.",
      "A card that states the final run alone." },
    { "R10", "an intensity that is the default of a tool",
      "the stated or implied kg/kWh against known defaults, where no place is stated.",
      "0.385 kg/kWh is the US average of the LLaMA papers." },
    { "R11", "an energy is no mass, and an intensity is neither",
      "the unit of a figure against what it is called.",
      "\"Carbon emitted: 0.432 kg/kWh\" is the intensity of a grid." },
    { "R12", "digits against the ranges of the inputs",
      "above +-5 % of the inputs two digits are known.",
      "350-400 W over about 5 days do not give 38.472 kg." },
    { "R13", "the intensity is of the time of the run",
      "the moment of the intensity against start and end.",
      "A run of January with the intensity of June." },
    { "R14", "energy is power x time",
      "kWh = W / 1000 x hours x devices, with the PUE once if it is that of the "
      "facility.",
      "8 x 300 W x 100 h = 240 kWh; 2,400 kWh are 10 times that." },
    { "R15", "the cost of an architecture search",
      "published estimates that were recomputed; trials x hours of the proxy task.",
      "284 t is the estimate that was recomputed as 3.2 t." },
    { "R16", "several values of one model", "rows or papers that differ.",
      "30 t and 24.69 t of BLOOM: with the PUE and without." },
    { "R17", "work against time and against the size of the model",
      "FLOP / (device-hours x 3600 s) <= peak of the device, and not below 5 % of it; "
      "FLOP "
      "= (6 x parameters + 12 x layers x width x sequence length) x tokens; PF-days x "
      "8.64e19 = FLOP.",
      "8.4e22 FLOP in 1,000 A100-hours are 23,333 TFLOP/s, 75 times the peak of 312." },
    { "R18", "rates against what they are of",
      "kg per device-hour x device-hours = kg; Wh per query x queries = Wh; J per token "
      "x "
      "tokens = J.",
      "0.3 Wh x 1,000,000 queries = 300 kWh, and 3,000 kWh are stated." },
    { "R19", "a named model against what is published of it",
      "the figure of the row against each published value at its digits.",
      "LLaMA-7B with 356 MWh: that is the row of OPT; its own is 36 MWh." },
    { "R20",
      "figures that were corrected later, or that are quoted without what they are of",
      "the figure of a row, or of running text beside words that say what it is of, "
      "against each of datasets/corrections.csv at its digits; who names the correction "
      "beside it is not told of it.",
      "\"626,155 pounds, as much as five cars\": Strubell et al. 2019 for an "
      "architecture "
      "search, which Patterson et al. 2021 recompute to 3.2 t." },
    { "R21", "published tables that contradict themselves",
      "the figures of a row against each row of datasets/printed_faults.csv.",
      "GShard with 24.1 MWh on 1,000 chips: 1,000 x 288 W x 3.1 d x 1.09 = 23.4 MWh; the "
      "energy is that of 1,024." },
    { "F1", "the front matter of a card is no YAML",
      "the text between two lines of '---'; it is left out, and the text is read.",
      "A tab before a key." },
    { "M14", "one factor between energy and power x time, or of PUE x intensity",
      "energy / (power x time), or kg / IT kWh, of each row; rows of one table share it.",
      "36.1 MWh / (82,000 h x 400 W) = 1.10 in four rows: a PUE that nobody states." },
};

const plume_lint_rule *plume_lint_rule_at(size_t i)
{
    return i < sizeof rules / sizeof rules[0] ? &rules[i] : NULL;
}

const plume_lint_rule *plume_lint_rule_find(const char *code)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (strcmp(rules[i].code, code) == 0)
            return &rules[i];
    return NULL;
}
