/* What each rule says, once: the words that a reviewer reads and pastes. Other tests of
 * lint look for codes alone. */
#include "support/lint_world.h"

typedef struct wording {
    const char *path, *code, *text;
    const char *message, *arithmetic, *sentence;
} wording;

static const wording wordings[] = {
    { "overall_row.csv", "R1",
      "Model,MWh,tCO2e\n"
      "A,100,40\n"
      "B,200,80\n"
      "Overall,300,150\n",
      "the rows do not add up to the total of emissions: 120,000 against "
      "150,000",
      "40,000 + 80,000 = 120,000; 150,000 is stated, 30,000 is missing",
      "The rows of emissions add up to 120,000, not to the stated total of "
      "150,000; please list what the difference of 30,000 belongs to." },
    { "implausible.csv", "R2",
      "model,energy (kWh),CO2e (t)\n"
      "a,1500,600\n"
      "b,3000,1200\n",
      "a: 400 kg of CO2e per kWh, more than any grid emits: a unit or a "
      "magnitude looks wrong",
      "600,000 kg / 1,500 kWh = 400 kg/kWh",
      "The emissions of 'a' (600) are 400 kg per kWh, which no ordinary grid "
      "emits; please check their unit and that of the energy." },
    { "short_names.csv", "R3",
      "model,gpus,wall_hours,gpu_hours\n"
      "a,8,10,10\n",
      "a: wall-clock hours are called device-hours: the count is not in them",
      "hours x devices = 80, stated 10, ratio 8",
      "'a' states 10 device-hours, while its hours and devices multiply to "
      "80." },
    { "twice.csv", "R4",
      "Model,GPU hours,Avg power (W),PUE,Energy (kWh)\n"
      "a,10000,300,1.2,4320\n",
      "a: the energy holds its PUE twice",
      "power x time = 3,000 kWh, stated 4,320 kWh, ratio 1.440; x 1.20000 explains it "
      "to its digits, by chance once in about 8",
      "The energy of 'a' (4320) is 1.440 times its power x time; please say "
      "what the factor is." },
    { "h100_head.csv", "R5",
      "Model,Device,H100 hours,Power incl. PUE adjusted (W),tCO2e\n"
      "a,H100 SXM,1.46M,700,420\n",
      "a: the power is said to be adjusted for PUE, yet it is the bare "
      "rating of H100 SXM",
      "700 W / 700 W = 1.000: the implied PUE is 1.000",
      "The power of 700 W is said to be adjusted for PUE but equals the "
      "rated power of the device; which PUE was applied?" },
    { "big.csv", "R6",
      "model,energy (MWh),grid intensity (kg/kWh),tCO2\n"
      "a,100,0.35,45\n",
      "a: the stated intensity of 0.35 kg/kWh is not the one that the "
      "figures imply, 0.450000 kg/kWh (29 % off)",
      "45,000 kg / 100,000 kWh = 0.450000 kg/kWh",
      "The figures of 'a' imply 0.4500 kg/kWh, not the stated 0.35; at the "
      "stated intensity they give 35,000 kg." },
    { "4090.csv", "R7",
      "run,hardware,gpu_hours,power_w\n"
      "a,RTX 4090,100,1000\n",
      "a: 1,000 W is more than a RTX 4090 draws (450 W at most)",
      "1,000 W / 450 W = 2.222",
      "A power of 1,000 W per device is stated for RTX 4090, whose limit is "
      "450 W; is the device another one, or is the host included?" },
    { "net_zero.csv", "R8",
      "model,energy (MWh),Net emissions (tCO2e)\n"
      "a,100,0\n",
      "a: emissions of 0 without a location-based figure", "",
      "Please state the location-based emissions; instruments and offsets "
      "belong beside them, not in their place." },
    { "r9.md", "R9",
      "# card\n"
      "We report the emissions of the final training run only.\n"
      "\n"
      "- Hours used: 100\n"
      "- Hardware Type: A100\n"
      "- Carbon Emitted: 12 kg\n",
      "r9.md: only the final run is counted", "",
      "Does the figure include search, failed and preliminary runs? Please "
      "state the ratio of all energy to that of the final run." },
    { "none.csv", "R10",
      "model,energy (kWh),intensity (g/kWh),gCO2e\n"
      "a,1.234,475,586.15\n",
      "a: the intensity of 0.475 kg/kWh equals a known default, the world "
      "average that calculators fall back on, and no place is stated",
      "0.475 kg/kWh = world average that calculators fall back on",
      "Is 0.475 kg/kWh the intensity of the grid that was used, or the "
      "default of a tool? Please state place, year and source." },
    { "cells.csv", "R11",
      "run,Energy,Emissions\n"
      "a,12.5 kgCO2e,31.2 kWh\n",
      "a: energy and emissions are exchanged",
      "a mass stands where an energy belongs, or the reverse",
      "The units of energy (kWh) and emissions (CO2e) look exchanged; please "
      "check which figure is which." },
    { "r12.csv", "R12",
      "model,GPU hours,power (W),tCO2e\n"
      "a,1400K,350-400,228.55\n",
      "a: 5 significant digits, while the inputs are known to +-6.7 %: two "
      "at most",
      "228,550 kg x (0.933 to 1.07) = 213,313 to 243,787 kg",
      "The stated 228.55 has 5 digits although its inputs allow 213,313 to "
      "243,787 kg; please give two digits and an interval." },
    { "year.csv", "R13",
      "run,start date,end date,CI year,kWh,kg/kWh\n"
      "a,2021-03-01,2021-03-05,2023,10,0.3\n",
      "a: the carbon intensity is of a time after the run ended",
      "57,542,400 s after the end",
      "The grid intensity used was recorded outside the run; please use that "
      "of its hours." },
    { "kw.csv", "R14",
      "model,hours,power (kW),energy (kWh)\n"
      "a,100,3.2,480\n",
      "a: energy is not power x time: the ratio would be a PUE of 1.5, which "
      "nobody states",
      "power x time = 320 kWh, stated 480 kWh, ratio 1.500",
      "The energy of 'a' (480) is 1.500 times its power x time; please say "
      "what the factor is." },
    { "r15.yaml", "R15",
      "name: Neural architecture search\n"
      "trials: 12800\n"
      "hours: 84 h\n"
      "devices: 8\n"
      "power: 190 W\n"
      "emissions: 200 t\n",
      "Neural architecture search: a search is costed as trials x hours; "
      "nothing says whether the hours are those of the proxy task",
      "",
      "Are the hours of a trial those of the proxy task that was searched, "
      "or of the full model, and on which hardware?" },
    { "known.csv", "R16",
      "model,tCO2e\n"
      "GPT-3,500\n"
      "T5,46.7\n",
      "GPT-3: more than one value is published: 552.1 t (Patterson et al. "
      "2021), 502 t (Luccioni et al. 2022), 500 t (Zhang et al. 2022)",
      "",
      "Published values of 'GPT-3' differ (552.1 t (Patterson et al. 2021), "
      "502 t (Luccioni et al. 2022), 500 t (Zhang et al. 2022)); please list "
      "them with their sources and boundaries, and do not average them." },
    { "m14_out.csv", "M14",
      "model,GPU hours,power (W),tCO2e\n"
      "a,184320,400,31.22\n"
      "b,368640,400,62.44\n"
      "c,1038336,350,123.90\n"
      "d,1720320,400,291.42\n",
      "'b' does not follow from the PUE x intensity that the other rows share",
      "b implies 0.4234484 kg/kWh, its digits allow 0.423414 to 0.423483; "
      "the other rows share 0.4234894",
      "The row 'b' implies 0.4234484 kg per kWh of IT energy while the other "
      "rows agree on 0.4234894; please check its figures, or say where it "
      "ran." },
};

static const plume_finding *finding_of(const plume_lint *lint, const char *code)
{
    for (size_t i = 0; i < plume_lint_count(lint); i++)
        if (strcmp(plume_lint_at(lint, i)->code, code) == 0)
            return plume_lint_at(lint, i);
    return NULL;
}

START_TEST(a_rule_says_what_is_wrong_why_and_what_to_ask)
{
    const wording *of = &wordings[_i];
    const plume_finding *finding;
    plume_lint *lint;

    ck_ok(plume_lint_text(&lint, of->text, strlen(of->text), of->path, factors, &error),
          error);
    finding = finding_of(lint, of->code);
    ck_assert_msg(finding != NULL, "%s: no %s", of->path, of->code);
    ck_assert_str_eq(finding->message, of->message);
    ck_assert_str_eq(finding->arithmetic, of->arithmetic);
    ck_assert_str_eq(finding->sentence, of->sentence);
    plume_lint_free(lint);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_loop_test(tcase, a_rule_says_what_is_wrong_why_and_what_to_ask, 0,
                        (int)(sizeof wordings / sizeof wordings[0]));
}

int main(void)
{
    return test_main("lint, wording", add);
}
